/** Passes recorded calls to the core, which builds a container or a stack, or returns the errors. */

import type { Calls } from "./calls.js";
import { ValidationError } from "./errors.js";
import type { Refusal, Sites } from "./generated/types.js";
import { enter, leave, load, output } from "./memory.js";
import { BuiltStack, Resource } from "./resources.js";
import type { ContainerConfig, Diagnostic, Report } from "./types.js";

/**
 * Builds the container that calls describe.
 *
 * @param id The ID of the container, if known, for the first line of the error message.
 * @param above The running method. The stack trace of an error starts at its caller.
 */
export function build(
  calls: Calls,
  id: unknown,
  above: unknown,
): Resource<ContainerConfig> {
  const warnings = judged(calls, id, above);
  return new Resource<ContainerConfig>("container", output(), warnings);
}

/** Builds the stack that calls describe; see {@link build}. */
export function buildStack(
  calls: Calls,
  id: unknown,
  above: unknown,
): BuiltStack {
  const warnings = judged(calls, id, above);
  return new BuiltStack(output(), warnings);
}

/**
 * Returns the warnings for the calls, and leaves the normalised JSON in the core's output. Throws if there are
 * errors.
 */
function judged(
  calls: Calls,
  id: unknown,
  above: unknown,
): readonly Diagnostic[] | undefined {
  const report = run(calls);
  if (report !== undefined && !report.valid) {
    throw refuse(calls, report, id, above);
  }
  return report?.diagnostics;
}

function run({ tape }: Calls): Report | undefined {
  tape.close(0);
  const core = enter();
  const { words, bytes } = load(tape);
  const report = core.build(words, bytes) ? undefined : core.answer();
  leave();
  return report;
}

function refuse(
  calls: Calls,
  found: Report,
  id: unknown,
  above: unknown,
): ValidationError {
  const sites = [];
  for (const call of numbers(found)) {
    const site = calls.site(call);
    if (site !== undefined) sites.push({ call, ...site });
  }
  // Otherwise the core would read an `id` that a program has added to `Object.prototype`.
  const places = {
    __proto__: null,
    calls: sites,
    ...(typeof id === "string" ? { id } : {}),
  } as Sites;
  const { message, report } = refusal(places) ?? rebuilt(calls, places);
  return new ValidationError(message, report, above);
}

function refusal(sites: Sites): Refusal | undefined {
  const refused = enter().refusal(sites);
  leave();
  return refused;
}

/**
 * The refusal of calls once more. Reading a stack may run a program's code, and where that exhausts the stack, the core is
 * started anew and has forgotten what it refused.
 */
function rebuilt(calls: Calls, sites: Sites): Refusal {
  run(calls);
  return refusal(sites) as Refusal;
}

/** The indexes of the calls in a report. */
function numbers({ diagnostics }: Report): Set<number> {
  const numbers = new Set<number>();
  for (const { call, related } of diagnostics) {
    for (const named of [call, ...related.map((related) => related.call)]) {
      if (named !== undefined) numbers.add(named.number);
    }
  }
  return numbers;
}
