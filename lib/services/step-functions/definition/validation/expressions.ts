import type { Json } from "../../../../runtime/store/codec.js";
import { compileReferencePath } from "../../expressions/compile.js";
import { parseIntrinsic } from "../../expressions/intrinsics/parse.js";
import { isArray, isObject } from "../../expressions/json-path/compare.js";
import { parsePath } from "../../expressions/json-path/parse.js";
import { jsonataSource } from "../../expressions/jsonata/delimiters.js";
import { readJsonata } from "../../expressions/jsonata/syntax.js";
import { ExpressionSyntaxError } from "../../expressions/scanner.js";
import { parseTimestamp } from "../../expressions/timestamps.js";
import type { Check, Situation } from "./checks.js";
import type { Place } from "./diagnostics.js";

/** A path of any kind. */
export const isPath: Check = (value, place, { report }) => {
  if (typeof value !== "string" || problemOf(() => parsePath(value)) !== undefined) {
    report.fail(place, "Value must be a valid JSONPath.");
  }
};

/** A path, or `null`: InputPath and OutputPath. */
export const isPathOrNull: Check = (value, place, situation) => {
  if (value !== null) isPath(value, place, situation);
};

/** A path to a single value, including the context object and variables. */
export const isSinglePath: Check = (value, place, { report }) => {
  const problem = typeof value === "string" ? singlePathProblem(value) : "Expected a string";
  if (problem !== undefined) report.fail(place, `Value is not a Reference Path: ${problem}`);
};

function singlePathProblem(text: string): string | undefined {
  if (!text.startsWith("$")) return "Reference path didn't start with '$'";
  return problemOf(() => {
    if (!parsePath(text).definite) throw new ExpressionSyntaxError("Reference path must select one value");
  });
}

/** A writable path, or `null`: ResultPath. */
export const isResultPath: Check = (value, place, { report }) => {
  if (value === null) return;
  const problem =
    typeof value === "string" ? problemOf(() => compileReferencePath(value)) : "Expected a string";
  if (problem !== undefined) report.fail(place, `Value is not a Reference Path: ${problem}`);
};

/** A path or an intrinsic function: ErrorPath and CausePath. */
export const isPathOrIntrinsic: Check = (value, place, { report }) => {
  if (typeof value === "string" && expressionProblem(value) === undefined) return;
  report.fail(place, "Value must be a valid JSONPath or a valid intrinsic function call");
};

function expressionProblem(text: string): string | undefined {
  return problemOf(() => (text.startsWith("$") ? parsePath(text) : parseIntrinsic(text)));
}

function problemOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return error.message;
    throw error;
  }
}

/** A value that may contain expressions: Parameters, Arguments, Output, Assign. */
export const isTemplate: Check = (value, place, situation) => {
  if (situation.language === "JSONata") checkJsonata(value, place, situation);
  else checkPathTemplate(value, place, situation);
};

function checkPathTemplate(value: Json, place: Place, situation: Situation): void {
  if (isArray(value)) {
    for (const [i, item] of value.entries()) checkPathTemplate(item, place.item(i), situation);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (!name.endsWith(".$")) {
      warnOfMissingDollar(name, member, place, situation);
      checkPathTemplate(member, place.field(name), situation);
    } else if (typeof member !== "string" || expressionProblem(member) !== undefined) {
      situation.report.fail(
        place,
        `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
      );
    }
  }
}

function warnOfMissingDollar(name: string, member: Json, place: Place, { report }: Situation): void {
  if (typeof member !== "string" || !looksDynamic(member)) return;
  report.warn(
    place.field(name),
    "NO_DOLLAR",
    `The value of the field '${name}' appears to be a JSONPath or an intrinsic function, but the name of the field does not end with '.$'`,
  );
}

function looksDynamic(text: string): boolean {
  return /^(\$\.|\$\$\.|States\.[A-Za-z0-9]+\()/.test(text) && expressionProblem(text) === undefined;
}

/** Strings that are expressions, or that have only one delimiter. */
function checkJsonata(value: Json, place: Place, situation: Situation): void {
  if (typeof value === "string") return checkJsonataText(value, place, situation);
  if (isArray(value)) {
    for (const [i, item] of value.entries()) checkJsonata(item, place.item(i), situation);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) checkJsonata(member, place.field(name), situation);
  }
}

/** A string that may be an expression. */
export function checkJsonataText(text: string, place: Place, situation: Situation): void {
  const { report, machine } = situation;
  const source = jsonataSource(text);
  if (source === undefined) {
    if (text.startsWith("{%") || text.endsWith("%}")) {
      report.fail(place, "JSONata string must start with {% and end with %}");
    }
    return;
  }
  const reading = machine.jsonata.get(source) ?? readJsonata(source);
  machine.jsonata.set(source, reading);
  if ("problem" in reading) return report.error(place, "INVALID_JSONATA_EXPRESSION", reading.problem);
  const unsupported = (message: string) => report.error(place, "UNSUPPORTED_JSONATA_EXPRESSION", message);
  for (const name of reading.names) {
    const where = name === "$$" ? "" : " at the top level";
    unsupported(`Reference to '${name}'${where} is not supported.`);
  }
  for (const member of reading.states)
    if (member !== "input" && member !== "context" && member !== situation.outcome)
      unsupported(`Field '$states.${member}' does not exist.`);
}

/** A check of a field whose expressions have an additional member of `$states`. */
export function withOutcome(outcome: Situation["outcome"], check: Check): Check {
  return (value, place, situation) => check(value, place, { ...situation, outcome });
}

/** A string that must be an expression: Condition. */
export const isJsonata: Check = (value, place, situation) => {
  if (typeof value === "string" && jsonataSource(value) !== undefined)
    return checkJsonataText(value, place, situation);
  situation.report.fail(place, "JSONata string must start with {% and end with %}");
};

/** A value of a type, or in JSONata an expression. */
export function orJsonata(check: Check): Check {
  return (value, place, situation) => {
    if (situation.language === "JSONata" && typeof value === "string" && jsonataSource(value) !== undefined)
      return checkJsonataText(value, place, situation);
    check(value, place, situation);
  };
}

/** A string, in JSONata possibly an expression. */
export const isTextTemplate: Check = (value, place, situation) => {
  if (typeof value !== "string") situation.report.fail(place, "Expected value of type String");
  else if (situation.language === "JSONata") checkJsonataText(value, place, situation);
};

/** Error and Cause: a string, with an alternative field for a path. */
export const isTextBesidePath: Check = (value, place, situation) => {
  isTextTemplate(value, place, situation);
  if (typeof value !== "string" || situation.language !== "JSONPath" || !looksDynamic(value)) return;
  situation.report.warn(
    place,
    "NO_PATH",
    "The value of the field appears to be a JSONPath or an intrinsic function, but the name of the field does not end with 'Path'",
  );
};

/** An RFC 3339 timestamp. */
export const isTimestamp: Check = (value, place, { report }) => {
  if (typeof value === "string" && parseTimestamp(value) !== undefined) return;
  report.fail(place, "String does not match RFC3339 timestamp");
};
