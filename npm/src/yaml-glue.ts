/** The generated glue of the YAML parser, without its default export; see `glue.ts`. */
export * from "./generated/alien-yaml.js";
