/** Reads and writes the memory of the core directly. */

import { type Engine, engine, memory, restart } from "./engine.js";
import {
  CLASS_OBJECT,
  CLOSE,
  FLOAT,
  FOREIGN,
  KIND_BITS,
  NAME_BITS,
  STRING,
  UNPAIRED,
} from "./generated/core.js";
import { KIND_MASK, type Tape } from "./tape.js";

const NO_WORDS = new Int32Array(0);
const NO_BYTES = new Uint8Array(0);

let words = NO_WORDS;
let bytes = NO_BYTES;
let wholeMemory = NO_BYTES;
let wholeWords = NO_WORDS;

let isInside = false;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reserves memory for the given number of words of nodes and bytes of text.
 *
 * A call into the core may have grown its memory, which detaches the views. Detached views have length 0, so they are
 * created again here.
 */
function reserve(wantedWords: number, wantedBytes: number): void {
  if (words.length >= wantedWords && bytes.length >= wantedBytes) return;
  const core = engine();
  core.reserve(wantedWords, wantedBytes);
  const { buffer } = memory();
  words = new Int32Array(buffer, core.wordsAddress(), core.wordsLength());
  bytes = new Uint8Array(buffer, core.bytesAddress(), core.bytesLength());
}

/**
 * Returns the core for one call. Call {@link leaveCore} after the call has returned.
 *
 * If {@link leaveCore} was not called after the previous call, that call threw. It may have run out of stack or
 * memory in the middle of its work, so the core is restarted. A `catch` around the call would not be reliable, since
 * it also needs stack.
 */
export function enterCore(): Engine {
  if (isInside) {
    restart();
    words = NO_WORDS;
    bytes = NO_BYTES;
    wholeMemory = NO_BYTES;
    wholeWords = NO_WORDS;
  }
  isInside = true;
  return engine();
}

/** Records that the call into the core has returned. */
export function leaveCore(): void {
  isInside = false;
}

/**
 * Copies a tape into memory. Returns its number of words and the number of bytes of its text.
 *
 * @param isOpen Whether the array around everything has not been ended on the tape, since more will be written to it.
 */
export function loadTape(
  tape: Tape,
  isOpen = false,
): { words: number; bytes: number } {
  const { text, entries, used } = tape;
  const length = isOpen ? used + 1 : used;
  // A UTF-16 code unit takes at most three bytes.
  reserve(length, text.length * 3);
  const into = words;
  for (let i = 0; i < used; i++) into[i] = entries[i] as number;
  if (isOpen) into[used] = CLOSE;
  let { written } = encoder.encodeInto(text, bytes);
  // If each code unit became one byte, the lengths in code units are also the lengths in bytes.
  if (written !== text.length) written = encodeSeparately(tape);
  return { words: length, bytes: written };
}

/**
 * Encodes each string and each name separately, and writes its length in bytes into its word. Encoding all strings at
 * once would combine an unpaired surrogate at the end of one string with one at the start of the next.
 */
function encodeSeparately({ text, used }: Tape): number {
  let at = 0;
  let from = 0;
  const encode = (length: number): number => {
    const string = text.slice(from, from + length);
    const { written } = encoder.encodeInto(string, bytes.subarray(at));
    from += length;
    at += written;
    return written;
  };
  for (let i = 0; i < used; i++) {
    const word = words[i] as number;
    const payload = word >>> KIND_BITS;
    switch (word & KIND_MASK) {
      case FLOAT:
        i += 2;
        break;
      case STRING: {
        const string = text.slice(from, from + payload);
        const written = encode(payload);
        const isPaired = written === payload || isWellFormed(string);
        words[i] = (isPaired ? STRING : UNPAIRED) | (written << KIND_BITS);
        break;
      }
      case CLASS_OBJECT:
        words[i] = CLASS_OBJECT | (encode(payload) << KIND_BITS);
        break;
      case FOREIGN: {
        const written = encode(payload >>> NAME_BITS);
        const kind = payload & ((1 << NAME_BITS) - 1);
        words[i] = FOREIGN | ((kind | (written << NAME_BITS)) << KIND_BITS);
        break;
      }
    }
  }
  return at;
}

/** A text in the core's memory. */
interface LoadedText {
  /** The length in bytes. */
  readonly length: number;
  /** False if the text contains unpaired surrogates, which were replaced by U+FFFD. */
  readonly isWellFormed: boolean;
}

/** Copies a text into memory. If the text has more than `limit` bytes, only returns its length. */
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

/** Returns the length of a text in UTF-8 bytes. An unpaired surrogate counts as U+FFFD. */
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

/** Returns the text that the core wrote last. */
export function readOutput(): string {
  const core = engine();
  return readText(core.outputAddress(), core.outputLength());
}

/** Decodes a text in memory. The length is in bytes. */
export function readText(address: number, length: number): string {
  if (wholeMemory.length === 0) wholeMemory = new Uint8Array(memory().buffer);
  return decoder.decode(wholeMemory.subarray(address, address + length));
}

/** Returns the whole memory as words. The view is detached when the memory grows. */
export function readWords(): Int32Array {
  if (wholeWords.length === 0) wholeWords = new Int32Array(memory().buffer);
  return wholeWords;
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
