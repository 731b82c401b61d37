import { parseDocument } from "../../core/json-document.js";
import { invalidParameter } from "./errors.js";

/** @throws InvalidParameterException for a policy that is not JSON. What it says is not looked at. */
export function checkPolicy(document: string): void {
  try {
    const policy: unknown = parseDocument(document);
    if (typeof policy === "object" && policy !== null) return;
  } catch {
    // Reported below.
  }
  throw invalidParameter(
    "Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.",
  );
}
