import type { AwsError } from "../../runtime/errors.js";
import type { BrokenConstraint } from "../../shared/constraints.js";
import { own } from "../../values/own.js";
import { clientException, familyBlank, invalidParameter } from "./errors.js";

/** Missing members with their own messages. */
const MISSING: Readonly<Record<string, () => AwsError>> = {
  family: familyBlank,
  containerDefinitions: () => clientException("Container list cannot be empty."),
  tasks: () => invalidParameter("Tasks cannot be empty."),
  services: () => invalidParameter("Services cannot be empty."),
};

/**
 * ECS's error for input that breaks a constraint of its model. ECS has no ValidationException: most are
 * InvalidParameterException, and task definitions use ClientException.
 *
 * @param message the common message for all broken constraints.
 */
export function validationError(message: string, first: BrokenConstraint): AwsError {
  if (first.constraint.kind !== "required") return invalidParameter(message);
  if (Object.hasOwn(MISSING, first.path)) return own(MISSING, first.path)?.() ?? invalidParameter(message);
  if (first.path.startsWith("containerDefinitions.")) return clientException(message);
  return first.path.includes(".")
    ? invalidParameter(message)
    : invalidParameter(`${capitalised(first.path)} can not be blank.`);
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
