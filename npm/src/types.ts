/** The types of arguments and results. Types that the Rust core defines are generated from it. */

import type {
  Autoscaling,
  ContainerCode,
  Gpu,
  HealthCheck,
  HttpMethod,
  Lifecycle,
  ResourceRef,
} from "./generated/types.js";

export type {
  Applicability,
  Autoscaling,
  Call,
  Catalog,
  Change,
  ChangeKind,
  ContainerCode,
  ContainerConfig,
  ContainerOutputs,
  Diagnostic,
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
export interface SizePair {
  readonly min: string;
  readonly desired: string;
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
  readonly config: ResourceRef & Readonly<Record<string, unknown>>;
  readonly lifecycle: Lifecycle;
  readonly dependencies?: readonly ResourceRef[];
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

/**
 * A string literal with a size, checked by the compiler: `Quantity<"512Mi">` is `"512Mi"`, and `Quantity<"1GB">`
 * is the expected format.
 */
export type Quantity<S extends string> =
  true extends IsDecimal<Amount<S>>
    ? S
    : // TypeScript accepts "1 Gi" and "-1Gi" as `${number}${Unit}`.
      S extends `${number}${Unit}`
      ? "digits and a unit, such as 512Mi"
      : `${number}${Unit}`;
