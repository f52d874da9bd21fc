/** The part of the core's memory that JavaScript writes to and reads from directly. */

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
 * Makes room for `wanted` words of nodes and bytes of text.
 *
 * A call into the core may have grown its memory, which leaves the views empty; then they are made again.
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
 * The core, for one call: {@link leave} says that it came back.
 *
 * A call that did not come back threw, perhaps for want of stack or memory and in the midst of its work: then the core is
 * started anew. A `catch` would not do, for it takes stack too.
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

/** Says that the call of the core came back. */
export function leave(): void {
  isInside = false;
}

/** Puts a tape into memory, and gives how many words its nodes have and how many bytes its text. */
export function load(tape: Tape): { words: number; bytes: number } {
  const { text } = tape;
  // No UTF-16 unit takes more than three bytes.
  reserve(tape.nodes * 4, text.length * 3);
  layOut(tape);
  let { written } = encoder.encodeInto(text, bytes);
  // As long as each unit is one byte, strings start and end where they do in the text.
  if (written !== text.length) written = encodeEach(tape);
  return { words: tape.nodes * 4, bytes: written };
}

/** Writes four words per node: the kind, the number of the next node beside it, and two that go with the kind. */
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

/** Encodes strings one by one, so that halves of a pair that meet stay halves, and says in their nodes where they are. */
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

/** A text in memory. */
export interface LoadedText {
  /** Its length in bytes. */
  readonly length: number;
  /** Whether no surrogate of it was alone; one that was stands as U+FFFD. */
  readonly isWellFormed: boolean;
}

/** Puts a text into memory; one of more than `limit` bytes is only measured. */
export function loadText(text: string, limit: number): LoadedText {
  let read = 0;
  let length = 0;
  // No character takes fewer bytes than units.
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

/** How many bytes a text takes in UTF-8, in which half of a surrogate pair is U+FFFD. */
function byteLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) as number;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (code > 0xffff) i++;
  }
  return length;
}

/** Puts bytes into memory. */
export function loadBytes(given: Uint8Array): void {
  reserve(0, given.length);
  bytes.set(given);
}

/** The text that the core wrote last. */
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
