import type { AwsError } from "../../../core/errors.js";
import { refusal } from "./refusal.js";

export function originNeeded(): AwsError {
  return refusal(400, "BadRequest", "Insufficient information. Origin request header needed.");
}

export function invalidRequestMethod(method: string | undefined): AwsError {
  return refusal(400, "BadRequest", `Invalid Access-Control-Request-Method: ${method ?? "null"}`);
}

/** @param ResourceType `BUCKET` or `OBJECT`. */
export function corsForbidden(reason: string, Method: string, ResourceType: string): AwsError {
  return refusal(403, "AccessForbidden", `CORSResponse: ${reason}`, { Method, ResourceType });
}
