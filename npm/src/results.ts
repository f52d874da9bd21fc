/**
 * Makes objects of the results that the core writes as numbers and one text. The documentation of
 * `bindings/wasm/src/results.rs` describes them. The functions here read the same fields in the same order.
 */

import type { Engine } from "./engine.js";
import type { Failure } from "./generated/types.js";
import { readText, readWords } from "./memory.js";
import type {
  Applicability,
  Call,
  Change,
  ChangeKind,
  Diagnostic,
  DiagnosticCode,
  DiagnosticData,
  Diff,
  Edit,
  Fix,
  Position,
  Range,
  Related,
  Report,
  Scalar,
  Severity,
  Target,
  TextEdit,
} from "./types.js";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];
const TARGETS: readonly Target[] = ["key", "value"];
const APPLICABILITIES: readonly Applicability[] = ["safe", "unsafe"];
const CHANGE_KINDS: readonly ChangeKind[] = ["added", "removed", "changed"];
const EDIT_KINDS: readonly Edit["kind"][] = [
  "set",
  "remove",
  "removeFirst",
  "rename",
  "move",
  "quote",
  "pairs",
  "replace",
];

let words: Int32Array;
/** The position of the next number in `words`. */
let at = 0;
let text = "";
/** The position of the next text in `text`. */
let from = 0;

/** Returns the report that the last call of the core wrote. Throws if that call failed. */
export function readReport(core: Engine): Report {
  open(core);
  return report();
}

/** Returns the failure that the last call of the core wrote. Throws if that call failed in another way. */
export function readFailure(core: Engine): Failure {
  open(core);
  return { message: string(), report: report() };
}

/** Returns the differences that the last call of the core wrote. */
export function readDiff(core: Engine): Diff {
  open(core);
  return { changes: list(change), text: string() };
}

function open(core: Engine): void {
  at = core.resultAddress() / 4;
  words = readWords();
  from = 0;
  text = readText(number(), number());
}

function number(): number {
  return (words[at++] as number) >>> 0;
}

function boolean(): boolean {
  return words[at++] === 1;
}

function oneOf<T>(values: readonly T[]): T {
  return values[number()] as T;
}

function string(): string {
  const start = from;
  from += number();
  return text.slice(start, from);
}

function list<T>(element: () => T): T[] {
  const length = number();
  const elements: T[] = [];
  for (let i = 0; i < length; i++) elements.push(element());
  return elements;
}

function report(): Report {
  return {
    valid: boolean(),
    diagnostics: list(diagnostic),
    truncated: boolean(),
  };
}

function diagnostic(): Diagnostic {
  const found = {
    code: string() as DiagnosticCode,
    severity: oneOf(SEVERITIES),
    message: string(),
  } as Diagnostic;
  if (boolean()) found.data = data();
  found.path = string();
  found.target = oneOf(TARGETS);
  if (boolean()) found.range = range();
  if (boolean()) found.call = call();
  if (boolean()) found.help = string();
  found.related = list(related);
  found.fixes = list(fix);
  found.docs = string();
  return found;
}

function data(): DiagnosticData {
  const data: DiagnosticData = {};
  if (boolean()) data.value = scalar();
  if (boolean()) data.min = scalar();
  if (boolean()) data.exclusiveMin = scalar();
  if (boolean()) data.max = scalar();
  if (boolean()) data.unit = string();
  if (boolean()) data.name = string();
  if (boolean()) data.suggestion = string();
  return data;
}

const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);

function scalar(): Scalar {
  if (!boolean()) return string();
  halves[0] = number();
  halves[1] = number();
  return float[0] as number;
}

function range(): Range {
  return { start: position(), end: position() };
}

function position(): Position {
  return { line: number(), character: number() };
}

function call(): Call {
  const call: Call = { method: string(), number: number(), text: string() };
  if (boolean()) call.file = string();
  if (boolean()) call.line = number();
  if (boolean()) call.column = number();
  return call;
}

function related(): Related {
  const related = { path: string() } as Related;
  if (boolean()) related.range = range();
  if (boolean()) related.call = call();
  related.message = string();
  return related;
}

function fix(): Fix {
  const fix: Fix = {
    title: string(),
    applicability: oneOf(APPLICABILITIES),
    edits: list(edit),
  };
  if (boolean()) fix.textEdits = list(textEdit);
  return fix;
}

function edit(): Edit {
  const kind = oneOf(EDIT_KINDS);
  switch (kind) {
    case "set":
      return { kind, path: string(), json: string() };
    case "rename":
      return { kind, path: string(), key: string() };
    case "move":
      return { kind, path: string(), to: string() };
    case "replace":
      return { kind, range: range(), text: string() };
    default:
      return { kind, path: string() };
  }
}

function textEdit(): TextEdit {
  return { range: range(), newText: string() };
}

function change(): Change {
  const change = { kind: oneOf(CHANGE_KINDS), path: string() } as Change;
  if (boolean()) change.before = string();
  if (boolean()) change.after = string();
  change.refused = boolean();
  change.losesData = boolean();
  return change;
}
