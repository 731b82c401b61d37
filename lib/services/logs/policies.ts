import { statementsOfResourcePolicy } from "../../policies/kinds/resource.js";
import { invalidParameter } from "./errors.js";

/** Whether a document is a resource policy. */
export function isPolicy(document: string): boolean {
  return statementsOfResourcePolicy(document) !== undefined;
}

/** @throws InvalidParameterException for a document that is not a resource policy. */
export function checkPolicy(document: string): void {
  if (isPolicy(document)) return;
  throw invalidParameter(
    "Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.",
  );
}
