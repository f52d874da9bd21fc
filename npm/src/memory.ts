/** Direct access to the core's memory. */

import { type Engine, engine, memory, restart } from "./engine.js";
import {
  ARRAY,
  BOOL,
  FLOAT,
  FOREIGN,
  INTEGER,
  OBJECT,
  STRING,
  SURROGATE,
} from "./generated/core.js";
import { ABOVE, KIND, type Tape } from "./tape.js";

const NO_WORDS = new Int32Array(0);
const NO_BYTES = new Uint8Array(0);

let words = NO_WORDS;
let bytes = NO_BYTES;
let whole = NO_BYTES;

let isInside = false;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Reserves memory for a number of words of nodes and bytes of text.
 *
 * A call into the core may have grown its memory, which detaches the views. Then they are created again.
 */
function reserve(wantedWords: number, wantedBytes: number): void {
  if (words.length >= wantedWords && bytes.length >= wantedBytes) return;
  const core = engine();
  core.reserve(wantedWords, wantedBytes);
  const { buffer } = memory();
  words = new Int32Array(buffer, core.wordsAt(), core.wordsLength());
  bytes = new Uint8Array(buffer, core.bytesAt(), core.bytesLength());
}

/**
 * Returns the core for one call. Call {@link leave} after the call has returned.
 *
 * If the previous call did not return, it threw, perhaps because it ran out of stack or memory in the middle of
 * its work. Then the core is restarted. A `catch` would not be reliable, since it needs stack too.
 */
export function enter(): Engine {
  if (isInside) {
    restart();
    words = NO_WORDS;
    bytes = NO_BYTES;
    whole = NO_BYTES;
  }
  isInside = true;
  return engine();
}

/** Marks the call into the core as returned. */
export function leave(): void {
  isInside = false;
}

/** Copies a tape into memory, and returns the number of words of its nodes and the number of bytes of its text. */
export function load(tape: Tape): { words: number; bytes: number } {
  const { text } = tape;
  // A UTF-16 code unit takes at most three bytes.
  reserve(tape.nodes * 4, text.length * 3);
  layOut(tape);
  let { written } = encoder.encodeInto(text, bytes);
  // If each code unit is one byte, the offsets of the strings are the same in bytes and in code units.
  if (written !== text.length) written = encodeEach(tape);
  return { words: tape.nodes * 4, bytes: written };
}

/** Writes four words per node: the kind, the index of the next sibling, and two values that depend on the kind. */
function layOut({ entries, used }: Tape): void {
  const into = words;
  let at = 0;
  let offset = 0;
  for (let i = 0; i < used; i++) {
    const entry = entries[i] as number;
    const kind = entry & KIND;
    const above = entry >>> ABOVE;
    let next = (at >> 2) + 1;
    let a = 0;
    let b = 0;
    switch (kind) {
      case STRING:
        a = offset;
        b = above;
        offset += above;
        break;
      case INTEGER:
        b = above;
        break;
      case ARRAY:
      case OBJECT:
        next = above;
        break;
      case BOOL:
      case FOREIGN:
        a = above;
        break;
      case FLOAT:
        a = entries[++i] as number;
        b = entries[++i] as number;
        break;
    }
    into[at] = kind;
    into[at + 1] = next;
    into[at + 2] = a;
    into[at + 3] = b;
    at += 4;
  }
}

/**
 * Encodes strings one by one, so that unpaired surrogates of adjacent strings don't form a pair, and writes their
 * offsets and lengths into the nodes.
 */
function encodeEach({ nodes, text }: Tape): number {
  let at = 0;
  for (let i = 0; i < nodes * 4; i += 4) {
    if (words[i] !== STRING) continue;
    const from = words[i + 2] as number;
    const string = text.slice(from, from + (words[i + 3] as number));
    const { written } = encoder.encodeInto(string, bytes.subarray(at));
    if (written !== string.length && !isWellFormed(string)) {
      words[i] = STRING | SURROGATE;
    }
    words[i + 2] = at;
    words[i + 3] = written;
    at += written;
  }
  return at;
}

/** A text in the core's memory. */
export interface LoadedText {
  /** The length in bytes. */
  readonly length: number;
  /** Whether the text has no unpaired surrogates. They are replaced by U+FFFD. */
  readonly isWellFormed: boolean;
}

/** Copies a text into memory. A text of more than `limit` bytes is only measured. */
export function loadText(text: string, limit: number): LoadedText {
  let read = 0;
  let length = 0;
  // A text has at least as many bytes as code units.
  if (text.length <= limit) {
    reserve(0, text.length);
    ({ read, written: length } = encoder.encodeInto(text, bytes));
  }
  if (read < text.length) {
    length = byteLength(text);
    if (length <= limit) {
      reserve(0, length);
      encoder.encodeInto(text, bytes);
    }
  }
  return {
    length,
    isWellFormed: length === text.length || isWellFormed(text),
  };
}

/** The length of a text in UTF-8 bytes. An unpaired surrogate counts as U+FFFD. */
function byteLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) as number;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (code > 0xffff) i++;
  }
  return length;
}

/** Copies bytes into memory. */
export function loadBytes(given: Uint8Array): void {
  reserve(0, given.length);
  bytes.set(given);
}

/** The last text that the core wrote. */
export function output(): string {
  const core = engine();
  if (whole.length === 0) whole = new Uint8Array(memory().buffer);
  const at = core.outputAt();
  return decoder.decode(whole.subarray(at, at + core.outputLength()));
}

function isWellFormed(text: string): boolean {
  const native = (text as { isWellFormed?(): boolean }).isWellFormed;
  if (native !== undefined) return native.call(text);
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
