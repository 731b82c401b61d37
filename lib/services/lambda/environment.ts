import { environmentTooLarge, reservedEnvironmentKeys } from "./errors/functions.js";

const LARGEST_ENVIRONMENT = 4096;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

/** @throws InvalidParameterValueException for reserved names, and for more than 4 KB. */
export function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter((name) => RESERVED.has(name));
  if (reserved.length > 0) throw reservedEnvironmentKeys(reserved);
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > LARGEST_ENVIRONMENT) throw environmentTooLarge(measured);
}
