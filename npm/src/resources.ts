/** The results of builders, and the resources that a container can link to. */

import { maskSecrets } from "./declarations.js";
import { TO_VALUE } from "./tape.js";
import type {
  Diagnostic,
  Linkable,
  ResourceRef,
  StackConfig,
} from "./types.js";

/** The name of the method that Node.js calls to print an object. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** A built declaration. It is valid and immutable. */
abstract class Built<Config> {
  /** The warnings and infos, in the order of the declaration. */
  readonly warnings: readonly Diagnostic[];

  #config: Config | undefined;
  #json: string | undefined;

  constructor(declaration: string | Config, warnings: readonly Diagnostic[]) {
    this.warnings = Object.freeze(warnings);
    if (typeof declaration === "string") this.#json = declaration;
    // Not frozen deeply: the ID may be an object that belongs to the program, since it is not validated yet.
    else this.#config = Object.freeze(declaration);
  }

  /** The normalised declaration, with all defaults filled in. It is deeply frozen. */
  get config(): Config {
    if (this.#config === undefined) {
      this.#config = deepFreeze(JSON.parse(this.#json as string));
      this.#json = undefined;
    }
    return this.#config as Config;
  }

  /** The normalised declaration. */
  toJSON(): Config {
    return this.config;
  }

  /** @internal Returns the value to read instead of this object. */
  [TO_VALUE](): unknown {
    return this.config;
  }
}

/**
 * A built resource. It is valid and immutable.
 *
 * `JSON.stringify` gives its normalised declaration.
 */
export class Resource<
    Config extends Readonly<ResourceRef> = Readonly<ResourceRef>,
  >
  extends Built<Config>
  implements Linkable
{
  /** The type: `"container"`, `"storage"`, … */
  readonly type: Config["type"];

  /** @internal */
  constructor(
    type: Config["type"],
    declaration: string | Config,
    warnings: readonly Diagnostic[] = NO_WARNINGS,
  ) {
    super(declaration, warnings);
    this.type = type;
    Object.freeze(this);
  }

  /** The ID. */
  get id(): string {
    return this.config.id;
  }

  /** Returns the type and ID of the resource, as used in links. */
  ref(): ResourceRef {
    return { type: this.type, id: this.id };
  }

  /** @internal Returns what Node.js prints for this object, for example in logs. Hides values that may be secret. */
  [INSPECT](): unknown {
    const { type, config, warnings } = this;
    return { type, config: maskSecrets(config), warnings };
  }
}

/**
 * A built stack. It is valid and immutable.
 *
 * `JSON.stringify` gives its normalised declaration.
 */
export class BuiltStack extends Built<StackConfig> {
  /** @internal */
  constructor(
    declaration: string,
    warnings: readonly Diagnostic[] = NO_WARNINGS,
  ) {
    super(declaration, warnings);
    Object.freeze(this);
  }

  /** The ID. */
  get id(): string {
    return this.config.id;
  }

  /** @internal Returns what Node.js prints for this object, for example in logs. Hides values that may be secret. */
  [INSPECT](): unknown {
    const { config, warnings } = this;
    return { config: maskSecrets(config), warnings };
  }
}

const NO_WARNINGS: readonly Diagnostic[] = Object.freeze([]);

/** Deeply freezes plain data. */
export function deepFreeze<T>(value: T): T {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== "object" || next === null) continue;
    for (const inner of Object.values(next)) left.push(inner);
    Object.freeze(next);
  }
  return value;
}

/** A resource that is declared by its ID only. */
abstract class Declared<Type extends string> implements Linkable {
  readonly #type: Type;
  readonly #id: string;

  constructor(type: Type, id: string) {
    this.#type = type;
    this.#id = id;
  }

  /** Returns the type and ID of the resource, as used in links. */
  ref(): { type: Type; id: string } {
    return { type: this.#type, id: this.#id };
  }

  /** @internal Returns the value to read instead of this object. */
  [TO_VALUE](): unknown {
    return this.ref();
  }

  /** Returns the resource. Its ID is validated when a container links to it or a stack contains it. */
  build(): Resource<{ readonly type: Type; readonly id: string }> {
    return new Resource(this.#type, this.ref());
  }
}

/**
 * File storage.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const uploads = new alien.Storage("uploads").build();
 * new alien.Container("api").link(uploads);
 */
export class Storage extends Declared<"storage"> {
  /** @param id The resource ID. */
  constructor(id: string) {
    super("storage", id);
  }
}

/**
 * A key-value store.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * new alien.Container("api").link(new alien.Kv("sessions").build());
 */
export class Kv extends Declared<"kv"> {
  /** @param id The resource ID. */
  constructor(id: string) {
    super("kv", id);
  }
}

/**
 * A message queue.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * new alien.Container("api").link(new alien.Queue("jobs").build());
 */
export class Queue extends Declared<"queue"> {
  /** @param id The resource ID. */
  constructor(id: string) {
    super("queue", id);
  }
}

/**
 * A vault for secrets.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * new alien.Container("api").link(new alien.Vault("keys").build());
 */
export class Vault extends Declared<"vault"> {
  /** @param id The resource ID. */
  constructor(id: string) {
    super("vault", id);
  }
}
