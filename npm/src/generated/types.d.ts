/* tslint:disable */
/* eslint-disable */
/**
 * A builder call.
 */
export interface Call {
    /**
     * The method, `new` for the constructor.
     */
    method: string;
    /**
     * The number of the call; the constructor is 0.
     */
    number: number;
    /**
     * The call as it was written, scalar arguments only: `.port(70000)`.
     */
    text: string;
    /**
     * The file it stands in, where that is known.
     */
    file?: string;
    /**
     * Its line, from 1.
     */
    line?: number;
    /**
     * Its column, from 1.
     */
    column?: number;
}

/**
 * A container declaration that has no fault, normalised: every default is written out.
 */
export interface ContainerConfig {
    /**
     * Always `"container"`.
     */
    type: ContainerType;
    /**
     * The id: a DNS label.
     */
    id: string;
    /**
     * What the container runs.
     */
    code: ContainerCode;
    /**
     * CPU, in vCPUs as decimals (`"0.5"`) or millicores (`"500m"`).
     */
    cpu: Resources;
    /**
     * Memory, with a unit (`"1Gi"`).
     */
    memory: Resources;
    /**
     * GPUs.
     */
    gpu?: Gpu;
    /**
     * The ports, at least one, and at most one of them exposed.
     */
    ports: Port[];
    /**
     * A fixed number of replicas. Never together with `autoscaling`.
     */
    replicas?: number;
    /**
     * Autoscaling. Never together with `replicas`.
     */
    autoscaling?: Autoscaling;
    /**
     * Whether replicas keep their identity.
     */
    stateful: boolean;
    /**
     * Storage that outlives a replica.
     */
    persistentStorage?: PersistentStorage;
    /**
     * Scratch storage, with a unit (`"100Gi"`).
     */
    ephemeralStorage?: string;
    /**
     * How to see whether a replica is healthy.
     */
    healthCheck?: HealthCheck;
    /**
     * Environment variables, in order of first appearance.
     */
    environment: Variables;
    /**
     * Resources that the container may use.
     */
    links: ResourceRef[];
    /**
     * The name of the permission profile.
     */
    permissions: string;
    /**
     * The container cluster to run on.
     */
    cluster?: string;
    /**
     * The machine pool in the cluster.
     */
    pool?: string;
    /**
     * The command that takes the place of the image's own.
     */
    command?: string[];
}

/**
 * A key that differs. Values of variables are never shown.
 */
export interface Change {
    /**
     * Whether it is new, gone, or another.
     */
    kind: ChangeKind;
    /**
     * A JSON Pointer into both normalised declarations: `/resources/api/config/replicas`.
     */
    path: string;
    /**
     * What it was, as JSON text; absent if it is new or may be secret.
     */
    before?: string;
    /**
     * What it is now, as JSON text; absent if it is gone or may be secret.
     */
    after?: string;
    /**
     * Whether the platform refuses it.
     */
    refused: boolean;
    /**
     * Whether data is lost with it.
     */
    losesData: boolean;
}

/**
 * A line and a character in it, both from 0; characters are UTF-16 units unless asked otherwise.
 */
export interface Position {
    /**
     * The line, from 0.
     */
    line: number;
    /**
     * The character, from 0.
     */
    character: number;
}

/**
 * A port that the container listens on.
 */
export interface Port {
    /**
     * 1–65535.
     */
    port: number;
    /**
     * How it is public, if it is.
     */
    expose?: Protocol;
}

/**
 * A resource, by its type and id.
 */
export interface ResourceRef {
    /**
     * The type: `storage`.
     */
    type: string;
    /**
     * The id.
     */
    id: string;
}

/**
 * A way to put it right.
 */
export interface Fix {
    /**
     * What it does, as an instruction.
     */
    title: string;
    /**
     * Whether a tool may make it without asking.
     */
    applicability: Applicability;
    /**
     * The edits, to be made all or none.
     */
    edits: Edit[];
}

/**
 * An amount at the least, and the one that is wished for.
 */
export interface Resources {
    /**
     * At the least.
     */
    min: string;
    /**
     * Wished for.
     */
    desired: string;
}

/**
 * Another place that is involved, and how.
 */
export interface Related {
    /**
     * A JSON Pointer into the declaration.
     */
    path: string;
    /**
     * Where it stands in the text, if there is one.
     */
    range?: Range;
    /**
     * The builder call that brought it, if one did.
     */
    call?: Call;
    /**
     * What stands there.
     */
    message: string;
}

/**
 * Bounds on what is read. Each, when passed, is a diagnostic.
 */
export interface LimitOptions {
    /**
     * Bytes of text. Default: 16 MiB.
     */
    bytes?: number;
    /**
     * Objects and arrays inside each other. Default: 128.
     */
    depth?: number;
    /**
     * Diagnostics in a report. Default: 1,000. Their texts together have 4 KiB for each, so 4 MB by default; where they
     * would take more, fixes are left out first, then diagnostics.
     */
    diagnostics?: number;
}

/**
 * Every code there is.
 */
export interface Catalog {
    /**
     * The codes, in the order of their names.
     */
    codes: Explanation[];
}

/**
 * Everything about a code: what `explain` gives.
 */
export interface Explanation {
    /**
     * The stable name of the fault.
     */
    code: string;
    /**
     * The severity of its diagnostics.
     */
    severity: Severity;
    /**
     * The fault in one line.
     */
    summary: string;
    /**
     * Why it is a fault.
     */
    why: string;
    /**
     * A document that has this fault, and no other.
     */
    fails: string;
    /**
     * The same document put right.
     */
    passes: string;
    /**
     * Where this is written down, inside this package and its repository.
     */
    docs: string;
}

/**
 * From `start` up to, not including, `end`.
 */
export interface Range {
    /**
     * The first character.
     */
    start: Position;
    /**
     * The character after the last one.
     */
    end: Position;
}

/**
 * GPUs of one type.
 */
export interface Gpu {
    /**
     * The type: `nvidia-t4`.
     */
    type: string;
    /**
     * How many, 1–8.
     */
    count: number;
}

/**
 * How a declaration is read.
 */
export interface ValidateOptions {
    /**
     * What the declaration is; found by its keys if absent.
     */
    kind?: DocumentKind;
    /**
     * Whether JSON text may have comments and commas before a closing bracket. Default: no.
     */
    relaxed?: boolean;
    /**
     * What a `character` of a range counts. Default: `"utf-16"`, as JavaScript and most editors do.
     */
    units?: Units;
    /**
     * Bounds on what is read.
     */
    limits?: LimitOptions;
}

/**
 * How a key differs.
 */
export type ChangeKind = "added" | "removed" | "changed";

/**
 * How a port is public.
 */
export type Protocol = "http" | "tcp";

/**
 * How much a diagnostic matters.
 */
export type Severity = "error" | "warning" | "info";

/**
 * How the number of replicas follows the load.
 */
export interface Autoscaling {
    /**
     * At the least.
     */
    min: number;
    /**
     * To begin with.
     */
    desired: number;
    /**
     * At the most.
     */
    max: number;
    /**
     * The CPU use to aim at, in percent.
     */
    targetCpuPercent?: number;
    /**
     * The memory use to aim at, in percent.
     */
    targetMemoryPercent?: number;
    /**
     * HTTP requests in flight for each replica to aim at.
     */
    targetHttpInFlightPerReplica?: number;
    /**
     * The 95th percentile of HTTP latency to stay below, in milliseconds.
     */
    maxHttpP95LatencyMs?: number;
}

/**
 * How to see whether a replica is healthy.
 */
export interface HealthCheck {
    /**
     * The HTTP path; `/health` unless given.
     */
    path: string;
    /**
     * The port; the first one unless given.
     */
    port?: number;
    /**
     * The HTTP method; `GET` unless given.
     */
    method: HttpMethod;
    /**
     * How long a probe may take, in seconds; 1 unless given.
     */
    timeoutSeconds: number;
    /**
     * After how many failures in a row a replica is unhealthy; 3 unless given.
     */
    failureThreshold: number;
}

/**
 * Names with their values, in order of first appearance. Values may be secret: `Debug` leaves them out, and what is
 * assigned in a name.
 */
export type Variables = Record<string, string>;

/**
 * One change of a declaration. Paths are as the declaration stands before the fix.
 */
export type Edit = { kind: "set"; path: string; json: string } | { kind: "remove"; path: string } | { kind: "removeFirst"; path: string } | { kind: "rename"; path: string; key: string } | { kind: "quote"; path: string } | { kind: "pairs"; path: string };

/**
 * One fault: what is wrong, where, and what to do.
 */
export interface Diagnostic {
    /**
     * The stable name of the fault: `port-out-of-range`. See `explain`.
     */
    code: string;
    /**
     * How much it matters.
     */
    severity: Severity;
    /**
     * What is wrong, with the offending value.
     */
    message: string;
    /**
     * A JSON Pointer into the declaration as it was written: `/ports/0/port`. Of a key longer than 256 characters it has
     * the start, then `…`; fixes of what is inside such a key are left out.
     */
    path: string;
    /**
     * Whether the key or the value at `path` is meant.
     */
    target: Target;
    /**
     * Where it stands in the text, if there is one.
     */
    range?: Range;
    /**
     * The builder call that brought it, if one did.
     */
    call?: Call;
    /**
     * What to do about it.
     */
    help?: string;
    /**
     * Other places involved.
     */
    related: Related[];
    /**
     * Ways to put it right, the likeliest first.
     */
    fixes: Fix[];
    /**
     * Where the code is explained, inside this package and its repository.
     */
    docs: string;
}

/**
 * One replica of a container.
 */
export interface ReplicaStatus {
    /**
     * The ID of the replica.
     */
    replicaId: string;
    /**
     * Its number, where replicas keep their identity.
     */
    ordinal?: number;
    /**
     * The machine that it runs on.
     */
    machineId?: string;
    /**
     * Whether its health check passes.
     */
    healthy: boolean;
    /**
     * Its address inside the cluster.
     */
    containerIp?: string;
}

/**
 * Storage that outlives a replica.
 */
export interface PersistentStorage {
    /**
     * The size, with a unit (`"500Gi"`).
     */
    size: string;
    /**
     * Where the container finds it; `/data` unless given.
     */
    mountPath: string;
}

/**
 * The `type` of a container.
 */
export type ContainerType = "container";

/**
 * The method of a health check.
 */
export type HttpMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/**
 * The outputs of a container.
 */
export interface ContainerOutputs {
    /**
     * The name of the container at run time.
     */
    name: string;
    /**
     * `pending`, `running`, `stopped` or `failing`; a newer platform may know others.
     */
    status: "pending" | "running" | "stopped" | "failing" | (string & {});
    /**
     * How many replicas run.
     */
    currentReplicas: number;
    /**
     * How many replicas should run.
     */
    desiredReplicas: number;
    /**
     * The host name inside the stack.
     */
    internalDns: string;
    /**
     * The public URL, where a port is exposed.
     */
    url?: string;
    /**
     * Each replica; empty where the platform reports none.
     */
    replicas: ReplicaStatus[];
}

/**
 * What JavaScript knows about the calls of a builder.
 */
export interface Sites {
    /**
     * The ID of the container, if it is text.
     */
    id?: string;
    /**
     * Where calls were made, as far as that is known and wanted.
     */
    calls: Site[];
}

/**
 * What a `character` counts.
 */
export type Units = "utf-8" | "utf-16" | "utf-32";

/**
 * What a container runs.
 */
export type ContainerCode = { type: "image"; image: string } | { type: "source"; src: string; toolchain: Toolchain };

/**
 * What a declaration declares: one container, resources deployed together, or what became of them.
 */
export type DocumentKind = "container" | "stack" | "state";

/**
 * What builds an image from source.
 */
export type Toolchain = { type: "typescript"; binaryName?: string } | { type: "rust"; binaryName?: string } | { type: "docker"; dockerfile?: string; buildArgs?: Variables; target?: string };

/**
 * What changes from one declaration to another.
 */
export interface Diff {
    /**
     * Every key that differs. Where the paths of all would take more than 4 MB, whole objects stand for the keys in them.
     */
    changes: Change[];
    /**
     * The same for people, a line each; empty if nothing changes.
     */
    text: string;
}

/**
 * What changes, or why that can't be said.
 */
export interface Comparison {
    /**
     * What changes.
     */
    diff?: Diff;
    /**
     * Why that can't be said.
     */
    refusal?: Refusal;
}

/**
 * What was found wrong with a declaration.
 */
export interface Report {
    /**
     * Whether there is no error. Warnings and infos may be there.
     */
    valid: boolean;
    /**
     * Everything that was found, in the order of the declaration.
     */
    diagnostics: Diagnostic[];
    /**
     * Whether there was more than a report holds; errors are kept before the rest.
     */
    truncated: boolean;
}

/**
 * When a resource is deployed.
 */
export type Lifecycle = "live" | "frozen";

/**
 * Where a call was made; lines and columns are counted from 1.
 */
export interface Site {
    call: number;
    file: string;
    line: number;
    column: number;
}

/**
 * Whether a fix may be made without asking.
 */
export type Applicability = "safe" | "unsafe";

/**
 * Which part of a member is meant.
 */
export type Target = "key" | "value";

/**
 * Why a declaration was not built.
 */
export interface Refusal {
    /**
     * Every fault with its call, for people.
     */
    message: string;
    /**
     * Every fault, for programs.
     */
    report: Report;
}


/**
 * What the last function found that returned `false`.
 */
export function answer(): Report | undefined;

/**
 * A text with its fixes made: the safe ones, or the others too; `undefined` if it is too large to be read.
 */
export function applyFixes(bytes: number, also_unsafe: boolean, options?: ValidateOptions | null): string | undefined;

/**
 * Builds a container or a stack from recorded calls, writes its normalised JSON to the output, which is empty if there is an
 * error, and says whether nothing is wrong; else `answer` says what, and if there are errors, `refusal` makes the error of
 * it.
 */
export function build(words: number, bytes: number): boolean;

/**
 * Where text is written.
 */
export function bytesAt(): number;

/**
 * How many bytes of text there is room for.
 */
export function bytesLength(): number;

/**
 * What changes from what was put aside to a text or a value, or why that can't be said.
 */
export function diff(words: number, bytes: number, form: number, options?: ValidateOptions | null): Comparison;

/**
 * Writes the JSON of a value to the output, without what may be secret.
 */
export function masked(words: number, bytes: number): void;

/**
 * Writes the normalised JSON of a text or a value to the output; what it returns says why there is none.
 */
export function normalise(words: number, bytes: number, form: number, options?: ValidateOptions | null): Refusal | undefined;

/**
 * Where the output of the last function starts.
 */
export function outputAt(): number;

/**
 * How many bytes the output has.
 */
export function outputLength(): number;

/**
 * Keeps a text or a value as the old one of the next `validateUpdate`.
 */
export function putAside(words: number, bytes: number, form: number, options?: ValidateOptions | null): void;

/**
 * The error of what was not built last, with the places of the calls as far as they are known; `undefined` if there is none.
 */
export function refusal(sites: Sites): Refusal | undefined;

/**
 * Makes room for so many words of nodes and bytes of text; what was written before stays.
 */
export function reserve(words: number, bytes: number): void;

/**
 * Writes what became of the resources of a stack to the output, as JSON, which is empty if there is no object; `undefined`
 * if nothing is wrong with the state.
 */
export function stateOutputs(words: number, bytes: number, form: number, options?: ValidateOptions | null): Report | undefined;

/**
 * Whether nothing is wrong with a text or a value; else `answer` says what.
 */
export function validate(words: number, bytes: number, form: number, options?: ValidateOptions | null): boolean;

/**
 * What is found wrong with the change from what was put aside to a text or a value; `undefined` if nothing is.
 */
export function validateUpdate(words: number, bytes: number, form: number, options?: ValidateOptions | null): Report | undefined;

/**
 * The version of the SDK.
 */
export function version(): string;

/**
 * Where words of nodes are written.
 */
export function wordsAt(): number;

/**
 * How many words of nodes there is room for.
 */
export function wordsLength(): number;
