import type { Json } from "../../../../runtime/store/codec.js";
import { own } from "../../../../values/own.js";
import { isObject } from "../../expressions/json-path/compare.js";
import { isAssign } from "./assignments.js";
import {
  type Check,
  checkFields,
  type Field,
  field,
  isBoolean,
  isJson,
  isListOf,
  isNumber,
  isObjectOf,
  isOneOf,
  isText,
  type Schema,
} from "./checks.js";
import { isChoices } from "./choices.js";
import {
  isPathOrIntrinsic,
  isPathOrNull,
  isResultPath,
  isSinglePath,
  isTemplate,
  isTextBesidePath,
  isTextTemplate,
  isTimestamp,
  orJsonata,
  withOutcome,
} from "./expressions.js";
import { isItemBatcher, isItemReader, isItems, isLabel, isProcessorConfig, isResultWriter } from "./maps.js";
import { isCatch, isRetry } from "./retries.js";

/** The types of states in AWS's order. */
export const STATE_TYPES = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"] as const;

/** The type of a state. */
export type StateType = (typeof STATE_TYPES)[number];

/** Whether a value is a state type. */
export function isStateType(value: Json): value is StateType {
  return STATE_TYPES.some((type) => type === value);
}

const MOST_SECONDS = 99_999_999;
const seconds = field(orJsonata(isNumber(1, MOST_SECONDS)));
const path = field(isSinglePath, "JSONPath");

const isBranch: Check = isObjectOf((branch, place, situation) =>
  situation.machine.checkGraph(branch, place, new Map(), situation),
);

const isProcessor: Check = isObjectOf((processor, place, situation) =>
  situation.machine.checkGraph(processor, place, PROCESSOR, situation),
);

const PROCESSOR: Schema = new Map([["ProcessorConfig", field(isProcessorConfig)]]);

const isCredentials: Check = isObjectOf((credentials, place, situation) => {
  if (own(credentials, "RoleArn") === undefined && own(credentials, "RoleArn.$") === undefined) {
    situation.report.fail(place, "The field 'RoleArn' is required but was missing");
  }
  checkFields(credentials, place, CREDENTIALS, situation);
});

const CREDENTIALS: Schema = new Map([
  ["RoleArn", field(isTextTemplate)],
  ["RoleArn.$", field(isPathOrIntrinsic, "JSONPath")],
]);

const isResult: Check = (value, place, { report }) => {
  const looksDynamic = isObject(value) && Object.keys(value).some((name) => name.endsWith(".$"));
  if (!looksDynamic) return;
  report.warn(
    place,
    "PASS_RESULT_IS_STATIC",
    "The result of a Pass state is static: paths in it are not evaluated",
  );
};

/** All fields of all states. */
const FIELDS: ReadonlyMap<string, Field> = new Map([
  ["Type", field(isText)],
  ["Comment", field(isText)],
  ["QueryLanguage", field(isOneOf("JSONPath", "JSONata"))],
  ["InputPath", field(isPathOrNull, "JSONPath")],
  ["OutputPath", field(isPathOrNull, "JSONPath")],
  ["ResultPath", field(isResultPath, "JSONPath")],
  ["Parameters", field(isTemplate, "JSONPath")],
  ["ResultSelector", field(isTemplate, "JSONPath")],
  ["Arguments", field(isTemplate, "JSONata")],
  ["Output", field(isTemplate, "JSONata")],
  ["Assign", field(isAssign)],
  ["Result", field(isResult, "JSONPath")],
  ["Next", field(isText)],
  ["End", field(isBoolean)],
  ["Default", field(isText)],
  ["Resource", field(isText)],
  ["Credentials", field(isCredentials)],
  ["Retry", field(isRetry)],
  ["Catch", field(isCatch)],
  ["TimeoutSeconds", seconds],
  ["TimeoutSecondsPath", path],
  ["HeartbeatSeconds", seconds],
  ["HeartbeatSecondsPath", path],
  ["Seconds", field(orJsonata(isNumber(0, MOST_SECONDS)))],
  ["SecondsPath", path],
  ["Timestamp", field(orJsonata(isTimestamp))],
  ["TimestampPath", path],
  ["Choices", field(isChoices)],
  ["Branches", field(isListOf(isBranch))],
  ["ItemProcessor", field(isProcessor)],
  ["Iterator", field(isProcessor)],
  ["Items", field(isItems, "JSONata")],
  ["ItemsPath", path],
  ["ItemSelector", field(isTemplate)],
  ["ItemReader", field(isItemReader)],
  ["ItemBatcher", field(isItemBatcher)],
  ["ResultWriter", field(isResultWriter)],
  ["MaxConcurrency", field(orJsonata(isNumber(0)))],
  ["MaxConcurrencyPath", path],
  ["ToleratedFailurePercentage", field(orJsonata(isNumber(0, 100, "Number")))],
  ["ToleratedFailurePercentagePath", path],
  ["ToleratedFailureCount", field(orJsonata(isNumber(0)))],
  ["ToleratedFailureCountPath", path],
  ["Label", field(isLabel)],
  ["Error", field(isTextBesidePath)],
  ["ErrorPath", field(isPathOrIntrinsic, "JSONPath")],
  ["Cause", field(isTextBesidePath)],
  ["CausePath", field(isPathOrIntrinsic, "JSONPath")],
]);

const ALL = "Type Comment QueryLanguage";
const PATHS = "InputPath OutputPath Output";
const NEXT = "Assign Next End";
const RESULT = "ResultPath ResultSelector Parameters";
const ERRORS = "Retry Catch";
const TIMEOUTS = "TimeoutSeconds TimeoutSecondsPath HeartbeatSeconds HeartbeatSecondsPath";
const MAP = [
  "ItemProcessor Iterator ItemsPath Items ItemSelector ItemReader ItemBatcher ResultWriter Label",
  "MaxConcurrency MaxConcurrencyPath ToleratedFailureCount ToleratedFailureCountPath",
  "ToleratedFailurePercentage ToleratedFailurePercentagePath",
].join(" ");

/** The fields of each state type, with their checks. */
export const SCHEMAS: Readonly<Record<StateType, Schema>> = {
  Pass: schemaOf(PATHS, NEXT, "Result ResultPath Parameters"),
  Task: withResult(schemaOf(PATHS, NEXT, RESULT, ERRORS, "Arguments Resource Credentials", TIMEOUTS)),
  Wait: schemaOf(PATHS, NEXT, "Seconds Timestamp SecondsPath TimestampPath"),
  Parallel: withResult(schemaOf(PATHS, NEXT, RESULT, ERRORS, "Arguments Branches")),
  Map: withResult(schemaOf(PATHS, NEXT, RESULT, ERRORS, MAP)),
  Choice: schemaOf(PATHS, "Assign Choices Default"),
  Succeed: schemaOf(PATHS),
  Fail: schemaOf("Error Cause ErrorPath CausePath"),
};

function schemaOf(...names: readonly string[]): Schema {
  const all = [ALL, ...names].join(" ").split(" ");
  return new Map(all.map((name): [string, Field] => [name, FIELDS.get(name) ?? field(isJson)]));
}

/** Fields of states with a result, which Output and Assign can read. */
function withResult(schema: Schema): Schema {
  return new Map([
    ...schema,
    ["Output", field(withOutcome("result", isTemplate), "JSONata")],
    ["Assign", field(withOutcome("result", isAssign))],
  ]);
}
