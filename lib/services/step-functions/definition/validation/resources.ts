import { own } from "../../../../values/own.js";
import { isObject } from "../../expressions/json-path/compare.js";
import type { JsonObject, Situation } from "./checks.js";
import type { Place } from "./diagnostics.js";
import { findIntegration } from "./integrations.js";

const ARN = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:.+$/;
const INTEGRATION =
  /^arn:aws[a-z-]*:states:[a-z0-9-]*:[0-9]*:(?<service>[a-z0-9-]+):(?<api>[A-Za-z0-9:]+?)(?:\.(?<pattern>.+))?$/;
const ACTIVITY = /^arn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]+:activity:.+$/;
const FUNCTION = /^arn:aws[a-z-]*:lambda:/;

/** Checks the Resource of a Task state, and the required parameters of its call. */
export function checkResource(state: JsonObject, place: Place, situation: Situation): void {
  const resource = own(state, "Resource");
  if (resource === undefined) return;
  const { report, machine } = situation;
  const at = place.field("Resource");
  if (typeof resource !== "string" || !ARN.test(resource)) {
    report.fail(at, "Value is not a valid resource ARN");
  } else if (ACTIVITY.test(resource)) {
    if (machine.type === "EXPRESS") report.fail(at, "Express state machine does not support Activity ARN");
  } else if (!FUNCTION.test(resource)) {
    checkIntegration(resource, state, place, situation);
  }
}

function checkIntegration(resource: string, state: JsonObject, place: Place, situation: Situation): void {
  const { report, machine } = situation;
  const at = place.field("Resource");
  const { service = "", api = "", pattern } = INTEGRATION.exec(resource)?.groups ?? {};
  const required = requiredMembers(service, api, pattern);
  if (required === undefined) {
    report.fail(
      at,
      `The resource provided ${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
    );
    return;
  }
  if (machine.type === "EXPRESS" && pattern !== undefined) {
    // AWS's message has a trailing space for one of the patterns.
    const end = pattern === "waitForTaskToken" ? " " : "";
    const name = pattern.startsWith("sync") ? "sync" : pattern;
    report.fail(at, `Express state machine does not support '.${name}' service integration${end}`);
  }
  checkParameters(resource, required, state, place, situation);
}

/** The required members of a call; `undefined` if AWS does not support the call. */
function requiredMembers(
  service: string,
  api: string,
  pattern: string | undefined,
): readonly string[] | undefined {
  if (service === "aws-sdk") {
    const known = /^[a-z0-9]+:[a-z][A-Za-z0-9]*$/.test(api);
    return known && (pattern === undefined || pattern === "waitForTaskToken") ? [] : undefined;
  }
  const integration = findIntegration(service, api);
  if (integration === undefined) return undefined;
  if (pattern === undefined) return integration.required;
  return integration.patterns.some((known) => known === pattern) ? integration.required : undefined;
}

function checkParameters(
  resource: string,
  required: readonly string[],
  state: JsonObject,
  place: Place,
  { report, language }: Situation,
): void {
  const name = language === "JSONata" ? "Arguments" : "Parameters";
  const parameters = own(state, name);
  if (parameters === undefined) {
    report.fail(place, `${name} field is required for resource ARN: ${resource}`);
    return;
  }
  // The members of a JSONata expression are known only after its evaluation.
  if (!isObject(parameters)) return;
  for (const member of required) {
    if (own(parameters, member) !== undefined || own(parameters, `${member}.$`) !== undefined) continue;
    report.fail(place.field(name), `The field '${member}' is required but was missing`);
  }
}
