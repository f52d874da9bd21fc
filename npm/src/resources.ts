/** The results of builders, and the resources that a container can link to. */

import { maskSecrets } from "./declarations.js";
import { INSPECT, type PrintArguments, printAs } from "./printing.js";
import { TO_VALUE } from "./tape.js";
import type {
  Diagnostic,
  Linkable,
  ResourceRef,
  StackConfig,
} from "./types.js";

/**
 * A built declaration. It is valid and immutable.
 *
 * All its data are own enumerable properties, which tests compare and `structuredClone` copies.
 */
abstract class Built<Config extends ResourceRef | StackConfig> {
  /** The ID. */
  declare readonly id: string;
  /** The normalised declaration, with all defaults filled in. It is deeply frozen. */
  declare readonly config: Config;
  /** The warnings and infos, in the order of the declaration. */
  declare readonly warnings: readonly Diagnostic[];

  /** The declaration, or its JSON until the property `config` is first read. */
  #source: string | Config;

  /**
   * The property `config`. All objects share its getter and thereby a hidden class, so creating the property takes a tenth of
   * a microsecond. With a getter for each object, as in `{ get config() {} }`, it would take a whole one.
   */
  static readonly #CONFIG: PropertyDescriptor &
    ThisType<Built<ResourceRef | StackConfig>> = {
    enumerable: true,
    get() {
      if (typeof this.#source === "string") {
        this.#source = deepFreeze(JSON.parse(this.#source));
      }
      return this.#source;
    },
  };

  /**
   * @param id The ID, if it is known. Otherwise, it is the one in the declaration.
   * @param declaration The declaration, or its normalised JSON.
   */
  constructor(
    id: string | undefined,
    declaration: string | Config,
    warnings: readonly Diagnostic[] | undefined,
  ) {
    this.id = id ?? idOf(declaration);
    this.#source = declaration;
    Object.defineProperty(this, "config", Built.#CONFIG);
    this.warnings =
      warnings === undefined ? NO_WARNINGS : Object.freeze(warnings);
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

const ID_KEY = '"id":"';

/** Returns the ID in a declaration. In normalised JSON, it is valid, so it contains no escape. Only its type is before it. */
function idOf(declaration: string | { readonly id: string }): string {
  if (typeof declaration !== "string") return declaration.id;
  const start = declaration.indexOf(ID_KEY) + ID_KEY.length;
  return declaration.slice(start, declaration.indexOf('"', start));
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
    id: string | undefined,
    declaration: string | Config,
    warnings?: readonly Diagnostic[],
  ) {
    super(id, declaration, warnings);
    this.type = type;
    Object.freeze(this);
  }

  /** Returns the type and ID of the resource, as used in links. */
  ref(): ResourceRef {
    return { type: this.type, id: this.id };
  }

  /** @internal Returns what Node.js prints for this object, for example in logs. Hides values that may be secret. */
  [INSPECT](...rest: PrintArguments): unknown {
    const { type, warnings } = this;
    const config = maskSecrets(this.config) as Config;
    return printAs("Resource", { id: config.id, type, config, warnings }, rest);
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
    id: string | undefined,
    declaration: string,
    warnings?: readonly Diagnostic[],
  ) {
    super(id, declaration, warnings);
    Object.freeze(this);
  }

  /** @internal Returns what Node.js prints for this object, for example in logs. Hides values that may be secret. */
  [INSPECT](...rest: PrintArguments): unknown {
    const { id, config, warnings } = this;
    const shown = { id, config: maskSecrets(config), warnings };
    return printAs("BuiltStack", shown, rest);
  }
}

const NO_WARNINGS: readonly Diagnostic[] = Object.freeze([]);

/** Deeply freezes plain data. */
export function deepFreeze<T extends object>(value: T): T {
  const left: object[] = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (Array.isArray(next)) {
      for (const inner of next) if (isObject(inner)) left.push(inner);
    } else {
      // This is faster than `Object.values`, which creates an array. A program may have added keys to `Object.prototype`.
      for (const key in next) {
        const inner = (next as Record<string, unknown>)[key];
        if (isObject(inner) && Object.hasOwn(next, key)) left.push(inner);
      }
    }
    Object.freeze(next);
  }
  return value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** A resource that is declared by its ID only. */
abstract class Declared<Type extends string> implements Linkable {
  /** The type: `"storage"`, `"kv"`, … */
  readonly type: Type;
  /** The ID. It is not validated yet. */
  readonly id: string;

  constructor(type: Type, id: string) {
    this.type = type;
    this.id = id;
  }

  /** Returns the type and ID of the resource, as used in links. */
  ref(): { type: Type; id: string } {
    return { type: this.type, id: this.id };
  }

  /** @internal Returns the value to read instead of this object. */
  [TO_VALUE](): unknown {
    return this.ref();
  }

  /** Returns the resource. Its ID is validated when a container links to it or a stack contains it. */
  build(): Resource<{ readonly type: Type; readonly id: string }> {
    // Not frozen deeply: the ID may be an object that belongs to the program, since it is not validated yet.
    return new Resource(this.type, this.id, Object.freeze(this.ref()));
  }

  /** @internal Returns what Node.js prints for this object, for example in logs. */
  [INSPECT](...rest: PrintArguments): unknown {
    const { type } = this;
    const name = type.charAt(0).toUpperCase() + type.slice(1);
    return printAs(name, maskSecrets(this.ref()) as object, rest);
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
  /**
   * Declares file storage.
   *
   * @param id The ID that containers and stacks use to refer to it.
   */
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
  /**
   * Declares a key-value store.
   *
   * @param id The ID that containers and stacks use to refer to it.
   */
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
  /**
   * Declares a message queue.
   *
   * @param id The ID that containers and stacks use to refer to it.
   */
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
  /**
   * Declares a vault for secrets.
   *
   * @param id The ID that containers and stacks use to refer to it.
   */
  constructor(id: string) {
    super("vault", id);
  }
}
