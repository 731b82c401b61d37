import { parseDocument } from "../../text/json-document.js";
import { invalidParameter } from "./errors.js";

/** Whether a document is a JSON object. Its content is not validated. */
export function isPolicy(document: string): boolean {
  try {
    const policy = parseDocument(document);
    return typeof policy === "object" && policy !== null;
  } catch {
    return false;
  }
}

/** @throws InvalidParameterException for a policy that is not JSON. */
export function checkPolicy(document: string): void {
  if (isPolicy(document)) return;
  throw invalidParameter(
    "Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.",
  );
}
