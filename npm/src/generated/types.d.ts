/* tslint:disable */
/* eslint-disable */
/**
 * A builder call.
 */
export interface Call {
    /**
     * The name of the method; `new` for the constructor.
     */
    method: string;
    /**
     * The index of the call; the constructor has index 0. In a stack, the calls of a builder come before the call that
     * adds it.
     */
    number: number;
    /**
     * The call as source code, such as `.port(70000)`. Only strings, numbers and booleans are shown as arguments.
     */
    text: string;
    /**
     * The file that contains the call, if known.
     */
    file?: string;
    /**
     * The line of the call, counted from 1.
     */
    line?: number;
    /**
     * The column of the call, counted from 1.
     */
    column?: number;
}

/**
 * A key that differs. The values of environment variables are never shown.
 */
export interface Change {
    /**
     * Whether the key was added, removed or changed.
     */
    kind: ChangeKind;
    /**
     * A JSON Pointer into the normalised declarations, such as `/resources/api/config/replicas`.
     */
    path: string;
    /**
     * The old value, as JSON text. Absent if the key was added or the value may be secret.
     */
    before?: string;
    /**
     * The new value, as JSON text. Absent if the key was removed or the value may be secret.
     */
    after?: string;
    /**
     * Whether the platform rejects this change.
     */
    refused: boolean;
    /**
     * Whether this change loses data.
     */
    losesData: boolean;
}

/**
 * A minimum and a desired amount.
 */
export interface Resources {
    /**
     * The minimum.
     */
    min: string;
    /**
     * The desired amount.
     */
    desired: string;
}

/**
 * A number or a text.
 */
export type Scalar = number | string;

/**
 * A port that the container listens on.
 */
export interface Port {
    /**
     * The port number, 1–65535.
     */
    port: number;
    /**
     * The protocol of the public endpoint. Absent if the port is internal.
     */
    expose?: Protocol;
}

/**
 * A position in a text: a line and a character in that line, both counted from 0. Characters are UTF-16 code units
 * unless the option `units` says otherwise.
 */
export interface Position {
    /**
     * The line, counted from 0.
     */
    line: number;
    /**
     * The character in the line, counted from 0.
     */
    character: number;
}

/**
 * A range in a text, from `start` up to but not including `end`.
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
 * A reference to a resource by its type and ID.
 */
export interface ResourceRef {
    /**
     * The type, such as `storage`.
     */
    type: string;
    /**
     * The ID.
     */
    id: string;
}

/**
 * A single problem: what is wrong, where, and how to fix it.
 */
export interface Diagnostic {
    /**
     * The stable code of the problem, such as `port-out-of-range`. Pass it to `explain` for details.
     */
    code: DiagnosticCode;
    /**
     * The severity.
     */
    severity: Severity;
    /**
     * What is wrong, including the offending value.
     */
    message: string;
    /**
     * The values that the message and the help contain, such as `{value: 70000, min: 1, max: 65535}`. Absent if there are
     * none.
     */
    data?: DiagnosticData;
    /**
     * A JSON Pointer into the declaration as it was written, such as `/ports/0/port`. A key longer than 256 characters
     * is cut off and ends in `…`; there are no fixes for anything inside such a key.
     */
    path: string;
    /**
     * Whether the problem is the key or the value at `path`.
     */
    target: Target;
    /**
     * The position in the text, if the declaration was given as text.
     */
    range?: Range;
    /**
     * The builder call that caused it, if there is one.
     */
    call?: Call;
    /**
     * How to fix it.
     */
    help?: string;
    /**
     * Other places in the declaration that are involved.
     */
    related: Related[];
    /**
     * Possible fixes, the most likely one first.
     */
    fixes: Fix[];
    /**
     * The page that explains the code, as a path in this package and its repository.
     */
    docs: string;
}

/**
 * A toolchain that builds an image from source code.
 */
export type Toolchain = { type: "typescript"; binaryName?: string } | { type: "rust"; binaryName?: string } | { type: "docker"; dockerfile?: string; buildArgs?: Variables; target?: string };

/**
 * A valid, normalised container declaration. All defaults are filled in.
 */
export interface ContainerConfig {
    /**
     * Always `"container"`.
     */
    type: ContainerType;
    /**
     * The ID: a DNS label.
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
     * The ports. There is at least one, and at most one of them is exposed.
     */
    ports: Port[];
    /**
     * A fixed number of replicas. Never set together with `autoscaling`.
     */
    replicas?: number;
    /**
     * The autoscaling options. Never set together with `replicas`.
     */
    autoscaling?: Autoscaling;
    /**
     * Whether replicas have a stable identity.
     */
    stateful: boolean;
    /**
     * Persistent storage, which is kept when a replica restarts or moves.
     */
    persistentStorage?: PersistentStorage;
    /**
     * Scratch storage, with a unit (`"100Gi"`).
     */
    ephemeralStorage?: string;
    /**
     * The health check, which determines whether a replica is healthy.
     */
    healthCheck?: HealthCheck;
    /**
     * The environment variables, in the order in which their names first appear.
     */
    environment: Variables;
    /**
     * The resources that the container can access.
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
     * The machine pool of the cluster to run on.
     */
    pool?: string;
    /**
     * The command to run instead of the image's default command.
     */
    command?: string[];
}

/**
 * A way to fix the problem.
 */
export interface Fix {
    /**
     * What the fix does, as an instruction.
     */
    title: string;
    /**
     * Whether a tool may apply the fix without asking.
     */
    applicability: Applicability;
    /**
     * The edits. Apply all of them or none.
     */
    edits: Edit[];
    /**
     * The same edits as edits of the text, if the declaration was given as text. They are absent if they would contain
     * values that may be secret.
     */
    textEdits?: TextEdit[];
}

/**
 * All diagnostic codes.
 */
export interface Catalog {
    /**
     * The explanations, sorted by code.
     */
    codes: Explanation[];
}

/**
 * An edit of a text, as in the Language Server Protocol.
 */
export interface TextEdit {
    /**
     * The range that is replaced; empty to insert text.
     */
    range: Range;
    /**
     * The new text.
     */
    newText: string;
}

/**
 * Another place that is involved in a problem.
 */
export interface Related {
    /**
     * A JSON Pointer into the declaration.
     */
    path: string;
    /**
     * The position in the text, if the declaration was given as text.
     */
    range?: Range;
    /**
     * The builder call that caused it, if there is one.
     */
    call?: Call;
    /**
     * What is at that place.
     */
    message: string;
}

/**
 * GPUs of one type.
 */
export interface Gpu {
    /**
     * The type, such as `nvidia-t4`.
     */
    type: string;
    /**
     * The number of GPUs, 1–8.
     */
    count: number;
}

/**
 * How a key differs.
 */
export type ChangeKind = "added" | "removed" | "changed";

/**
 * How the number of replicas is adapted to the load.
 */
export interface Autoscaling {
    /**
     * The minimum.
     */
    min: number;
    /**
     * The desired number, which autoscaling starts with.
     */
    desired: number;
    /**
     * The maximum.
     */
    max: number;
    /**
     * The target CPU usage, in percent.
     */
    targetCpuPercent?: number;
    /**
     * The target memory usage, in percent.
     */
    targetMemoryPercent?: number;
    /**
     * The target number of HTTP requests in flight per replica.
     */
    targetHttpInFlightPerReplica?: number;
    /**
     * The maximum 95th percentile of the HTTP latency, in milliseconds.
     */
    maxHttpP95LatencyMs?: number;
}

/**
 * Limits on the input. Exceeding a limit is reported as a diagnostic.
 */
export interface LimitOptions {
    /**
     * The maximum number of bytes of text. Default: 16 MiB.
     */
    bytes?: number;
    /**
     * The maximum nesting depth of objects and arrays. Default: 128.
     */
    depth?: number;
    /**
     * The maximum number of diagnostics in a report. Default: 1,000. All texts of a report together may take 4 KiB per
     * diagnostic, so 4 MB by default. If they would take more, fixes are left out first, then diagnostics.
     */
    diagnostics?: number;
}

/**
 * Names and values, in the order in which the names first appear. Values may be secret, so `Debug` leaves them
 * out, and also anything after a `=` in a name.
 */
export type Variables = Record<string, string>;

/**
 * One edit of a declaration. Paths refer to the declaration before the fix.
 */
export type Edit = { kind: "set"; path: string; json: string } | { kind: "remove"; path: string } | { kind: "removeFirst"; path: string } | { kind: "rename"; path: string; key: string } | { kind: "move"; path: string; to: string } | { kind: "quote"; path: string } | { kind: "pairs"; path: string } | { kind: "replace"; range: Range; text: string };

/**
 * One replica of a container.
 */
export interface ReplicaStatus {
    /**
     * The ID of the replica.
     */
    replicaId: string;
    /**
     * The index of the replica, if replicas have a stable identity.
     */
    ordinal?: number;
    /**
     * The ID of the machine that the replica runs on.
     */
    machineId?: string;
    /**
     * Whether the replica passes its health check.
     */
    healthy: boolean;
    /**
     * The IP address of the replica inside the cluster.
     */
    containerIp?: string;
}

/**
 * Options for formatting a report.
 */
export interface RenderOptions {
    /**
     * The format. Default: `"text"`.
     */
    format?: Format;
    /**
     * The text that was validated.
     */
    text?: string;
    /**
     * The syntax of the text. Default: what the end of `name` says.
     */
    syntax?: Syntax;
    /**
     * The name of the file, as it is shown.
     */
    name?: string;
    /**
     * Whether the format `"text"` has ANSI colours.
     */
    color?: boolean;
    /**
     * The unit of `character` in the positions of the report. Default: `"utf-16"`.
     */
    units?: Units;
}

/**
 * Options for reading a declaration.
 */
export interface ValidateOptions {
    /**
     * The kind of the declaration. If absent, it is determined from the keys.
     */
    kind?: DocumentKind;
    /**
     * The syntax of the text. Default: what the end of `name` says, `.jsonc`, `.yaml` or `.yml`; otherwise `"json"`.
     */
    syntax?: Syntax;
    /**
     * The unit of `character` in positions. Default: `"utf-16"`, as in JavaScript and most editors.
     */
    units?: Units;
    /**
     * Limits on the input.
     */
    limits?: LimitOptions;
    /**
     * The name of the file with the text, as error messages show it.
     */
    name?: string;
}

/**
 * Persistent storage, which is kept when a replica restarts or moves.
 */
export interface PersistentStorage {
    /**
     * The size, with a unit (`"500Gi"`).
     */
    size: string;
    /**
     * The absolute path where the storage is mounted. Default: `/data`.
     */
    mountPath: string;
}

/**
 * The HTTP method of a health check.
 */
export type HttpMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/**
 * The `type` of a container.
 */
export type ContainerType = "container";

/**
 * The differences between two declarations.
 */
export interface Diff {
    /**
     * Every key that differs. If the paths would take more than 4 MB in total, whole objects are listed instead of
     * their keys.
     */
    changes: Change[];
    /**
     * The same changes as readable text, one line for each; empty if nothing changes.
     */
    text: string;
}

/**
 * The explanation of a diagnostic code, as returned by `explain`.
 */
export interface Explanation {
    /**
     * The stable code of the problem.
     */
    code: DiagnosticCode;
    /**
     * The severity of its diagnostics.
     */
    severity: Severity;
    /**
     * The problem in one line.
     */
    summary: string;
    /**
     * Why it is a problem.
     */
    why: string;
    /**
     * A declaration that has this problem and no other.
     */
    fails: string;
    /**
     * The same declaration with the problem fixed.
     */
    passes: string;
    /**
     * The page with this explanation, as a path in this package and its repository.
     */
    docs: string;
}

/**
 * The format of a rendered report: excerpts for people, annotations of GitHub Actions, a SARIF 2.1.0 log, or JSON.
 */
export type Format = "text" | "github" | "sarif" | "json";

/**
 * The health check, which determines whether a replica is healthy.
 */
export interface HealthCheck {
    /**
     * The HTTP path. Default: `/health`.
     */
    path: string;
    /**
     * The port. Default: the first port of the container.
     */
    port?: number;
    /**
     * The HTTP method. Default: `GET`.
     */
    method: HttpMethod;
    /**
     * The timeout of a probe, in seconds. Default: 1.
     */
    timeoutSeconds: number;
    /**
     * The number of consecutive failures after which a replica is unhealthy. Default: 3.
     */
    failureThreshold: number;
}

/**
 * The kind of document: a container, a stack, or the state of a stack.
 */
export type DocumentKind = "container" | "stack" | "state";

/**
 * The outputs of a container.
 */
export interface ContainerOutputs {
    /**
     * The name of the container at run time.
     */
    name: string;
    /**
     * `pending`, `running`, `stopped` or `failing`. A newer platform may report other values.
     */
    status: "pending" | "running" | "stopped" | "failing" | (string & {});
    /**
     * The number of replicas that are running.
     */
    currentReplicas: number;
    /**
     * The number of replicas that should be running.
     */
    desiredReplicas: number;
    /**
     * The host name inside the stack.
     */
    internalDns: string;
    /**
     * The public URL, if a port is exposed.
     */
    url?: string;
    /**
     * The replicas; empty if the platform doesn't list them.
     */
    replicas: ReplicaStatus[];
}

/**
 * The protocol of a public port.
 */
export type Protocol = "http" | "tcp";

/**
 * The result of validating a declaration.
 */
export interface Report {
    /**
     * Whether there are no errors. There may still be warnings and infos.
     */
    valid: boolean;
    /**
     * All diagnostics, in the order of the declaration.
     */
    diagnostics: Diagnostic[];
    /**
     * Whether diagnostics were left out because there were too many. Errors are kept first.
     */
    truncated: boolean;
}

/**
 * The severity of a diagnostic.
 */
export type Severity = "error" | "warning" | "info";

/**
 * The source location of a call. Lines and columns are counted from 1.
 */
export interface CallSite {
    /**
     * The number of the call.
     */
    call: number;
    file: string;
    line: number;
    column: number;
}

/**
 * The syntax of a text: JSON, JSON with comments and trailing commas, or YAML.
 */
export type Syntax = "json" | "jsonc" | "yaml";

/**
 * The unit of `character` in positions.
 */
export type Units = "utf-8" | "utf-16" | "utf-32";

/**
 * The values that the message and the help contain, for programs and translations. Texts are as the message shows them:
 * possible secrets are masked, and long texts are cut off. Newer versions may add keys.
 */
export interface DiagnosticData {
    /**
     * The wrong value.
     */
    value?: Scalar;
    /**
     * The minimum that is allowed.
     */
    min?: Scalar;
    /**
     * The value must be above this number.
     */
    exclusiveMin?: Scalar;
    /**
     * The maximum that is allowed.
     */
    max?: Scalar;
    /**
     * The unit of the numbers, or the unit in a wrong size.
     */
    unit?: string;
    /**
     * The name of the unknown, duplicate or missing key.
     */
    name?: string;
    /**
     * The name or value that was probably meant.
     */
    suggestion?: string;
}

/**
 * What JavaScript knows about the calls of a builder.
 */
export interface CallSites {
    /**
     * The ID of the container or stack, if it is a string.
     */
    id?: string;
    /**
     * The source locations of the calls in a report, as far as they were recorded.
     */
    calls: CallSite[];
}

/**
 * What a container runs.
 */
export type ContainerCode = { type: "image"; image: string } | { type: "source"; src: string; toolchain: Toolchain };

/**
 * When a resource is deployed.
 */
export type Lifecycle = "live" | "frozen";

/**
 * Whether a fix may be applied without asking.
 */
export type Applicability = "safe" | "unsafe";

/**
 * Which part of a key-value pair a diagnostic is about.
 */
export type Target = "key" | "value";

/**
 * Why something failed that needs a valid declaration.
 */
export interface Failure {
    /**
     * Lists every problem with its place: an excerpt of the text, a builder call, or a path.
     */
    message: string;
    /**
     * All problems as data.
     */
    report: Report;
}

import type { DiagnosticCode } from "./codes.js";


/**
 * Returns a text with one fix of its report applied. JavaScript wrote the fix as a tape.
 */
export function applyFix(words: number, bytes: number, text: string, options?: ValidateOptions | null): string;

/**
 * Returns a text with all safe fixes applied, and the other fixes too if `also_unsafe` is true. Returns `undefined` if
 * the text is larger than the limit.
 */
export function applyFixes(bytes: number, also_unsafe: boolean, options?: ValidateOptions | null): string | undefined;

/**
 * Builds a container or a stack from recorded calls, and writes its normalised JSON to the output. The output is empty if
 * there are errors.
 *
 * Returns true if there are no diagnostics; otherwise the result is the report. If there are errors, `buildFailure` has the
 * content of the error to throw.
 */
export function build(words: number, bytes: number): boolean;

/**
 * Makes the content of the error for the last failed build the result, with the source locations of the calls in `sites`.
 * Returns true if no build failed.
 */
export function buildFailure(sites: CallSites): boolean;

/**
 * Returns the address at which JavaScript writes text.
 */
export function bytesAddress(): number;

/**
 * Returns the number of bytes that are reserved for text.
 */
export function bytesLength(): number;

/**
 * Returns recorded calls as source code. Only scalar arguments are shown, since others may contain secrets.
 */
export function callTexts(words: number, bytes: number): string[];

/**
 * Compares the stored old declaration with a text or a value. Returns true if the result is the differences, and false if it
 * is the failure.
 */
export function diff(words: number, bytes: number, form: number, options?: ValidateOptions | null): boolean;

/**
 * Returns a text in which the value at a path is set to a new value, which JavaScript wrote as a tape.
 */
export function edit(words: number, bytes: number, text: string, path: string, options?: ValidateOptions | null): string;

/**
 * Writes the JSON of a value to the output, without values that may be secret.
 */
export function maskSecrets(words: number, bytes: number): void;

/**
 * Writes the normalised JSON of a text or a value to the output. Returns false if the declaration has errors; the result is
 * then the failure.
 */
export function normalise(words: number, bytes: number, form: number, options?: ValidateOptions | null): boolean;

/**
 * Returns the address of the output of the last function.
 */
export function outputAddress(): number;

/**
 * Returns the number of bytes of the output.
 */
export function outputLength(): number;

/**
 * Returns a text without the value at a path.
 */
export function remove(text: string, path: string, options?: ValidateOptions | null): string;

/**
 * Formats a report, which JavaScript wrote as a tape. Returns `undefined` if the tape is not a report.
 */
export function render(words: number, bytes: number, options: RenderOptions): string | undefined;

/**
 * Reserves memory for the given number of words of nodes and bytes of text. Keeps what is already written.
 */
export function reserve(words: number, bytes: number): void;

/**
 * Returns the address of the result of the last function. Throws the error of that function if it failed.
 */
export function resultAddress(): number;

/**
 * Sets the parser: a function that takes a text and the three limits, and returns the numbers and the text of its tape.
 */
export function setYamlParser(_function: Function): void;

/**
 * Reads the state of a stack, and writes the state of its resources to the output as JSON. The output is empty if the
 * state is not an object. Returns true if there are no diagnostics; otherwise the result is the report.
 */
export function stateOutputs(words: number, bytes: number, form: number, options?: ValidateOptions | null): boolean;

/**
 * Stores a text or a value as the old declaration for the next call of `validateUpdate` or `diff`.
 */
export function storeOldDeclaration(words: number, bytes: number, form: number, options?: ValidateOptions | null): void;

/**
 * Returns the message for an option that doesn't exist. `known` are the names that exist, with spaces between them.
 */
export function unknownOption(owner: string, noun: string, name: string, known: string): string;

/**
 * Validates a text or a value. Returns true if there are no diagnostics; otherwise the result is the report.
 */
export function validate(words: number, bytes: number, form: number, options?: ValidateOptions | null): boolean;

/**
 * Validates the update from the stored old declaration to a text or a value. Returns true if there are no
 * diagnostics; otherwise the result is the report.
 */
export function validateUpdate(words: number, bytes: number, form: number, options?: ValidateOptions | null): boolean;

/**
 * Returns the version of the SDK.
 */
export function version(): string;

/**
 * Returns the address at which JavaScript writes words of nodes.
 */
export function wordsAddress(): number;

/**
 * Returns the number of words that are reserved for nodes.
 */
export function wordsLength(): number;
