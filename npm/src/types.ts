/** The types of arguments and results. Types that the Rust core defines are generated from it. */

import type {
  Autoscaling,
  ContainerCode,
  ContainerConfig as CoreContainerConfig,
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
  LimitOptions,
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
  Target,
  TextEdit,
  Toolchain,
  Units,
  ValidateOptions,
  Variables,
} from "./generated/types.js";

/** JSON text: a string, or UTF-8 bytes such as the content of a file. */
export type JsonText =
  | string
  | Uint8Array
  | ArrayBuffer
  | SharedArrayBuffer
  | DataView;

/** What a container runs: `{ type: "image", image }` or `{ type: "source", src, toolchain }`. */
export type CodeInput = Readonly<ContainerCode>;

/** A number of vCPUs, or a minimum and a desired number as decimal strings. */
export type CpuInput =
  | number
  | { readonly min: string; readonly desired: string };

/** A minimum and a desired size. */
export interface SizePair<
  Min extends string = string,
  Desired extends string = string,
> {
  readonly min: Quantity<Min>;
  readonly desired: Quantity<Desired>;
}

/** The autoscaling options. `min` ≤ `desired` ≤ `max`. */
export type AutoScaleInput = Readonly<Autoscaling>;

/** GPUs of one type. */
export interface GpuInput extends Readonly<Gpu> {
  readonly type: KnownGpu | (string & {});
}

/** The GPU types that the platform documents. */
export type KnownGpu = "nvidia-t4" | "nvidia-a100" | "nvidia-h100";

/** The health check of the replicas. Missing options have their default values. */
export interface HealthCheckInput
  extends Partial<Readonly<Omit<HealthCheck, "method">>> {
  readonly method?: HttpMethod | (string & {});
}

/** Options of persistent storage. */
export interface PersistentStorageOptions {
  /** The absolute path where the storage is mounted. Default: `/data`. */
  readonly mountPath?: string;
}

/** Anything that a container can link to: a resource or its builder. */
export interface Linkable {
  /** The type and ID of the resource. */
  ref(): ResourceRef;
}

/** Options of a resource in a stack. */
export interface AddOptions {
  /** The resources that must be deployed before this one. */
  readonly dependencies?: readonly (Linkable | Readonly<ResourceRef>)[];
  /** Other keys, for the platform. */
  readonly [key: string]: unknown;
}

/** The permission profiles of a stack, by name. */
export interface PermissionsInput {
  readonly profiles: Readonly<Record<string, unknown>>;
}

/** The normalised declaration of a stack. */
export interface StackConfig {
  readonly id: string;
  readonly resources: Readonly<Record<string, StackResource>>;
  readonly permissions?: PermissionsInput;
  readonly [key: string]: unknown;
}

/** A resource of a stack. */
export interface StackResource {
  readonly config: Readonly<ResourceRef> & Readonly<Record<string, unknown>>;
  readonly lifecycle: Lifecycle;
  readonly dependencies?: readonly Readonly<ResourceRef>[];
  readonly [key: string]: unknown;
}

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
type Refusal<S extends string> =
  true extends IsUnion<S>
    ? `several of these are no sizes: ${Instruction}`
    : S extends ""
      ? `an empty string is no size: ${Instruction}`
      : `${S} is no size: ${Instruction}`;

type Instruction =
  "write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi";

/**
 * A size that the compiler checks: `Quantity<"512Mi">` is `"512Mi"`, and `Quantity<"1GB">` is a sentence that says what is
 * wrong. Strings that the compiler doesn't know are accepted, and `build()` checks them.
 */
export type Quantity<S extends string> = [NoSize<S>] extends [never]
  ? S
  : Refusal<NoSize<S>>;

/**
 * A pair of sizes where a single size `S` is accepted too. It is `never` if `S` is wrong, so that the compiler's message
 * consists of one sentence.
 */
export type PairBeside<
  S extends string,
  Min extends string,
  Desired extends string,
> = [NoSize<S>] extends [never] ? SizePair<Min, Desired> : never;

/** The same type, with all properties and arrays readonly. */
export type DeepReadonly<T> = T extends readonly (infer Element)[]
  ? readonly DeepReadonly<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The normalised declaration of a container. */
export interface ContainerConfig extends DeepReadonly<CoreContainerConfig> {}
