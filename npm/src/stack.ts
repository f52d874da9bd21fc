/** The builder of stacks. */

// biome-ignore-all lint/complexity/noArguments: with rest parameters, the parameters would have no names.

import { buildStack, callTexts, validateCalls } from "./build.js";
import { Calls } from "./calls.js";
import type { Container } from "./container.js";
import { METHOD } from "./generated/core.js";
import { INSPECT } from "./printing.js";
import type {
  BuiltStack,
  Kv,
  Queue,
  Resource,
  Storage,
  Vault,
} from "./resources.js";
import { BUILDER_NAME } from "./tape.js";
import type {
  AddOptions,
  Lifecycle,
  PermissionsInput,
  Report,
  ResourceRef,
} from "./types.js";

/**
 * Anything that can be added to a stack: a container or its builder, a resource that is declared by its ID only, or a
 * declaration.
 */
export type Addable =
  | Container
  | Resource
  | Storage
  | Kv
  | Queue
  | Vault
  | Readonly<ResourceRef>
  | (Readonly<ResourceRef> & { readonly [key: string]: unknown });

/**
 * Declares a stack: resources that are deployed together.
 *
 * As with containers, `build()` validates all calls together: first each container, then the relations between
 * resources, such as links. Containers needn't be built before they are added.
 *
 * Each method changes the builder and returns it; it doesn't return a new one. `clone()` copies a builder.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const uploads = new alien.Storage("uploads");
 * const api = new alien.Container("api")
 *   .code({ type: "image", image: "ghcr.io/acme/api:v1" })
 *   .cpu(1)
 *   .memory("1Gi")
 *   .port(8080)
 *   .link(uploads)
 *   .permissions("execution");
 * const stack = new alien.Stack("my-app")
 *   .permissions({ profiles: { execution: {} } })
 *   .add(uploads, "frozen")
 *   .add(api, "live")
 *   .build();
 */
export class Stack {
  readonly #calls: Calls;
  /** The same calls. Tests compare properties, so they find builders with different calls unequal. */
  protected readonly calls: Calls;
  #id: unknown;

  /**
   * Starts the declaration of a stack. `build()` validates it.
   *
   * @param id The ID of the stack: a lowercase DNS label, such as `my-app`.
   */
  constructor(id: string) {
    // `from` passes calls instead of an ID.
    const started: unknown = id;
    if (started instanceof Calls) {
      this.#calls = started;
      this.calls = started;
      return;
    }
    this.#calls = new Calls();
    this.calls = this.#calls;
    this.#calls.push(METHOD.stack, new.target, arguments.length, id);
    this.#id = id;
  }

  /**
   * Creates a builder from an existing declaration. Adding a resource replaces an existing one with the same ID.
   *
   * @param config The declaration.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const stack = new alien.Stack("my-app").add(new alien.Storage("uploads"), "frozen").build();
   * const larger = alien.Stack.from(stack.config).add(new alien.Queue("jobs"), "frozen").build();
   */
  static from(config: unknown): Stack {
    const calls = new Calls();
    calls.push(METHOD.fromStack, Self.from, arguments.length, config);
    return new Self(calls as never);
  }

  /**
   * Returns a copy of this builder. Further calls of one of them don't change the other.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const base = new alien.Stack("my-app").add(new alien.Storage("uploads"), "frozen");
   * const larger = base.clone().add(new alien.Queue("jobs"), "frozen");
   */
  clone(): Stack {
    const copy = new Self(this.#calls.copy() as never);
    copy.#id = this.#id;
    return copy;
  }

  /**
   * Sets the permission profiles, which containers refer to by name.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const stack = new alien.Stack("my-app");
   * stack.permissions({ profiles: { execution: {} } });
   */
  permissions(permissions: PermissionsInput): this {
    this.#calls.push(
      METHOD.permissions,
      Self.prototype.permissions,
      arguments.length,
      permissions,
    );
    return this;
  }

  /**
   * Adds a resource: a built resource, a builder, or a declaration.
   *
   * The calls of a builder of a container are copied, so calls after this one don't change the stack. `build()` reports
   * each of its problems at its own call.
   *
   * @param resource The resource.
   * @param lifecycle `"live"` if the resource is deployed again with every release, `"frozen"` if it is only
   * deployed with the first release. Containers must be `"live"`.
   * @param options Further options, such as the resources that must be deployed before this one.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const stack = new alien.Stack("my-app");
   * const keys = new alien.Vault("keys");
   * const api = new alien.Container("api").link(keys);
   * stack.add(keys, "frozen").add(api, "live", { dependencies: [keys] });
   */
  add(resource: Addable, lifecycle: Lifecycle, options?: AddOptions): this {
    this.#calls.pushAdd(
      Self.prototype.add,
      arguments.length,
      resource,
      lifecycle,
      options,
    );
    return this;
  }

  /**
   * Validates all calls and returns the immutable stack. Doesn't change the builder.
   *
   * @throws a {@link ValidationError} that lists all problems, if there is any error.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const stack = new alien.Stack("my-app").add(new alien.Storage("uploads"), "frozen");
   * const { config, warnings } = stack.build();
   * console.log(config.resources, warnings);
   */
  build(): BuiltStack {
    const { build: above } = Self.prototype;
    const stack = buildStack(this.#calls, this.#id, above);
    // `return buildStack(…)` would be a tail call. Engines with tail calls would then omit this method from the stack trace
    // of an error.
    return stack;
  }

  /**
   * Validates all calls as {@link build} does, but returns a report instead of throwing its errors. Each diagnostic has the
   * source location of its call.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const { valid, diagnostics } = new alien.Stack("my-app").add(new alien.Storage("Uploads"), "frozen").validate();
   * if (!valid) for (const { message, call } of diagnostics) console.log(call?.file, call?.line, message);
   */
  validate(): Report {
    return validateCalls(this.#calls);
  }

  /** Returns the calls as source code, for logs. A declaration is what `build()` returns. */
  toJSON(): { readonly calls: readonly string[] } {
    return { calls: callTexts(this.#calls) };
  }

  /** @internal Returns what Node.js prints for this object: its calls, without values that may be secret. */
  [INSPECT](): string {
    return callTexts(this.#calls).join("\n  ");
  }

  /** @internal The name of this class. A builder can only be read once it is built. */
  get [BUILDER_NAME](): string {
    return "Stack";
  }
}

/**
 * The class uses this name for itself. If it used its own name, esbuild would rename the class to `_Stack`, also in
 * stack traces.
 */
const Self = Stack;
