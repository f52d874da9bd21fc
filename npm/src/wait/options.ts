/** The options of a wait. */

import type { BuiltStack } from "../resources.js";
import type { Stack } from "../stack.js";
import type { StackState } from "../state.js";
import type { ContainerOutputs, Linkable } from "../types.js";

/** Options of `waitForContainer`. */
export interface WaitOptions {
  /** The condition to wait for. Default: `isRunning`. */
  readonly until?:
    | ((outputs: ContainerOutputs) => boolean | Promise<boolean>)
    | undefined;
  /** The timeout, in milliseconds. Default: 5 minutes. */
  readonly timeout?: number | undefined;
  /** The time between two states, in milliseconds; an async iterable sets its own pace. Default: 2 seconds. */
  readonly interval?: number | undefined;
  /** How often a source that fails is tried again, until it returns a state. Default: 3. */
  readonly retries?: number | undefined;
  /**
   * Keeps waiting if the state doesn't have the resource, for example because the stack is still being deployed. By
   * default, this ends the wait, since the ID is probably wrong.
   */
  readonly allowUnknown?: boolean | undefined;
  /**
   * Ignores failed deployments and keeps waiting, for example because somebody will retry them. By default, a resource
   * with a status such as `"provision-failed"` ends the wait.
   */
  readonly allowFailed?: boolean | undefined;
  /** Called with each state and a message that says what is missing in it. A promise that it returns is awaited. */
  readonly onProgress?:
    | ((state: StackState, missing: string) => unknown)
    | undefined;
  /** Aborts the wait; the promise rejects with `signal.reason`. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `waitForStack`. */
export interface StackWaitOptions<Id extends string = string>
  extends WaitOptions {
  /**
   * The containers to wait for: IDs, builders or built containers; or a stack or its builder, for all its containers.
   * Default: all containers in the state, except those that are being deleted. While a stack is deployed for the first time,
   * its state may not have all of them yet.
   */
  readonly containers?:
    | readonly (Id | Linkable)[]
    | BuiltStack
    | Stack
    | undefined;
}
