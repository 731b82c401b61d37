import { AwsError } from "../../runtime/errors.js";
import { type Attempted, type FailureKind, failed } from "../outcome.js";

/** Converts an error of another service to a failure. @throws errors that are not AWS errors */
export function rejection(error: unknown): Attempted {
  if (!(error instanceof AwsError)) throw error;
  const { code, message, status = 400 } = error;
  return failed(kindOf(code, status), message, { code });
}

/** The failure kind of an AWS error. */
export function kindOf(code: string, status: number): FailureKind {
  if (/throttl|toomanyrequests|limitexceeded/i.test(code) || status === 429) return "throttled";
  if (/accessdenied|authorization|notauthorized/i.test(code)) return "denied";
  if (/notfound|doesnotexist|nosuch/i.test(code) || status === 404) return "missing";
  return status >= 500 ? "error" : "rejected";
}
