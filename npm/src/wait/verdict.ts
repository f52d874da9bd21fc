/** Decides what a state means for a wait: that it succeeds, continues or makes no sense any more. */

import { maskSecrets } from "../declarations.js";
import {
  isRunning,
  type ResourceState,
  type StackState,
  unhealthyReplicas,
} from "../state.js";
import type { ContainerOutputs } from "../types.js";
import type { WaitErrorCode } from "./error.js";
import type { WaitOptions } from "./options.js";
import { AnswerError } from "./source.js";

/** What a state means for a wait. */
export type Verdict<T> =
  | { readonly done: T }
  | { readonly missing: string; readonly fault?: Fault };

/** Why it makes no sense to continue a wait. */
export interface Fault {
  readonly code: WaitErrorCode;
  readonly help: string;
}

/** Waits for a promise, unless the wait ends before. */
export type Settle = <T>(value: T | PromiseLike<T>) => Promise<T>;

/** Judges a state for `waitForContainer`. */
export async function judgeContainer(
  state: StackState,
  id: string,
  options: WaitOptions,
  settle: Settle,
): Promise<Verdict<ContainerOutputs>> {
  const { until = isRunning } = options;
  const resource = resourceOf(state, id);
  if (resource === undefined || resource.status === "deleted") {
    return judgeUnknown(state, id, resource !== undefined, options);
  }
  const failed = judgeFailure(id, resource, options);
  if (failed) return failed;
  const reason = reasonOf(state, id);
  if (resource.type !== undefined && resource.type !== "container") {
    const help = "pass the ID of a container";
    return { missing: reason, fault: { code: "not-a-container", help } };
  }
  const { outputs } = resource;
  if (outputs === undefined) return { missing: reason };
  if (await settle(until(outputs))) return { done: outputs };
  return { missing: describeProgress(id, outputs, options) };
}

/** The reason why a container has no outputs, with the first error in its part of the state. */
function reasonOf(state: StackState, id: string): string {
  const reason = state.reason(id) ?? "";
  const path = `/resources/${id.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const error = state.report.diagnostics.find(
    (found) => found.severity === "error" && isInside(path, found.path),
  );
  return error === undefined ? reason : `${reason}: ${error.message}`;
}

/** Returns whether a path is `parent` or inside it. */
function isInside(parent: string, path: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}

/** Judges a state for `waitForStack`. */
export async function judgeStack(
  state: StackState,
  containers: readonly string[] | undefined,
  options: WaitOptions,
  settle: Settle,
): Promise<Verdict<Record<string, ContainerOutputs>>> {
  const resources = Object.entries(state.toJSON().resources ?? {});
  for (const [id, resource] of resources) {
    const failed = judgeFailure(id, resource, options);
    if (failed) return failed;
  }
  const ids = containers ?? resources.filter(isExpected).map(([id]) => id);
  if (ids.length === 0 && containers === undefined) {
    const advice = "deploy a container";
    return unknown("this state has no containers", options, advice);
  }
  const done: [string, ContainerOutputs][] = [];
  const missing: string[] = [];
  for (const id of ids) {
    const verdict = await judgeContainer(state, id, options, settle);
    if ("done" in verdict) done.push([id, verdict.done]);
    else if (verdict.fault) return verdict;
    else missing.push(verdict.missing);
  }
  const error = firstError(state);
  if (error !== undefined && containers === undefined) {
    missing.push(`this state can't be read completely: ${error}`);
  }
  const [first, ...others] = missing;
  if (first === undefined) return { done: Object.fromEntries(done) };
  if (others.length === 0) return { missing: first };
  return { missing: `${first}; and ${others.length} more` };
}

/** Returns whether a stack that is running has this resource as a running container. */
function isExpected([_, { type, status }]: [string, ResourceState]): boolean {
  // A resource whose type can't be read may be a container.
  const isContainer = type === undefined || type === "container";
  return isContainer && status !== "deleting" && status !== "deleted";
}

/** The verdict on a container that doesn't exist. */
function judgeUnknown(
  state: StackState,
  id: string,
  isDeleted: boolean,
  options: WaitOptions,
): Verdict<never> {
  if (isDeleted) {
    return unknown(`container ${JSON.stringify(id)} was deleted`, options);
  }
  const missing = state.reason(id) ?? "";
  // The resource may be in a part that can't be read.
  const error = firstError(state);
  if (error !== undefined) {
    return { missing: `${missing}, but it has an error: ${error}` };
  }
  return unknown(`${missing}; ${listIds(state.ids)}`, options, "check the ID");
}

/** Returns the message of the first error of a state, or `undefined` if it can be read completely. */
function firstError({ report }: StackState): string | undefined {
  return report.diagnostics.find(({ severity }) => severity === "error")
    ?.message;
}

function unknown(
  missing: string,
  { allowUnknown = false }: WaitOptions,
  advice = "deploy it",
): Verdict<never> {
  if (allowUnknown) return { missing };
  const help = `${advice}, or pass \`allowUnknown: true\` if it is still being deployed`;
  return { missing, fault: { code: "unknown-resource", help } };
}

/**
 * The verdict on a resource whose deployment failed, or `undefined` if the wait continues. The platform retries none of
 * these deployments on its own: `provision-failed`, `update-failed`, `delete-failed` and `refresh-failed`. A newer
 * platform may have further statuses of this form.
 */
function judgeFailure(
  id: string,
  { type = "resource", status = "" }: ResourceState,
  { allowFailed = false }: WaitOptions,
): Verdict<never> | undefined {
  if (allowFailed || !status.endsWith("-failed")) return undefined;
  const name = `${shown(type)} ${JSON.stringify(id)}`;
  return {
    missing: `${name} failed: its status is ${shown(status)}`,
    fault: {
      code: "resource-failed",
      help: "find out in the platform why it failed, or pass `allowFailed: true` if its deployment will be retried",
    },
  };
}

function resourceOf(state: StackState, id: string): ResourceState | undefined {
  const { resources = {} } = state.toJSON();
  return Object.hasOwn(resources, id) ? resources[id] : undefined;
}

/** The number of IDs that a message lists. */
const MAX_IDS = 10;

function listIds(ids: readonly string[]): string {
  if (ids.length === 0) return "it has no resources yet";
  const listed = ids.slice(0, MAX_IDS).map((id) => JSON.stringify(mask(id)));
  const more = ids.length > MAX_IDS ? ` and ${ids.length - MAX_IDS} more` : "";
  return `it has ${listed.join(", ")}${more}`;
}

/** Describes the progress of a container in one line. */
function describeProgress(
  id: string,
  outputs: ContainerOutputs,
  { until }: WaitOptions,
): string {
  const { status, currentReplicas, desiredReplicas } = outputs;
  const unhealthy = unhealthyReplicas(outputs).length;
  const line = `container ${JSON.stringify(id)} is ${shown(status)}, with ${currentReplicas} of ${desiredReplicas} replicas`;
  const replicas =
    unhealthy === 0 ? line : `${line}, ${unhealthy} of them unhealthy`;
  return until === undefined
    ? replicas
    : `${replicas}, but \`until\` returned false`;
}

/** Quotes a status or a type of a state, unless it is a plain word. */
function shown(word: string): string {
  return /^[a-z-]{1,40}$/.test(word) ? word : JSON.stringify(word);
}

/** The maximum length of a text of the program in a message. */
const MAX_TEXT = 200;

/** Describes an error that a source threw. Its message may contain a URL with a password. */
export function describeError(error: unknown): string {
  if (error instanceof AnswerError) return error.message;
  if (typeof error === "string") return mask(error);
  const message: unknown = (error as Error | null | undefined)?.message;
  return typeof message === "string" && message !== ""
    ? mask(message)
    : "its error has no message";
}

/** Masks secrets in a text of the program, and shortens it to one line. */
function mask(text: string): string {
  const [line = ""] = text.slice(0, MAX_TEXT).split(/[\r\n]/);
  return (maskSecrets([line]) as [string])[0];
}
