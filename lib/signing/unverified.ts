import type { WireRequest } from "../wire/message.js";
import { checkDeclaration } from "./payload.js";
import type { Signing } from "./profile.js";
import type { SignatureReading } from "./scope.js";
import { parseBasicTime } from "./times.js";
import { checkVersion2Expiry, VERSION_2 } from "./version2.js";

/** A request whose signature is not verified. */
export interface UnverifiedRequest {
  readonly request: WireRequest;
  readonly reading: SignatureReading;
  readonly signing: Signing;
  /** Its body declaration. */
  readonly payload: string | undefined;
}

/**
 * Checks that also apply if signatures are not verified: the body declaration must be valid, and presigned
 * URLs expire.
 *
 * @throws AwsError
 */
export function checkUnverified(
  { request, reading, signing, payload }: UnverifiedRequest,
  now: number,
): void {
  if (reading.kind !== "signed") return;
  const { signature } = reading;
  if (signing.declaredPayload) checkDeclaration(payload, signature, signing.declaredPayload);
  if (!signature.presigned || !signing.requiresExpiry) return;
  const query = new URLSearchParams(request.query);
  if (signature.algorithm !== VERSION_2) checkExpiry(query, signing, now);
  else if (signing.version2) checkVersion2Expiry(query.get("Expires"), now, signing.version2.errors);
}

/** An unreadable date or expiry is accepted, like a wrong signature. */
function checkExpiry(query: URLSearchParams, { tolerance, errors }: Signing, now: number) {
  const signedAt = parseBasicTime(query.get("X-Amz-Date") ?? "");
  const seconds = query.get("X-Amz-Expires") ?? "";
  if (signedAt === undefined || !/^\d{1,9}$/.test(seconds)) return;
  const lifetime = Number(seconds) * 1000;
  if (now > signedAt + lifetime) throw errors.expired({ signedAt, now, tolerance, lifetime });
}
