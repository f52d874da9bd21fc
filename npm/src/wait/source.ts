/** Where a wait gets its states from. */

import { StackState } from "../state.js";

/**
 * Where a wait gets its states from:
 *
 * - a function that returns the current state, or a promise of it. It is called repeatedly. Its argument is a signal that
 *   is aborted when the wait ends, which cancels a request that is still running.
 * - an iterable or async iterable of states, such as an array or an async generator, or a function that returns an async
 *   iterable.
 *
 * A state is JSON text (a string or bytes), a value, a {@link StackState}, a `Response` whose body is JSON text, or a
 * promise of one of these.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const states: alien.StateSource = (signal) => fetch("https://example.com/state.json", { signal });
 * console.log(typeof states);
 */
export type StateSource =
  | ((signal: AbortSignal) => unknown)
  | AsyncIterable<unknown>
  // A string is iterable, but no source.
  | (Iterable<unknown> & object);

/** One answer of a source. */
export interface Answer {
  /** The state, or `undefined` if the iterable ended. */
  readonly state?: StackState;
  /** Whether the source decides when the next state arrives. Otherwise, the wait pauses before it asks again. */
  readonly isPushed: boolean;
}

/** The error for an answer that is no state. Its message contains no secrets. */
export class AnswerError extends Error {}

/** Reads states from a source. */
export class StateReader {
  readonly #source: StateSource;
  #iterator: AsyncIterator<unknown> | Iterator<unknown> | undefined;
  #isPushed = false;
  #isPending = false;

  /** @throws TypeError if the value is not a source. */
  constructor(source: StateSource) {
    if (typeof source !== "function" && !isIterable(source)) {
      throw new TypeError(
        `the first argument must be a function that returns the current state, or an iterable of states, not ${describe(source)}`,
      );
    }
    this.#source = source;
  }

  /**
   * Reads the next state. Rejects if the source fails, or returns something that isn't a state. It can be called again
   * after that: a function is called again, and an iterable is iterated again if its iterator failed.
   */
  async next(signal: AbortSignal): Promise<Answer> {
    if (this.#iterator === undefined) {
      const given =
        typeof this.#source === "function"
          ? await this.#source(signal)
          : this.#source;
      if (isAsyncIterable(given)) {
        this.#iterator = given[Symbol.asyncIterator]();
        this.#isPushed = true;
        // The wait may have ended while the function was connecting.
        if (signal.aborted) await this.close();
        signal.throwIfAborted();
      } else if (given === this.#source) {
        this.#iterator = (given as Iterable<unknown>)[Symbol.iterator]();
      } else {
        return { state: await readState(given), isPushed: false };
      }
    }
    const result = await this.#advance(this.#iterator);
    if (!result.done) {
      return { state: await readState(result.value), isPushed: this.#isPushed };
    }
    this.#iterator = undefined;
    // A function is asked for another iterable, such as a new connection.
    if (typeof this.#source === "function") {
      throw new AnswerError(
        "the async iterable that the function returned ended",
      );
    }
    return { isPushed: false };
  }

  /**
   * Calls `return()` of the iterator, so that it can clean up. If the iterator is still busy, this doesn't wait for it,
   * since it may never answer.
   */
  async close(): Promise<void> {
    const iterator = this.#iterator;
    this.#iterator = undefined;
    const closed = iterator?.return?.();
    if (!this.#isPending) await closed;
    else Promise.resolve(closed).catch(() => {});
  }

  async #advance(
    iterator: AsyncIterator<unknown> | Iterator<unknown>,
  ): Promise<IteratorResult<unknown>> {
    this.#isPending = true;
    try {
      return await iterator.next();
    } catch (error) {
      this.#iterator = undefined;
      throw error;
    } finally {
      this.#isPending = false;
    }
  }
}

/** Reads a state. Rejects if it is no state at all; other problems of a state are in its report. */
async function readState(given: unknown): Promise<StackState> {
  let answer = await given;
  if (answer instanceof StackState) return answer;
  if (isResponse(answer)) {
    if (!answer.ok) {
      // The body is not needed. Canceling it frees the connection.
      answer.body?.cancel().catch(() => {});
      throw new AnswerError(`the response has the status ${answer.status}`);
    }
    answer = await answer.text();
  }
  const state = StackState.parse(answer);
  if (state.toJSON().resources === undefined) {
    throw new AnswerError(state.reason(""));
  }
  return state;
}

/** Returns whether a value is a `Response`. It may be of another realm, or of a package such as node-fetch. */
function isResponse(value: unknown): value is Response {
  if (typeof value !== "object" || value === null) return false;
  const { ok, status, text } = value as Partial<Response>;
  return (
    typeof ok === "boolean" &&
    typeof status === "number" &&
    typeof text === "function"
  );
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return hasMethod(value, Symbol.asyncIterator);
}

/** Returns whether a value is an iterable of states. Bytes are iterable too, but they are the text of one state. */
function isIterable(value: unknown): boolean {
  if (isAsyncIterable(value)) return true;
  return hasMethod(value, Symbol.iterator) && !ArrayBuffer.isView(value);
}

function hasMethod(value: unknown, key: PropertyKey): boolean {
  if (typeof value !== "object" || value === null) return false;
  return typeof (value as Record<PropertyKey, unknown>)[key] === "function";
}

function describe(value: unknown): string {
  if (value instanceof StackState) return "one state";
  if (value instanceof Promise) return "a promise";
  if (isResponse(value)) return "one response";
  if (typeof value === "object" && value !== null) return "an object";
  return value === undefined || value === null
    ? String(value)
    : `a ${typeof value}`;
}
