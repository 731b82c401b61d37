import type { WireRequest } from "../wire/message.js";
import type { Signing } from "./profile.js";
import type { Signature } from "./scope.js";

/** A header that the SDK for PHP adds and never signs; it changes nothing. */
const USER_AGENT = "x-amz-user-agent";

/** Ignored in a presigned request, unless it is signed. */
const PAYLOAD = "x-amz-content-sha256";

/**
 * Checks that a signature covers the headers that change what a request does:
 * `host`, and all `x-amz-` headers of the request. Otherwise whoever gets hold
 * of a signed request could turn an asynchronous invocation into a dry run.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 *
 * @throws AwsError naming the headers that are not signed
 */
export function checkSignedHeaders(
  { headers }: Pick<WireRequest, "headers">,
  { presigned, signedHeaders }: Signature,
  { declaredPayload, errors }: Signing,
): void {
  const unsigned = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))].filter(
    (name) =>
      !signedHeaders.includes(name) &&
      name !== USER_AGENT &&
      !(presigned && declaredPayload && name === PAYLOAD),
  );
  if (unsigned.length > 0) throw errors.unsignedHeaders(unsigned);
}
