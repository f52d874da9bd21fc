// `node examples.js FROM TO` writes every example in the comments of a folder to a file of its own, named after its place.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [from = "", to = ""] = process.argv.slice(2);

mkdirSync(to, { recursive: true });
for (const file of readdirSync(from, { recursive: true, encoding: "utf8" })) {
  if (!file.endsWith(".ts") || file.startsWith("generated")) continue;
  const text = readFileSync(join(from, file), "utf8");
  for (const [comment] of text.matchAll(/\/\*\*.*?\*\//gs)) {
    const start = text.slice(0, text.indexOf(comment)).split("\n").length;
    for (const [line, code] of examples(comment)) {
      const name = file.replace(/\.ts$/, "").replaceAll(/[/\\]/g, "-");
      writeFileSync(join(to, `${name}-${start + line}.ts`), code);
    }
  }
}

/**
 * Returns the examples of a comment, each with its line. An example ends at the next tag or at the end of the comment.
 * @param {string} comment
 * @returns {[number, string][]}
 */
function examples(comment) {
  const lines = comment
    .split("\n")
    .map((line) => line.replace(/^ *(\/\*\*|\*\/|\*) ?/, ""));
  const starts = lines.flatMap((line, at) => (line === "@example" ? at : []));
  return starts.map((start) => {
    const rest = lines.slice(start + 1);
    const end = rest.findIndex((line) => line.startsWith("@"));
    const code = rest.slice(0, end < 0 ? rest.length : end).join("\n");
    // With an export, a file is a module even if it imports nothing.
    return [start, `${code}\nexport {};\n`];
  });
}
