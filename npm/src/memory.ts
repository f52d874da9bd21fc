/** The part of the core's memory that JavaScript writes to and reads from directly. */

import { type Engine, engine, memory, restart } from "./engine.js";
import { STRING, SURROGATE, type Tape } from "./tape.js";

const NO_WORDS = new Int32Array(0);
const NO_BYTES = new Uint8Array(0);

let words = NO_WORDS;
let bytes = NO_BYTES;
let whole = NO_BYTES;

let isInside = false;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const SPACE = 32;

/** Strings of at least this many characters are encoded by the engine, shorter ones here. */
const LONG = 48;

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

/** Puts a tape into memory and gives the length of its text in bytes; that of its nodes is `tape.used`. */
export function load(tape: Tape): number {
  const { used, strings } = tape;
  // No UTF-16 unit takes more than three bytes.
  reserve(used, tape.characters * 3);
  const from = tape.words;
  const into = words;
  let at = 0;
  for (let i = 0; i < used; i += 4) {
    const head = from[i] as number;
    into[i] = head;
    into[i + 1] = from[i + 1] as number;
    if (head !== STRING) {
      into[i + 2] = from[i + 2] as number;
      into[i + 3] = from[i + 3] as number;
      continue;
    }
    const text = strings[from[i + 2] as number] as string;
    const end = write(text, at);
    if (end - at !== text.length && !isWellFormed(text)) {
      into[i] = STRING | SURROGATE;
    }
    into[i + 2] = at;
    into[i + 3] = end - at;
    at = end;
  }
  return at;
}

/** Writes a string at a byte and gives the byte after it. */
function write(text: string, at: number): number {
  const length = text.length;
  if (length < LONG) {
    const into = bytes;
    let i = 0;
    for (; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 127) break;
      into[at + i] = unit;
    }
    if (i === length) return at + length;
  }
  return at + encoder.encodeInto(text, bytes.subarray(at)).written;
}

/** A text in memory. */
export interface LoadedText {
  /** Its length in bytes. */
  readonly length: number;
  /** Whether no surrogate of it was alone; one that was stands as U+FFFD. */
  readonly isWellFormed: boolean;
}

/** Puts a text into memory; of one longer than `limit` bytes only so much that its length is seen. */
export function loadText(text: string, limit: number): LoadedText {
  reserve(0, Math.min(text.length, limit + 4));
  let { read, written } = encoder.encodeInto(text, bytes);
  if (read < text.length && written <= limit) {
    reserve(0, Math.min(text.length * 3, limit + 4));
    ({ read, written } = encoder.encodeInto(text, bytes));
  }
  if (read < text.length && written <= limit) {
    // The next character did not fit, so the text is larger than the limit: make that visible.
    bytes.fill(SPACE, written, limit + 1);
    written = limit + 1;
  }
  return {
    length: written,
    isWellFormed: written === text.length || isWellFormed(text),
  };
}

/** Copies what the core wrote last. */
export function output(): Uint8Array {
  const core = engine();
  if (whole.length === 0) whole = new Uint8Array(memory().buffer);
  const at = core.outputAt();
  return whole.slice(at, at + core.outputLength());
}

/** The text that bytes hold. */
export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
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
