import type { Json } from "../../../runtime/store/codec.js";
import { parseJson } from "../json/parse.js";
import { compileChoices } from "./choices.js";
import { Fields } from "./fields.js";
import { compileMap } from "./maps.js";
import { compileCatch, compileRetry } from "./retries.js";
import type { Definition, QueryLanguage, State, StateGraph, StateType, WaitState } from "./types.js";

/**
 * Compiles a validated definition.
 *
 * @throws TypeError or ExpressionSyntaxError if it is invalid.
 */
export function compile(text: string): Definition {
  const parsed = parseJson(text);
  if ("problem" in parsed) throw new TypeError(`The definition is not JSON: ${parsed.problem.message}`);
  const machine = new Fields(parsed.value, "JSONPath");
  return {
    ...compileGraph(machine, languageOf(machine, "JSONPath")),
    timeoutSeconds: machine.number("TimeoutSeconds"),
  };
}

function languageOf(fields: Fields, inherited: QueryLanguage): QueryLanguage {
  return fields.oneOf("QueryLanguage", ["JSONPath", "JSONata"]) ?? inherited;
}

/** Definitions have at most 1,000 levels of JSON, so recursion over nested states is safe. */
function compileGraph(graph: Fields, language: QueryLanguage): StateGraph {
  const states = graph
    .entries("States")
    .map(([name, source]): [string, State] => [name, compileState(name, source, language)]);
  return { startAt: graph.requiredString("StartAt"), states: new Map(states) };
}

function compileState(name: string, source: Json, inherited: QueryLanguage): State {
  const language = languageOf(new Fields(source, inherited), inherited);
  const fields = new Fields(source, language);
  const type = fields.requiredString("Type");
  const known = COMPILERS.find(([candidate]) => candidate === type);
  if (known === undefined)
    throw new TypeError(`The definition has not been validated: there is no type "${type}".`);
  const [, compileFields] = known;
  return compileFields(
    fields,
    { name, queryLanguage: language, assign: fields.template("Assign") },
    inherited,
  );
}

type CommonFields = Pick<State, "name" | "queryLanguage" | "assign">;
type Compiler = (fields: Fields, common: CommonFields, inherited: QueryLanguage) => State;

const COMPILERS: readonly (readonly [StateType, Compiler])[] = [
  [
    "Pass",
    (fields, common) => ({
      type: "Pass",
      ...common,
      ...pathsOf(fields),
      ...nextOf(fields),
      result: fields.json("Result"),
      parameters: fields.template("Parameters"),
      resultPath: fields.referencePath("ResultPath"),
    }),
  ],
  [
    "Task",
    (fields, common) => ({
      type: "Task",
      ...common,
      ...pathsOf(fields),
      ...nextOf(fields),
      ...resultOf(fields),
      ...errorsOf(fields),
      resource: fields.requiredString("Resource"),
      arguments: fields.template("Arguments"),
      timeoutSeconds: fields.dynamic("TimeoutSeconds"),
      heartbeatSeconds: fields.dynamic("HeartbeatSeconds"),
      credentials: credentialsOf(fields),
    }),
  ],
  [
    "Choice",
    (fields, common) => ({
      type: "Choice",
      ...common,
      ...pathsOf(fields),
      choices: compileChoices(fields),
      default: fields.string("Default"),
    }),
  ],
  [
    "Wait",
    (fields, common) => ({
      type: "Wait",
      ...common,
      ...pathsOf(fields),
      ...nextOf(fields),
      until: untilOf(fields),
    }),
  ],
  ["Succeed", (fields, common) => ({ type: "Succeed", ...common, ...pathsOf(fields) })],
  [
    "Fail",
    (fields, common) => ({
      type: "Fail",
      ...common,
      error: fields.dynamic("Error"),
      cause: fields.dynamic("Cause"),
    }),
  ],
  [
    "Parallel",
    (fields, common, inherited) => ({
      type: "Parallel",
      ...common,
      ...pathsOf(fields),
      ...nextOf(fields),
      ...resultOf(fields),
      ...errorsOf(fields),
      branches: fields.objects("Branches").map((branch) => compileGraph(branch, inherited)),
      arguments: fields.template("Arguments"),
    }),
  ],
  [
    "Map",
    (fields, common, inherited) => ({
      type: "Map",
      ...common,
      ...pathsOf(fields),
      ...nextOf(fields),
      resultSelector: fields.template("ResultSelector"),
      resultPath: fields.referencePath("ResultPath"),
      ...errorsOf(fields),
      ...compileMap(fields, (processor) => compileGraph(processor, inherited)),
    }),
  ],
];

function pathsOf(fields: Fields) {
  return {
    inputPath: fields.path("InputPath"),
    outputPath: fields.path("OutputPath"),
    output: fields.template("Output"),
  };
}

function nextOf(fields: Fields) {
  return { next: fields.string("Next") ?? null };
}

function resultOf(fields: Fields) {
  return {
    parameters: fields.template("Parameters"),
    resultSelector: fields.template("ResultSelector"),
    resultPath: fields.referencePath("ResultPath"),
  };
}

function errorsOf(fields: Fields) {
  return { retry: compileRetry(fields), catch: compileCatch(fields) };
}

function credentialsOf(fields: Fields) {
  const roleArn = fields.object("Credentials")?.member("RoleArn");
  return roleArn && { roleArn };
}

function untilOf(fields: Fields): WaitState["until"] {
  const seconds = fields.dynamic("Seconds");
  if (seconds !== undefined) return { kind: "seconds", value: seconds };
  const timestamp = fields.dynamic("Timestamp");
  if (timestamp !== undefined) return { kind: "timestamp", value: timestamp };
  throw new TypeError("The definition has not been validated: a Wait state has no time.");
}
