import { AwsError } from "../../../runtime/errors.js";
import type { BrokenConstraint } from "../../../shared/constraints.js";

export function invalidRequest(message: string): AwsError {
  return new AwsError("InvalidRequest", message, { status: 400 });
}

/** Input that breaks a constraint of the model. The name of an access point is part of the URI. */
export function validationError(message: string, { path, value }: BrokenConstraint): AwsError {
  if (path === "name") return accessPointNameInvalid(value.replace(/^'|'$/g, ""));
  return path.startsWith("tags.") ? malformedTag() : invalidRequest(message);
}

const invalidTag = (message: string) => new AwsError("InvalidTag", message, { status: 400 });

export const duplicateTags = () =>
  invalidTag("There are duplicate tag keys in your request. Remove the duplicate tag keys and try again.");

export const malformedTag = () =>
  invalidTag(
    "This request contains a tag key or value that isn't valid. Valid characters include the following: [a-zA-Z+-=._:/]. Tag keys can contain up to 128 characters. Tag values can contain up to 256 characters.",
  );

export const accessPointNameInvalid = (name: string) =>
  new AwsError("InvalidURI", "Couldn't parse the specified URI.", {
    status: 400,
    members: { URI: `accesspoint/${name}` },
  });

/** The request is for another account than the caller's. */
export function accessDenied(): AwsError {
  return new AwsError("AccessDenied", "Access Denied", { status: 403 });
}

export function noSuchPublicAccessBlock(AccountId: string): AwsError {
  const message = "The public access block configuration was not found";
  return new AwsError("NoSuchPublicAccessBlockConfiguration", message, {
    status: 404,
    members: { AccountId },
  });
}

export function noSuchResource(): AwsError {
  return new AwsError("NoSuchResource", "The specified resource doesn't exist.", { status: 404 });
}

/** The throttling error. */
export function slowDown(): AwsError {
  return new AwsError("SlowDown", "Please reduce your request rate.", { status: 503 });
}
