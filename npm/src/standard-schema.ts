/** Schemas of containers and stacks for libraries that support Standard Schema, such as form, router and RPC libraries. */

import { writeNormalised } from "./declarations.js";
import { jsonSchema } from "./explain.js";
import { readOutput } from "./memory.js";
import type {
  ContainerConfig,
  ContainerDeclaration,
  Diagnostic,
  StackConfig,
  StackDeclaration,
} from "./types.js";

/**
 * A schema of the [Standard Schema](https://standardschema.dev) specification, version 1, with its extension for JSON Schema.
 * Libraries call the functions; programs pass the schema to a library, or use `validate` and `normalise` instead.
 */
export interface DeclarationSchema<Input, Output> {
  /** What the specification defines. */
  readonly "~standard": StandardSchema<Input, Output>;
}

/** The functions that libraries call. */
export interface StandardSchema<Input, Output> {
  /** The version of the specification. */
  readonly version: 1;
  /** The name of this package. */
  readonly vendor: "alien-sdk";
  /** The types of declarations before and after validation. There is no such value at run time. */
  readonly types?: SchemaTypes<Input, Output> | undefined;
  /**
   * Validates a declaration. The result contains the normalised declaration, or all errors.
   *
   * Like all functions of this package, it reads a string or bytes as JSON text.
   */
  readonly validate: (value: unknown) => SchemaResult<Output>;
  /** Functions that return the JSON Schema of declarations. */
  readonly jsonSchema: JsonSchemas;
}

/** The types of declarations before validation (`input`) and after it (`output`). */
export interface SchemaTypes<Input, Output> {
  /** What `validate` accepts. */
  readonly input: Input;
  /** What `validate` returns. */
  readonly output: Output;
}

/** The JSON Schema of declarations before validation (`input`) and after it (`output`). */
export interface JsonSchemas {
  /** Returns the JSON Schema of what `validate` accepts. */
  readonly input: (options: JsonSchemaOptions) => Record<string, unknown>;
  /** Returns the JSON Schema of what `validate` returns. */
  readonly output: (options: JsonSchemaOptions) => Record<string, unknown>;
}

/** The result of {@link DeclarationSchema}: a normalised declaration, or errors. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** An error. */
export interface SchemaIssue {
  /** What is wrong, and how to fix it. */
  readonly message: string;
  /** The keys and indexes that lead to the place of the error. */
  readonly path: readonly (string | number)[];
}

/** The version of JSON Schema that a library asks for. */
export interface JsonSchemaOptions {
  /** `"draft-2020-12"`. Other versions throw. */
  readonly target: "draft-2020-12" | (string & {});
}

/**
 * The schema of a container, for libraries that support Standard Schema.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const result = alien.containerSchema["~standard"].validate({ id: "api", ports: [{ port: 70000 }] });
 * for (const { path, message } of result.issues ?? []) console.log(path.join("."), message);
 */
export const containerSchema: DeclarationSchema<
  ContainerDeclaration,
  ContainerConfig
> = /* @__PURE__ */ createSchema("container");

/**
 * The schema of a stack, for libraries that support Standard Schema; see {@link containerSchema}.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const { issues } = alien.stackSchema["~standard"].validate('{"id": "shop", "resources": {}}');
 * console.log(issues === undefined);
 */
export const stackSchema: DeclarationSchema<StackDeclaration, StackConfig> =
  /* @__PURE__ */ createSchema("stack");

function createSchema<Input, Output>(
  kind: "container" | "stack",
): DeclarationSchema<Input, Output> {
  const schema = ({ target }: JsonSchemaOptions) => {
    if (target === "draft-2020-12") return JSON.parse(jsonSchema(kind));
    throw new Error(
      `there is no JSON Schema of a ${kind} for ${JSON.stringify(target)}; ask for "draft-2020-12"`,
    );
  };
  return Object.freeze({
    "~standard": Object.freeze({
      version: 1,
      vendor: "alien-sdk",
      validate(value: unknown): SchemaResult<Output> {
        const failure = writeNormalised(value, { kind });
        if (failure === undefined) return { value: JSON.parse(readOutput()) };
        const errors = failure.report.diagnostics.filter(isError);
        return { issues: errors.map((error) => issueOf(error, value)) };
      },
      // Normalised declarations are declarations too.
      jsonSchema: Object.freeze({ input: schema, output: schema }),
    }),
  });
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function issueOf({ message, help, path }: Diagnostic, root: unknown) {
  return {
    message: help === undefined ? message : `${message}; ${help}`,
    path: segmentsOf(path, root),
  };
}

/**
 * Splits a JSON Pointer into keys and indexes. An index and a key that consists of digits are only distinguished if the
 * declaration was given as a value.
 */
function segmentsOf(pointer: string, root: unknown): (string | number)[] {
  let parent = root;
  return pointer
    .split("/")
    .slice(1)
    .map((part) => {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      const isKey = typeof parent === "object" && !Array.isArray(parent);
      parent = readOwn(parent, key);
      return isKey || !/^\d+$/.test(key) ? key : Number(key);
    });
}

/** Returns an own property, or `undefined` if there is none. Calls no getter. */
function readOwn(parent: unknown, key: string): unknown {
  try {
    return Object.getOwnPropertyDescriptor(parent, key)?.value;
  } catch {
    // `parent` is null or undefined, or it is a proxy that throws.
    return undefined;
  }
}
