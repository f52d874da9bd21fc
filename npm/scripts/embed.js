import { readFileSync } from "node:fs";

/**
 * What a byte may become: printable ASCII that no quotes, templates or inline scripts make longer. Space and `!` stand
 * before a character of the second and the third table.
 */
const CHARACTERS = [...Array(127).keys()]
  .slice("!".charCodeAt(0) + 1)
  .map((unit) => String.fromCharCode(unit))
  .filter((character) => !"\"'`\\$<".includes(character));
const MARKS = ["", " ", "!"];

/**
 * Bytes as text, which `src/engine.ts` reads: first the codes of all 256 bytes in their order, then those of the module.
 * The most frequent bytes have codes of one character.
 *
 * Base64 spreads a byte over two characters, which hides from gzip whatever repeats: a bundle would be a third larger.
 *
 * @param {Uint8Array} bytes
 */
function encode(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]++;
  const all = [...counts.keys()];
  const frequent = all.toSorted((a, b) => counts[b] - counts[a] || a - b);
  /** @type {string[]} */
  const codes = [];
  for (const [table, mark] of MARKS.entries()) {
    const from = table * CHARACTERS.length;
    // In their order again: neighbours, which often stand for the like, stay neighbours.
    const bytes = frequent.slice(from, from + CHARACTERS.length);
    bytes
      .sort((a, b) => a - b)
      .forEach((byte, at) => {
        codes[byte] = mark + CHARACTERS[at];
      });
  }
  return [...all, ...bytes].map((byte) => codes[byte]).join("");
}

/** Makes text of WebAssembly modules. @type {import("esbuild").Plugin} */
export const embed = {
  name: "embed",
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, ({ path }) => ({
      contents: encode(readFileSync(path)),
      loader: "text",
    }));
  },
};
