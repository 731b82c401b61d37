import type { WireRequest } from "../wire/message.js";
import type { Signing } from "./profile.js";
import type { Signature } from "./scope.js";

/** The request header for a name among the signed headers: HTTP/2 names the host `:authority`. */
export function headerOf(signed: string): string {
  return signed === ":authority" ? "host" : signed;
}

/** A header that the SDK for PHP adds and never signs; it has no effect. */
const USER_AGENT = "x-amz-user-agent";

/** Ignored in a presigned request unless it is signed. */
const PAYLOAD = "x-amz-content-sha256";

/**
 * Checks that a signature covers the headers that affect a request: `host`, and all `x-amz-` headers.
 * Otherwise an attacker with a signed request could turn an asynchronous invocation into a dry run.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 *
 * @throws AwsError naming the unsigned headers
 */
export function checkSignedHeaders(
  { headers }: Pick<WireRequest, "headers">,
  { presigned, signedHeaders }: Signature,
  { declaredPayload, errors }: Signing,
): void {
  const isSigned = (name: string) => signedHeaders.some((signed) => headerOf(signed) === name);
  const unsigned = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))].filter(
    (name) => !isSigned(name) && name !== USER_AGENT && !(presigned && declaredPayload && name === PAYLOAD),
  );
  if (unsigned.length > 0) throw errors.unsignedHeaders(unsigned);
}
