import { own } from "../../../../values/own.js";
import { isObject } from "../../expressions/json-path/compare.js";
import { assignedIn } from "./assignments.js";
import {
  checkFields,
  field,
  isNumber,
  isObjectOf,
  isOneOf,
  isText,
  type JsonObject,
  requireFields,
  type Schema,
  type Situation,
} from "./checks.js";
import { Place, type Report } from "./diagnostics.js";
import { checkFlow } from "./flow.js";
import { checkState } from "./states.js";

const MOST_SECONDS = 99_999_999;

const GRAPH: Schema = new Map([
  ["Comment", field(isText)],
  ["StartAt", field(isText)],
  ["States", field(isObjectOf(() => {}))],
]);

const MACHINE: Schema = new Map([
  ["QueryLanguage", field(isOneOf("JSONPath", "JSONata"))],
  ["Version", field(isOneOf("1.0"))],
  ["TimeoutSeconds", field(isNumber(0, MOST_SECONDS))],
]);

/** Checks a whole machine. */
export function validateMachine(machine: JsonObject, type: "EXPRESS" | "STANDARD", report: Report): void {
  const language = own(machine, "QueryLanguage") === "JSONata" ? "JSONata" : "JSONPath";
  checkGraph(machine, Place.ROOT, MACHINE, {
    report,
    language,
    outerVariables: new Set(),
    scopeVariables: new Set(),
    machine: {
      type,
      language,
      names: new Set(),
      labels: new Set(),
      jsonata: new Map(),
      checkGraph: checkInnerGraph,
    },
  });
}

function checkGraph(graph: JsonObject, place: Place, extra: Schema, situation: Situation): void {
  requireFields(graph, ["States", "StartAt"], place, situation);
  checkFields(graph, place, new Map([...GRAPH, ...extra]), situation);
  const states = own(graph, "States");
  if (states === undefined || !isObject(states)) return;
  const inScope = { ...situation, scopeVariables: new Set(assignedIn(states)) };
  for (const [name, state] of Object.entries(states)) {
    checkState(name, state, place.field("States").field(name), inScope);
  }
  const startAt = own(graph, "StartAt");
  if (typeof startAt === "string") checkFlow(startAt, states, place, situation.report);
}

/**
 * Nested states use the language of the machine. They can read variables of enclosing states, but not assign
 * them, unless they run in child executions.
 */
function checkInnerGraph(graph: JsonObject, place: Place, extra: Schema, situation: Situation): void {
  const config = own(graph, "ProcessorConfig");
  const isDistributed = config !== undefined && isObject(config) && own(config, "Mode") === "DISTRIBUTED";
  const outerVariables = isDistributed
    ? new Set<string>()
    : new Set([...situation.outerVariables, ...situation.scopeVariables]);
  checkGraph(graph, place, extra, { ...situation, language: situation.machine.language, outerVariables });
}
