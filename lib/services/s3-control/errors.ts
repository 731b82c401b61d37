import { AwsError } from "../../runtime/errors.js";

/** Input that breaks a constraint of the model. */
export function invalidRequest(message: string): AwsError {
  return new AwsError("InvalidRequest", message, { status: 400 });
}

/** The request is about another account than the one that signed it. */
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

/** The error for requests that are throttled. */
export function slowDown(): AwsError {
  return new AwsError("SlowDown", "Please reduce your request rate.", { status: 503 });
}
