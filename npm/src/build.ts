/** Passes recorded calls to the core, which builds a container or a stack, or returns the errors. */

import type { Calls } from "./calls.js";
import { cleanReport } from "./declarations.js";
import { ValidationError } from "./errors.js";
import type { CallSites, Failure } from "./generated/types.js";
import { enterCore, leaveCore, loadTape, readOutput } from "./memory.js";
import { BuiltStack, Resource } from "./resources.js";
import { readFailure, readReport } from "./results.js";
import type { Call, ContainerConfig, Diagnostic, Report } from "./types.js";

/**
 * Builds a container from recorded calls.
 *
 * @param id The ID of the container, if known. The first line of an error message shows it.
 * @param above The running method. The stack trace of an error starts at its caller.
 */
export function build(
  calls: Calls,
  id: unknown,
  above: unknown,
): Resource<ContainerConfig> {
  const built = buildJson(calls, id, above);
  return new Resource<ContainerConfig>(
    "container",
    built.id,
    built.json,
    built.warnings,
  );
}

/** Builds a stack from recorded calls; see {@link build}. */
export function buildStack(
  calls: Calls,
  id: unknown,
  above: unknown,
): BuiltStack {
  const built = buildJson(calls, id, above);
  return new BuiltStack(built.id, built.json, built.warnings);
}

/** What a build without errors results in. */
interface Built {
  /** The ID, if it is known. */
  readonly id: string | undefined;
  /** The normalised JSON. */
  readonly json: string;
  readonly warnings: readonly Diagnostic[] | undefined;
}

/** Validates the calls. Throws if there are errors. */
function buildJson(calls: Calls, id: unknown, above: unknown): Built {
  const report = runBuild(calls);
  if (report !== undefined && !report.valid) {
    const failure = failureOf(calls, report, id);
    throw new ValidationError(failure.message, failure.report, above);
  }
  // The output is read first: reading a stack trace may run code of the program, which may use the core.
  const json = readOutput();
  if (report !== undefined) addSites(report, calls);
  return {
    id: typeof id === "string" ? id : undefined,
    json,
    warnings: report?.diagnostics,
  };
}

/**
 * Validates the calls. Returns the report of the error that building would throw; if there is none, the warnings. Each
 * diagnostic has the source location of its call.
 */
export function validateCalls(calls: Calls): Report {
  const report = runBuild(calls);
  if (report === undefined) return cleanReport();
  if (!report.valid) return failureOf(calls, report, undefined).report;
  addSites(report, calls);
  return report;
}

/** Adds the source location of each call that a report mentions. */
function addSites(report: Report, calls: Calls): void {
  for (const call of callsIn(report)) {
    Object.assign(call, calls.site(call.number));
  }
}

/** Returns the calls as source code. Only scalar arguments are shown, since others may contain secrets. */
export function callTexts(calls: Calls): string[] {
  const core = enterCore();
  const { words, bytes } = loadTape(calls.tape, true);
  const texts = core.callTexts(words, bytes);
  leaveCore();
  return texts;
}

function runBuild(calls: Calls): Report | undefined {
  const core = enterCore();
  const { words, bytes } = loadTape(calls.tape, true);
  const report = core.build(words, bytes) ? undefined : readReport(core);
  leaveCore();
  return report;
}

/** Returns the content of the error for the build that has just failed. */
function failureOf(calls: Calls, found: Report, id: unknown): Failure {
  const located = [];
  for (const call of new Set(callsIn(found).map(({ number }) => number))) {
    const site = calls.site(call);
    if (site !== undefined) located.push({ call, ...site });
  }
  const sites = {
    // Without this, the core would read an `id` that a program has added to `Object.prototype`.
    __proto__: null,
    calls: located,
    ...(typeof id === "string" ? { id } : {}),
  } as CallSites;
  return requestFailure(sites) ?? rebuildFailure(calls, sites);
}

function requestFailure(sites: CallSites): Failure | undefined {
  const core = enterCore();
  const failure = core.buildFailure(sites) ? undefined : readFailure(core);
  leaveCore();
  return failure;
}

/**
 * Builds the calls again to get the failure. This is needed if the core was restarted after the failed build: reading
 * a stack trace may run code of the program, and if that code runs out of stack, the core is restarted and its memory
 * is lost.
 */
function rebuildFailure(calls: Calls, sites: CallSites): Failure {
  runBuild(calls);
  return requestFailure(sites) as Failure;
}

/** Returns the calls that a report mentions. One call may be mentioned several times. */
function callsIn({ diagnostics }: Report): Call[] {
  const calls = diagnostics.flatMap(({ call, related }) => [
    call,
    ...related.map((related) => related.call),
  ]);
  return calls.filter((call) => call !== undefined);
}
