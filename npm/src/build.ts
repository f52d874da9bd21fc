/** Passes recorded calls to the core, which builds a container or a stack, or returns the errors. */

import type { Calls } from "./calls.js";
import { cleanReport } from "./declarations.js";
import { ValidationError } from "./errors.js";
import type { CallSites, Failure } from "./generated/types.js";
import { enterCore, leaveCore, loadTape, readOutput } from "./memory.js";
import { BuiltStack, Resource } from "./resources.js";
import { readFailure, readReport } from "./results.js";
import type { ContainerConfig, Diagnostic, Report } from "./types.js";

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
  const warnings = checkedWarnings(calls, id, above);
  const known = typeof id === "string" ? id : undefined;
  return new Resource<ContainerConfig>(
    "container",
    known,
    readOutput(),
    warnings,
  );
}

/** Builds a stack from recorded calls; see {@link build}. */
export function buildStack(
  calls: Calls,
  id: unknown,
  above: unknown,
): BuiltStack {
  const warnings = checkedWarnings(calls, id, above);
  const known = typeof id === "string" ? id : undefined;
  return new BuiltStack(known, readOutput(), warnings);
}

/**
 * Validates the calls and returns their warnings. Throws if there are errors; otherwise the output of the core is
 * the normalised JSON.
 */
function checkedWarnings(
  calls: Calls,
  id: unknown,
  above: unknown,
): readonly Diagnostic[] | undefined {
  const report = runBuild(calls);
  if (report !== undefined && !report.valid) {
    const failure = failureOf(calls, report, id);
    throw new ValidationError(failure.message, failure.report, above);
  }
  return report?.diagnostics;
}

/**
 * Validates the calls. Returns the report of the error that building would throw; if there is none, the warnings. Each
 * diagnostic has the source location of its call.
 */
export function validateCalls(calls: Calls): Report {
  const report = runBuild(calls);
  if (report === undefined) return cleanReport();
  if (!report.valid) return failureOf(calls, report, undefined).report;
  for (const { call, related } of report.diagnostics) {
    for (const named of [call, ...related.map((related) => related.call)]) {
      if (named !== undefined) Object.assign(named, calls.site(named.number));
    }
  }
  return report;
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
  for (const call of callNumbers(found)) {
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

/** Returns the indexes of the calls that a report mentions. */
function callNumbers({ diagnostics }: Report): Set<number> {
  const numbers = new Set<number>();
  for (const { call, related } of diagnostics) {
    for (const named of [call, ...related.map((related) => related.call)]) {
      if (named !== undefined) numbers.add(named.number);
    }
  }
  return numbers;
}
