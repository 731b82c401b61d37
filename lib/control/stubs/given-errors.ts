import { AwsError } from "../../runtime/errors.js";
import type { GivenValues } from "../../runtime/execute.js";
import { describeThrown, shown } from "../../values/foreign-values.js";
import type { StubError } from "./answer.js";

/** Whether a response is an error, `{ error: "…" }`. */
export function isGivenError(value: unknown, given: GivenValues): value is StubError {
  return typeof value === "object" && value !== null && "error" in value && given.isError(value.error);
}

/** @throws TypeError for members that the error does not have. */
export function givenErrorOf(
  { error, message, status, ...members }: StubError,
  given: GivenValues,
): AwsError {
  if (message !== undefined && typeof message !== "string")
    throw new TypeError(`The message of an error cannot be ${shown(message)}. Use a string.`);
  if (status !== undefined && !isStatus(status))
    throw new TypeError(`The status of an error cannot be ${shown(status)}. Use a number from 300 to 599.`);
  return given.error(error, { message, status, members });
}

/**
 * The AWS error for an `Error`, such as those of the SDK: its name is the code, further members are AWS's.
 */
export function awsErrorOf(error: Error, given: GivenValues): AwsError {
  if (error instanceof AwsError) return error;
  const { error: code, message, status, ...members } = stubErrorOf(error);
  return given.error(code, { message, status, members, lenient: true });
}

/** The same, as the members of a response. */
export function stubErrorOf(error: Error): StubError {
  const { $metadata, ...members }: Record<string, unknown> = { ...error };
  const status = metadataStatus($metadata);
  const further = Object.entries(members).filter(([name]) => !name.startsWith("$") && !OF_ERRORS.has(name));
  const { message } = describeThrown(error);
  return {
    ...Object.fromEntries(further),
    error: codeOf(error),
    message,
    ...(status !== undefined && { status }),
  };
}

/** Members of JavaScript errors that are not members of AWS's. */
const OF_ERRORS: ReadonlySet<string> = new Set(["name", "message", "stack", "cause", "code", "Code"]);

/** Whether the name of an error is an AWS code, as opposed to the name of a built-in error. */
export function hasCode(error: Error): boolean {
  return error instanceof AwsError || !OF_JAVASCRIPT.has(codeOf(error));
}

/** SDK errors have their code as `name`, others as `code`. */
function codeOf(error: Error): string {
  const { name } = describeThrown(error);
  if (!OF_JAVASCRIPT.has(name)) return name;
  const { code, Code = code } = error as { readonly code?: unknown; readonly Code?: unknown };
  return typeof Code === "string" ? Code : name;
}

const OF_JAVASCRIPT: ReadonlySet<string> = new Set([
  "AggregateError",
  "AssertionError",
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
]);

function metadataStatus(metadata: unknown): number | undefined {
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  const { httpStatusCode: status } = metadata;
  return isStatus(status) ? status : undefined;
}

function isStatus(status: unknown): status is number {
  return Number.isInteger(status) && Number(status) >= 300 && Number(status) < 600;
}
