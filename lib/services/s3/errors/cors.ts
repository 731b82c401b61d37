import type { AwsError } from "../../../runtime/errors.js";
import { s3Error } from "./s3-error.js";

export function originNeeded(): AwsError {
  return s3Error(400, "BadRequest", "Insufficient information. Origin request header needed.");
}

export function invalidRequestMethod(method: string | undefined): AwsError {
  return s3Error(400, "BadRequest", `Invalid Access-Control-Request-Method: ${method ?? "null"}`);
}

/** @param ResourceType `BUCKET` or `OBJECT`. */
export function corsForbidden(reason: string, Method: string, ResourceType: string): AwsError {
  return s3Error(403, "AccessForbidden", `CORSResponse: ${reason}`, { Method, ResourceType });
}
