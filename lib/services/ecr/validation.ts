import type { AwsError } from "../../runtime/errors.js";
import type { BrokenConstraint } from "../../runtime/service.js";
import { invalidParameter } from "./errors/base.js";

/** AWS prints this for repository names, and not the pattern of its own model. */
const REPOSITORY_NAME = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";
const PATTERN = "Member must satisfy regular expression pattern: ";

/** ECR's error for input that breaks a constraint of its model: it names one member and one constraint. */
export function validationError(_message: string, { path, constraint }: BrokenConstraint): AwsError {
  if (constraint === "Member must not be null") return invalidParameter(path, "must not be null");
  if (!constraint.startsWith(PATTERN)) return invalidParameter(path, constraint);
  const pattern = path === "repositoryName" ? REPOSITORY_NAME : constraint.slice(PATTERN.length);
  return invalidParameter(path, `must satisfy regular expression '${pattern}'`);
}
