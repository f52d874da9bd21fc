/** The types of arguments and results. Types that the Rust core defines are generated from it. */

import type {
  Autoscaling,
  ContainerCode,
  ContainerConfig as CoreContainerConfig,
  LimitOptions as CoreLimitOptions,
  ValidateOptions as CoreValidateOptions,
  Gpu,
  HealthCheck,
  HttpMethod,
  Lifecycle,
  ResourceRef,
} from "./generated/types.js";

export type { DiagnosticCode } from "./generated/codes.js";
export type {
  Applicability,
  Autoscaling,
  Call,
  Catalog,
  Change,
  ChangeKind,
  ContainerCode,
  ContainerOutputs,
  Diagnostic,
  DiagnosticData,
  Diff,
  DocumentKind,
  Edit,
  Explanation,
  Fix,
  Gpu,
  HealthCheck,
  HttpMethod,
  Lifecycle,
  PersistentStorage,
  Port,
  Position,
  Protocol,
  Range,
  Related,
  ReplicaStatus,
  Report,
  ResourceRef,
  Resources,
  Scalar,
  Severity,
  Syntax,
  Target,
  TextEdit,
  Toolchain,
  Units,
  Variables,
} from "./generated/types.js";

/** JSON text: a string, or UTF-8 bytes such as the content of a file. */
export type JsonText =
  | string
  | Uint8Array
  | ArrayBuffer
  | SharedArrayBuffer
  | DataView;

/** Options for reading a declaration. */
export interface ValidateOptions extends InputOf<CoreValidateOptions> {
  /** Limits on the input. */
  readonly limits?: LimitOptions | undefined;
}

/** Limits on the input. */
export interface LimitOptions extends InputOf<CoreLimitOptions> {}

/** What a container runs: `{ type: "image", image }` or `{ type: "source", src, toolchain }`. */
export type CodeInput = InputOf<ContainerCode>;

/**
 * An amount of CPU: a number of vCPUs, such as `0.5`, or a string of vCPUs or millicores, such as `"0.5"` or `"500m"`; or a
 * minimum and a desired amount as strings.
 */
export type CpuInput =
  | number
  | string
  | { readonly min: string; readonly desired: string };

/** A minimum and a desired size. */
export interface SizePair<
  Min extends string = string,
  Desired extends string = string,
> {
  /** The minimum. */
  readonly min: Quantity<Min>;
  /** The desired size. */
  readonly desired: Quantity<Desired>;
}

/** The autoscaling options. `min` ≤ `desired` ≤ `max`. */
export interface AutoScaleInput extends InputOf<Autoscaling> {
  // If an interface only extends another type, messages of the compiler show all members instead of its name.
  /** The minimum. */
  readonly min: number;
}

/** GPUs of one type. */
export interface GpuInput extends InputOf<Gpu> {
  /** The type, such as `nvidia-t4`. */
  readonly type: KnownGpu | (string & {});
}

/** The GPU types that the platform documents. */
export type KnownGpu = "nvidia-t4" | "nvidia-a100" | "nvidia-h100";

/** The health check of the replicas. Missing options have their default values. */
export interface HealthCheckInput
  extends InputOf<Partial<Omit<HealthCheck, "method">>> {
  /** The HTTP method. Default: `GET`. */
  readonly method?: HttpMethod | (string & {}) | undefined;
}

/** Options of persistent storage. */
export interface PersistentStorageOptions {
  /** The absolute path where the storage is mounted. Default: `/data`. */
  readonly mountPath?: string | undefined;
}

/** Anything that a container can link to: a resource or its builder. */
export interface Linkable {
  /** The type and ID of the resource. */
  ref(): ResourceRef;
}

/** Options of a resource in a stack. */
export interface AddOptions {
  /** The resources that must be deployed before this one. */
  readonly dependencies?:
    | readonly (Linkable | Readonly<ResourceRef>)[]
    | undefined;
  /** Other keys, for the platform. */
  readonly [key: string]: unknown;
}

/** The permission profiles of a stack, by name. */
export interface PermissionsInput {
  /** The profiles, by name. */
  readonly profiles: Readonly<Record<string, unknown>>;
}

/** The normalised declaration of a stack. */
export interface StackConfig {
  /** The ID: a DNS label. */
  readonly id: string;
  /** The resources, by ID. */
  readonly resources: Readonly<Record<string, StackResource>>;
  /** The permission profiles. */
  readonly permissions?: PermissionsInput;
  /** Other keys, for the platform. */
  readonly [key: string]: unknown;
}

/** A resource of a stack. */
export interface StackResource {
  /** The declaration of the resource. */
  readonly config: Readonly<ResourceRef> & Readonly<Record<string, unknown>>;
  /** When the resource is deployed. */
  readonly lifecycle: Lifecycle;
  /** The resources that must be deployed before this one. */
  readonly dependencies?: readonly Readonly<ResourceRef>[];
  /** Other keys, for the platform. */
  readonly [key: string]: unknown;
}

/** A declaration of a container as it is written by hand: keys with defaults may be absent. */
export interface ContainerDeclaration
  extends InputOf<
    Omit<CoreContainerConfig, KeyWithDefault | KeyWithDefaultsInside> &
      Partial<Pick<CoreContainerConfig, KeyWithDefault>>
  > {
  /** The JSON Schema of the declaration, for editors. */
  readonly $schema?: string | undefined;
  /** The health check, which determines whether a replica is healthy. */
  readonly healthCheck?: HealthCheckInput | undefined;
  /** Persistent storage, which is kept when a replica restarts or moves. */
  readonly persistentStorage?: PersistentStorageDeclaration | undefined;
}

type KeyWithDefault = "type" | "stateful" | "environment" | "links";
type KeyWithDefaultsInside = "healthCheck" | "persistentStorage";

/** Persistent storage as it is written by hand. */
export interface PersistentStorageDeclaration extends PersistentStorageOptions {
  /** The size, with a unit (`"500Gi"`). */
  readonly size: string;
}

/** A declaration of a stack as it is written by hand: keys of its containers that have defaults may be absent. */
export interface StackDeclaration {
  /** The JSON Schema of the declaration, for editors. */
  readonly $schema?: string | undefined;
  /** The ID: a DNS label. */
  readonly id: string;
  /** The resources, by ID. */
  readonly resources: Readonly<Record<string, StackResourceDeclaration>>;
  /** The permission profiles. */
  readonly permissions?: PermissionsInput | undefined;
  /** Other keys, for the platform. */
  readonly [key: string]: unknown;
}

/** A resource of a stack as it is written by hand. */
export interface StackResourceDeclaration {
  /** The declaration of the resource. That of a container needs its type, `"container"`. */
  readonly config:
    | (ContainerDeclaration & { readonly type: "container" })
    | (Readonly<ResourceRef> & Readonly<Record<string, unknown>>);
  /** When the resource is deployed. */
  readonly lifecycle: Lifecycle;
  /** The resources that must be deployed before this one. */
  readonly dependencies?: readonly Readonly<ResourceRef>[] | undefined;
  /** Other keys, for the platform. */
  readonly [key: string]: unknown;
}

/** A common size of memory, which editors complete. Any other size is accepted too. */
export type MemorySize =
  | "128Mi"
  | "256Mi"
  | "512Mi"
  | "1Gi"
  | "2Gi"
  | "4Gi"
  | "8Gi"
  | "16Gi"
  | "32Gi"
  | (string & {});

/** A common size of storage, which editors complete. Any other size is accepted too. */
export type StorageSize =
  | "1Gi"
  | "5Gi"
  | "10Gi"
  | "20Gi"
  | "50Gi"
  | "100Gi"
  | "200Gi"
  | "500Gi"
  | "1Ti"
  | (string & {});

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type Unit = "Ki" | "Mi" | "Gi" | "Ti" | "k" | "M" | "G" | "T";

/** `true` if a string literal consists of digits only. */
type IsDigits<S extends string> = S extends `${Digit}${infer Rest}`
  ? Rest extends ""
    ? true
    : IsDigits<Rest>
  : false;

/** `true` if a string literal is a decimal number. */
type IsDecimal<S extends string> = S extends `${infer Whole}.${infer Part}`
  ? IsDigits<`${Whole}${Part}`>
  : IsDigits<S>;

/** The part of a string literal before its unit. */
type Amount<S extends string> = {
  [U in Unit]: S extends `${infer N}${U}` ? N : never;
}[Unit];

/** `true` if a type stands for many strings, such as `string` and `${number}Gi`. */
type IsPattern<S extends string> =
  Record<never, never> extends Record<S, 1> ? true : false;

/** `true` if a pattern may be a size: it ends with a unit, or with any text. */
type MayBeSize<S extends string> = S extends `${string} ${Unit}`
  ? false
  : S extends `${string}${Unit}`
    ? true
    : // Any text may be followed by more text.
      `${S}x` extends S
      ? true
      : false;

type IsSize<S extends string> =
  IsPattern<S> extends true
    ? MayBeSize<S>
    : true extends IsDecimal<Amount<S>>
      ? true
      : false;

/** The members of a union that are no sizes. */
type NoSize<S extends string> = S extends unknown
  ? IsSize<S> extends true
    ? never
    : S
  : never;

type IsUnion<T, All = T> = T extends unknown
  ? [All] extends [T]
    ? false
    : true
  : never;

/** What the compiler says about wrong sizes: it prints this type. */
type Sentence<S extends string> =
  true extends IsUnion<S>
    ? `several of these are no sizes: ${Instruction}`
    : S extends ""
      ? `an empty string is no size: ${Instruction}`
      : `${S} is no size: ${Instruction}`;

/** No string is of this type. Otherwise, editors would offer a sentence as a completion. */
interface Refused {
  readonly refused: true;
}

type Instruction =
  "write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi";

/**
 * A size that the compiler checks: `Quantity<"512Mi">` is `"512Mi"`, and `Quantity<"1GB">` is a sentence that says what is
 * wrong. Strings that the compiler doesn't know are accepted, and `build()` checks them.
 */
export type Quantity<S extends string> = [NoSize<S>] extends [never]
  ? S
  : Exclude<S, NoSize<S>> | (Sentence<NoSize<S>> & Refused);

/**
 * A pair of sizes where a single size `S` is accepted too. It is `never` if `S` is wrong, so that the compiler's message
 * consists of one sentence.
 */
export type PairBeside<
  S extends string,
  Min extends string,
  Desired extends string,
> = [NoSize<S>] extends [never] ? SizePair<Min, Desired> : never;

/** The same type for arguments: all properties and arrays are readonly, and optional properties may be undefined. */
export type InputOf<T> = T extends readonly (infer Element)[]
  ? readonly InputOf<Element>[]
  : T extends object
    ? {
        readonly [Key in keyof T]: string extends Key
          ? InputOf<T[Key]>
          : Record<never, never> extends Pick<T, Key>
            ? InputOf<T[Key]> | undefined
            : InputOf<T[Key]>;
      }
    : T;

/** The same type, with all properties and arrays readonly. */
export type DeepReadonly<T> = T extends readonly (infer Element)[]
  ? readonly DeepReadonly<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The normalised declaration of a container. */
export interface ContainerConfig extends DeepReadonly<CoreContainerConfig> {}
