import { readFileSync } from "node:fs";

/**
 * The characters that a code can end with: printable ASCII characters that don't have to be escaped in string literals,
 * templates or inline scripts. There are three tables of codes. A code of the first table is one of these characters, a
 * code of the second table has a space before the character, and a code of the third table has `!` before it.
 */
const CHARACTERS = [...Array(127).keys()]
  .slice("!".charCodeAt(0) + 1)
  .map((unit) => String.fromCharCode(unit))
  .filter((character) => !"\"'`\\$<".includes(character));
const MARKS = ["", " ", "!"];

/**
 * Encodes bytes as text, which `src/engine.ts` decodes. The text starts with the codes of all 256 byte values in order,
 * followed by the codes of the given bytes. The most frequent bytes have codes of one character.
 *
 * In Base64, a byte is spread over two characters, so gzip doesn't find repetitions. A bundle would be a third larger.
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
    // Within a table, the bytes are in numerical order. Then similar bytes, which often mean similar things, have similar
    // codes, and the text compresses better.
    const bytes = frequent.slice(from, from + CHARACTERS.length);
    bytes
      .sort((a, b) => a - b)
      .forEach((byte, at) => {
        codes[byte] = mark + CHARACTERS[at];
      });
  }
  return [...all, ...bytes].map((byte) => codes[byte]).join("");
}

/** Embeds WebAssembly modules as text. @type {import("esbuild").Plugin} */
export const embed = {
  name: "embed",
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, ({ path }) => ({
      contents: encode(readFileSync(path)),
      loader: "text",
    }));
  },
};
