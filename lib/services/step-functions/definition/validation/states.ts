import type { Json } from "../../../../runtime/store/codec.js";
import { own } from "../../../../values/own.js";
import { isObject } from "../../expressions/json-path/compare.js";
import type { QueryLanguage } from "../types.js";
import { atMostOne, checkFields, type JsonObject, requireFields, type Situation } from "./checks.js";
import type { Place } from "./diagnostics.js";
import { checkResource } from "./resources.js";
import { isStateType, SCHEMAS, STATE_TYPES, type StateType } from "./schemas.js";

const LONGEST_NAME = 80;

/** Checks one state: its name, its type, its fields, and their combinations. */
export function checkState(name: string, value: Json, place: Place, situation: Situation): void {
  const { report, machine } = situation;
  checkName(name, place, situation);
  if (!isObject(value)) return report.fail(place, "Expected value of type Object");
  const type = own(value, "Type");
  if (type === undefined) return report.fail(place, "These fields are required: [Type]");
  if (!isStateType(type)) {
    const types = STATE_TYPES.join(", ");
    return report.fail(place.field("Type"), `The field 'Type' should have one of these values: [${types}]`);
  }
  const written = own(value, "QueryLanguage");
  if (machine.language === "JSONata" && written === "JSONPath") {
    report.fail(place, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  }
  const inLanguage = { ...situation, language: languageOf(written, machine.language) };
  checkTogether(type, value, place, inLanguage);
  checkFields(value, place, SCHEMAS[type], inLanguage);
  if (type === "Task") checkResource(value, place, inLanguage);
}

function languageOf(written: Json | undefined, inherited: QueryLanguage): QueryLanguage {
  return written === "JSONPath" || written === "JSONata" ? written : inherited;
}

function checkName(name: string, place: Place, { report, machine }: Situation): void {
  if (machine.names.has(name)) report.error(place, "DUPLICATE_STATE_NAME", `Duplicate State name: ${name}`);
  machine.names.add(name);
  if (name.length > LONGEST_NAME) {
    const reason = `exceeds the ${LONGEST_NAME}-character limit allowed by the service`;
    report.error(place, "INVALID_STATE_NAME", `State name '${name}' ${reason}`);
  }
}

/** Required fields by type. */
const REQUIRED: ReadonlyMap<StateType, readonly string[]> = new Map([
  ["Task", ["Resource"]],
  ["Choice", ["Choices"]],
  ["Parallel", ["Branches"]],
]);

/** Mutually exclusive fields, in any state. */
const EXCLUSIVE: readonly (readonly string[])[] = [
  ["TimeoutSeconds", "TimeoutSecondsPath"],
  ["HeartbeatSeconds", "HeartbeatSecondsPath"],
  ["MaxConcurrency", "MaxConcurrencyPath"],
  ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
  ["ToleratedFailureCount", "ToleratedFailureCountPath"],
  ["Error", "ErrorPath"],
  ["Cause", "CausePath"],
  ["ItemProcessor", "Iterator"],
  ["ItemSelector", "Parameters"],
];

const TIMERS = ["SecondsPath", "Seconds", "TimestampPath", "Timestamp"];
const TERMINAL: ReadonlySet<StateType> = new Set(["Choice", "Succeed", "Fail"]);

function checkTogether(type: StateType, state: JsonObject, place: Place, situation: Situation): void {
  const { report } = situation;
  requireFields(state, REQUIRED.get(type) ?? [], place, situation);
  if (!TERMINAL.has(type)) checkNext(state, place, situation);
  for (const fields of EXCLUSIVE) atMostOne(state, fields, place, situation);
  if (type === "Wait" && TIMERS.filter((name) => own(state, name) !== undefined).length !== 1) {
    report.fail(place, `There should only be one of the following fields: [${TIMERS.join(", ")}]`);
  }
  if (type === "Map" && own(state, "ItemProcessor") === undefined && own(state, "Iterator") === undefined) {
    report.fail(place, "These fields are required: [ItemProcessor]");
  }
}

function checkNext(state: JsonObject, place: Place, situation: Situation): void {
  const ends = own(state, "End") === true;
  if (own(state, "Next") !== undefined) atMostOne(state, ["Next", "End"], place, situation);
  else if (!ends)
    situation.report.fail(place, "This object should have only one of the following fields: [Next, End]");
}
