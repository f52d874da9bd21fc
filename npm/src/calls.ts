/** Records the calls of a builder: their arguments on a tape, and the source location of each call. */

import { LIMIT_DEPTH, METHOD } from "./generated/core.js";
import { captureTrace, parseTrace, type Site, type Trace } from "./sites.js";
import { Tape } from "./tape.js";

/** The number of a method. */
type Method = (typeof METHOD)[keyof typeof METHOD];

/** The name of a property of builders of containers, which contains their {@link Calls}. */
export const CALLS: unique symbol = Symbol("alien-sdk.calls");

/** The stack traces of some calls. */
type Traces = readonly (Trace | undefined)[];
const NO_TRACES: Traces = [];

/** The nesting limit for an argument. It is one lower than for the declaration that contains the argument. */
const INSIDE = LIMIT_DEPTH - 1;

const NOT_CLONEABLE = Symbol(
  "this is a builder; pass what its build() returns, or copy it with clone()",
);

/**
 * The calls of one builder, as an array of arrays on a tape.
 *
 * Reading an argument may run a getter, and the getter may use this same builder. The call in progress is only added
 * once its arguments are read, so the getter doesn't see it, and calls that the getter makes are added first.
 */
export class Calls {
  /** The tape. It isn't private, so that tests find builders with different calls unequal. */
  recorded = new Tape();
  /** A value that can't be cloned; its description is the error that `structuredClone` and `postMessage` throw. */
  readonly hint = NOT_CLONEABLE;
  /** The position on the tape where the call in progress begins; 0 if there is none. */
  #open = 0;
  #traces: (Trace | undefined)[] = [];
  #count = 0;

  constructor() {
    this.recorded.openArray();
  }

  /** Returns a copy, to which calls can be added independently. */
  copy(): Calls {
    const copy = new Calls();
    const { tape } = this;
    copy.recorded.append(tape, 1, tape.used);
    copy.#traces = this.#traces.slice();
    copy.#count = this.#count;
    return copy;
  }

  /** A tape with all complete calls. */
  get tape(): Tape {
    if (this.#open !== 0) {
      // The call that is being recorded stays on the old tape. When it is complete, `#end` appends it to the new tape.
      const tape = new Tape();
      tape.append(this.recorded, 0, this.#open);
      this.recorded = tape;
      this.#open = 0;
    }
    return this.recorded;
  }

  /** Records a call with one argument. `caller` is the running method; the line that called it is recorded. */
  push(method: Method, caller: unknown, given: number, value: unknown): void {
    if (given !== 1) throw wrongCount(method, "1 argument", given);
    const { tape } = this;
    const at = this.#begin(method);
    const key = method === METHOD.environment ? "environment" : "";
    tape.writeValue(value, INSIDE, key);
    this.#end(tape, at, caller);
  }

  /** Records a call with several arguments, of which the first `least` are required and the first `given` were passed. */
  pushAll(
    method: Method,
    caller: unknown,
    given: number,
    least: number,
    values: readonly unknown[],
  ): void {
    const most = values.length;
    if (given < least || given > most) {
      const range = least === most ? `${most}` : `${least} or ${most}`;
      throw wrongCount(method, `${range} arguments`, given);
    }
    const { tape } = this;
    const at = this.#begin(method);
    for (const value of values.slice(0, given)) tape.writeValue(value, INSIDE);
    this.#end(tape, at, caller);
  }

  /** Records a link. If the argument has a `ref()` method, it is called immediately. */
  pushLink(caller: unknown, given: number, resource: unknown): void {
    if (given !== 1) throw wrongCount(METHOD.link, "1 argument", given);
    let reference = resource;
    let hasThrown = false;
    try {
      if (hasReference(resource)) reference = resource.ref();
    } catch {
      hasThrown = true;
    }
    const { tape } = this;
    const at = this.#begin(METHOD.link);
    if (hasThrown) tape.writeThrew();
    else tape.writeValue(reference, INSIDE);
    this.#end(tape, at, caller);
  }

  /**
   * Records a resource of a stack. Its dependencies are objects with a `ref()` method, or `{ type, id }`.
   *
   * If the resource is a builder, its calls are copied to this builder, and recorded before the call itself.
   */
  pushAdd(
    caller: unknown,
    given: number,
    resource: unknown,
    lifecycle: unknown,
    options: unknown,
  ): void {
    if (given < 2 || given > 3) {
      throw wrongCount(METHOD.add, "2 or 3 arguments", given);
    }
    let read: unknown;
    let hasThrown = false;
    try {
      if (given === 3) read = withReferences(options);
    } catch {
      hasThrown = true;
    }
    const added = callsOf(resource);
    const { tape } = this;
    const start = tape.used;
    let traces = NO_TRACES;
    let at: number;
    if (added === undefined) {
      at = this.#begin(METHOD.add);
      tape.writeValue(resource, INSIDE);
    } else if (!tape.hasRoomFor(added.tape)) {
      at = this.#begin(METHOD.add);
      tape.writeTooLarge();
    } else {
      tape.append(added.tape, 1, added.tape.used);
      traces = Array.from({ length: added.#count }, (_, i) => added.#traces[i]);
      at = this.#begin(METHOD.addBuilder, start);
    }
    tape.writeValue(lifecycle, INSIDE);
    if (hasThrown) tape.writeThrew();
    else if (given === 3) tape.writeValue(read, INSIDE);
    this.#end(tape, at, caller, start, traces);
  }

  /** Counts a call, and stores its trace, if there is one. */
  #addTrace(trace: Trace | undefined): void {
    const call = this.#count++;
    if (trace !== undefined) this.#traces[call] = trace;
  }

  /** Returns the source location of a call, if it was recorded. */
  site(call: number): Site | undefined {
    const trace = this.#traces[call];
    return trace && parseTrace(trace);
  }

  /**
   * Starts a call on the tape that {@link tape} has just returned, and returns its position there. `start` is the
   * position of what is recorded with it.
   */
  #begin(method: Method, start = this.recorded.used): number {
    const at = this.recorded.used;
    this.recorded.openCall(method);
    this.#open = start;
    return at;
  }

  /**
   * Completes the call that started on `tape` at position `at`. `traces` are those of the calls that are recorded with
   * it, from position `start`.
   */
  #end(
    tape: Tape,
    at: number,
    caller: unknown,
    start = at,
    traces: Traces = NO_TRACES,
  ): void {
    tape.closeArray();
    if (tape !== this.recorded) {
      // A getter has used the builder, so the builder now has a new tape.
      const { tape: now } = this;
      this.#open = now.used;
      now.append(tape, start, tape.used);
    }
    this.#open = 0;
    for (const trace of traces) this.#addTrace(trace);
    this.#addTrace(captureTrace(caller));
  }
}

/** Returns the calls of a builder of a container, or `undefined` for any other value. */
function callsOf(value: unknown): Calls | undefined {
  try {
    const calls = (value as { [CALLS]?: unknown } | null | undefined)?.[CALLS];
    return calls instanceof Calls ? calls : undefined;
  } catch {
    // A proxy may throw anything.
    return undefined;
  }
}

/** Stands in for a value whose `ref()` threw. Reading this object throws too. */
const THROWS: object = new Proxy(
  {},
  {
    getPrototypeOf() {
      throw new Error("ref() threw");
    },
  },
);

/** Returns the options with each dependency replaced by the result of its `ref()`. */
function withReferences(options: unknown): unknown {
  if (typeof options !== "object" || options === null) return options;
  const { dependencies } = options as { dependencies?: unknown };
  if (!Array.isArray(dependencies)) return options;
  const reference = (resource: unknown) => {
    try {
      return hasReference(resource) ? resource.ref() : resource;
    } catch {
      return THROWS;
    }
  };
  return { ...options, dependencies: dependencies.map(reference) };
}

function hasReference(value: unknown): value is { ref(): unknown } {
  return (
    value !== null &&
    (typeof value === "object" || typeof value === "function") &&
    typeof (value as { ref?: unknown }).ref === "function"
  );
}

function nameOf(method: Method): string {
  const names = Object.entries(METHOD);
  return names.find(([, number]) => number === method)?.[0] ?? "";
}

/** The TypeScript names of the methods that have another name in the core. */
const DISPLAY_NAMES = new Map<Method, string>([
  [METHOD.container, "new Container"],
  [METHOD.from, "Container.from"],
  [METHOD.stack, "new Stack"],
  [METHOD.fromStack, "Stack.from"],
]);

function wrongCount(method: Method, wanted: string, given: number): TypeError {
  const name = DISPLAY_NAMES.get(method) ?? nameOf(method);
  return new TypeError(`${name}() takes ${wanted}, but got ${given}`);
}
