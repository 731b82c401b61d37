import type { AwsError } from "../../runtime/errors.js";
import { type BrokenConstraint, describeConstraint } from "../../shared/constraints.js";
import { invalidParameter } from "./errors/requests.js";

/** AWS prints this for repository names instead of the pattern in its model. */
const REPOSITORY_NAME = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";

/** ECR's error for input that breaks a constraint of its model, with one member and one constraint. */
export function validationError(_message: string, { path, constraint }: BrokenConstraint): AwsError {
  if (constraint.kind === "required") return invalidParameter(path, "must not be null");
  if (constraint.kind !== "pattern") return invalidParameter(path, describeConstraint(constraint));
  const pattern = path === "repositoryName" ? REPOSITORY_NAME : constraint.pattern;
  return invalidParameter(path, `must satisfy regular expression '${pattern}'`);
}
