/** The types of arguments and results. What the Rust core defines comes from there. */

import type {
  Autoscaling,
  ContainerCode,
  Gpu,
  HealthCheck,
  HttpMethod,
  Lifecycle,
  ResourceRef,
} from "./generated/types.js";
import type { Kv, Queue, Resource, Storage, Vault } from "./resources.js";

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
  Toolchain,
  Units,
  ValidateOptions,
  Variables,
} from "./generated/types.js";

/** JSON text: a string, or its bytes in UTF-8, such as what Node reads from a file. */
export type JsonText =
  | string
  | Uint8Array
  | ArrayBuffer
  | SharedArrayBuffer
  | DataView;

/** What a container runs: `{ type: "image", image }` or `{ type: "source", src, toolchain }`. */
export type CodeInput = Readonly<ContainerCode>;

/** A number of vCPUs, or the least and the desired one as decimals. */
export type CpuInput =
  | number
  | { readonly min: string; readonly desired: string };

/** The least and the desired size. */
export interface SizePair {
  readonly min: string;
  readonly desired: string;
}

/** How a container scales. `min` ≤ `desired` ≤ `max`. */
export type AutoScaleInput = Readonly<Autoscaling>;

/** GPUs of one type. */
export interface GpuInput extends Readonly<Gpu> {
  readonly type: KnownGpu | (string & {});
}

/** The GPU types that the platform names. */
export type KnownGpu = "nvidia-t4" | "nvidia-a100" | "nvidia-h100";

/** How to tell that a replica is healthy. What is left out has its default. */
export interface HealthCheckInput
  extends Partial<Readonly<Omit<HealthCheck, "method">>> {
  readonly method?: HttpMethod | (string & {});
}

/** Options of persistent storage. */
export interface PersistentStorageOptions {
  /** Where it is mounted: an absolute path. Default: `/data`. */
  readonly mountPath?: string;
}

/** Anything that can be linked: a resource or its builder. */
export interface Linkable {
  /** The type and ID of the resource. */
  ref(): ResourceRef;
}

/** A resource that was built, or has nothing but an ID, or the declaration of one. */
export type Addable =
  | Resource
  | Storage
  | Kv
  | Queue
  | Vault
  | Readonly<ResourceRef>
  | (Readonly<ResourceRef> & { readonly [key: string]: unknown });

/** What else a stack says of a resource. */
export interface AddOptions {
  /** The resources that must be there before it. */
  readonly dependencies?: readonly (Linkable | Readonly<ResourceRef>)[];
  /** Whatever else the platform reads there. */
  readonly [key: string]: unknown;
}

/** The permission profiles of a stack, each under its name. */
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

/** Whether a literal is digits and nothing else. */
type IsDigits<S extends string> = S extends `${Digit}${infer Rest}`
  ? Rest extends ""
    ? true
    : IsDigits<Rest>
  : false;

type IsDecimal<S extends string> = S extends `${infer Whole}.${infer Part}`
  ? IsDigits<`${Whole}${Part}`>
  : IsDigits<S>;

/** Every unit that a literal may end in, with what stands before it. */
type Amount<S extends string> = {
  [U in Unit]: S extends `${infer N}${U}` ? N : never;
}[Unit];

/**
 * A literal size, checked as it is written: `Quantity<"512Mi">` is `"512Mi"`, `Quantity<"1GB">` is the form that it
 * should have.
 */
export type Quantity<S extends string> =
  true extends IsDecimal<Amount<S>>
    ? S
    : // "1 Gi" and "-1Gi" have that form as TypeScript sees it.
      S extends `${number}${Unit}`
      ? "digits and a unit, such as 512Mi"
      : `${number}${Unit}`;
