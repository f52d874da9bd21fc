/** The error of a wait that ended without success. */

import { maskSecrets } from "../declarations.js";
import type { StackState } from "../state.js";

/**
 * Why a wait ended:
 *
 * - `"timeout"`: the timeout expired.
 * - `"resource-failed"`: the deployment of a resource failed. The platform doesn't continue it on its own.
 * - `"unknown-resource"`: the state doesn't have the resource, or the resource was deleted.
 * - `"not-a-container"`: the resource has another type.
 * - `"source-failed"`: the source of the states failed too often; `cause` is its last error.
 * - `"source-ended"`: the iterable ended before the condition was met.
 */
export type WaitErrorCode =
  | "timeout"
  | "resource-failed"
  | "unknown-resource"
  | "not-a-container"
  | "source-failed"
  | "source-ended";

/**
 * Thrown when a wait ends without success. The message says what was missing in the last state, and what to do.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const resources = { api: { type: "container", status: "provisioning" } };
 * const states = async () => ({ platform: "aws", resources });
 * try {
 *   await alien.waitForContainer(states, "api", { timeout: 10 });
 * } catch (error) {
 *   if (!(error instanceof alien.WaitError)) throw error;
 *   if (error.code !== "timeout") throw error;
 *   console.log(`still waiting: ${error.missing}`);
 * }
 */
export class WaitError extends Error {
  /** Why the wait ended. Programs compare this code, not the message. */
  readonly code: WaitErrorCode;

  // These fields are private, since Node.js prints the properties of an uncaught error below its message.
  readonly #missing: string;
  readonly #state: StackState | undefined;

  /** @internal */
  constructor(
    code: WaitErrorCode,
    message: string,
    missing: string,
    state: StackState | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.#missing = missing;
    this.#state = state;
  }

  // A bundler may rename the class. It can drop a class with a getter if a program doesn't use it, but no class with a
  // static block.
  override get name(): string {
    return "WaitError";
  }

  /** What was missing when the wait ended, in one line. */
  get missing(): string {
    return this.#missing;
  }

  /** The last state that could be read, or `undefined` if there was none. */
  get state(): StackState | undefined {
    return this.#state;
  }

  /** What `JSON.stringify` writes, for example in logs. Values of the state that may be secret are masked. */
  toJSON(): WaitErrorJson {
    const { name, message, code, missing, state } = this;
    return {
      name,
      message,
      code,
      missing,
      ...(state && { state: maskSecrets(state.toJSON()) }),
    };
  }
}

/** A {@link WaitError} as plain data. */
export interface WaitErrorJson {
  /** `"WaitError"`. */
  readonly name: string;
  /** What was missing, and what to do. */
  readonly message: string;
  /** Why the wait ended. */
  readonly code: WaitErrorCode;
  /** What was missing when the wait ended, in one line. */
  readonly missing: string;
  /** The last state that could be read, as plain data. */
  readonly state?: unknown;
}
