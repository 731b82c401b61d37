import type { AwsError } from "../../../runtime/errors.js";
import { s3Error } from "./requests.js";

/**
 * An error of SelectObjectContent. Codes are AWS's; undocumented messages describe the problem.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#SelectObjectContentErrorCodeList
 */
export function selectError(code: string, message: string): AwsError {
  return s3Error(400, code, message);
}

export function unexpectedToken(token: string, expected: string): AwsError {
  return selectError(
    "ParseUnexpectedToken",
    `Unexpected token ${token || "at the end"}: expected ${expected}.`,
  );
}

export function castFailed(text: string, type: string): AwsError {
  return selectError(
    "CastFailed",
    `Attempt to convert from one data type to another using CAST failed in the SQL expression: ${text} is no ${type}.`,
  );
}

export function unsupportedFunction(name: string): AwsError {
  return selectError("UnsupportedFunction", `We encountered an unsupported SQL function: ${name}.`);
}

export function unsupportedStructure(what: string): AwsError {
  return selectError("UnsupportedSqlStructure", `We encountered an unsupported SQL structure: ${what}.`);
}

export function invalidArguments(name: string): AwsError {
  return selectError(
    "EvaluatorInvalidArguments",
    `Incorrect number or types of arguments of the function ${name}.`,
  );
}

export function missingBinding(name: string): AwsError {
  return selectError(
    "EvaluatorBindingDoesNotExist",
    `A column name or a path provided does not exist in the SQL expression: ${name}.`,
  );
}

export function invalidExpressionType(): AwsError {
  return selectError(
    "InvalidExpressionType",
    "The ExpressionType is invalid. Only SQL expressions are supported.",
  );
}

export function invalidCompressionFormat(): AwsError {
  return selectError(
    "InvalidCompressionFormat",
    "The file is not in a supported compression format. Only GZIP and BZIP2 are supported.",
  );
}

export function invalidFileHeaderInfo(): AwsError {
  return selectError(
    "InvalidFileHeaderInfo",
    "The FileHeaderInfo is invalid. Only NONE, USE, and IGNORE are supported.",
  );
}

export function invalidJsonType(): AwsError {
  return selectError("InvalidJsonType", "The JsonType is invalid. Only DOCUMENT and LINES are supported.");
}

export function invalidQuoteFields(): AwsError {
  return selectError(
    "InvalidQuoteFields",
    "The QuoteFields is invalid. Only ALWAYS and ASNEEDED are supported.",
  );
}
