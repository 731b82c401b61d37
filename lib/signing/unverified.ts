import type { WireRequest } from "../wire/message.js";
import type { AuthErrors } from "./auth-errors.js";
import { checkDeclaration } from "./payload.js";
import type { SigningProfile } from "./profile.js";
import type { SignatureReading } from "./scope.js";
import { parseBasicTime } from "./times.js";
import { checkVersion2Expiry, VERSION_2 } from "./version2.js";

/** A request whose signature is not verified. */
export interface UnverifiedRequest {
  readonly request: WireRequest;
  readonly reading: SignatureReading;
  readonly signing: SigningProfile;
  /** What it declares about its body. */
  readonly payload: string | undefined;
}

/**
 * Checks what holds of a signed request even where signatures are not
 * verified: what it declares about its body is something that can be checked,
 * and a presigned URL expires.
 *
 * @throws AwsError
 */
export function checkUnverified(
  { request, reading, signing, payload }: UnverifiedRequest,
  now: number,
  errors: AuthErrors,
): void {
  if (reading.kind !== "signed") return;
  const { signature } = reading;
  if (signing.declaresPayload) checkDeclaration(payload, signature);
  if (!signature.presigned || !signing.requiresExpiry) return;
  const query = new URLSearchParams(request.query);
  if (signature.algorithm === VERSION_2) checkVersion2Expiry(query.get("Expires"), now);
  else checkExpiry(query, signing, now, errors);
}

/** A date or an expiry that cannot be read is accepted, like a wrong signature. */
function checkExpiry(query: URLSearchParams, { tolerance }: SigningProfile, now: number, errors: AuthErrors) {
  const signedAt = parseBasicTime(query.get("X-Amz-Date") ?? "");
  const seconds = query.get("X-Amz-Expires") ?? "";
  if (signedAt === undefined || !/^\d{1,9}$/.test(seconds)) return;
  const lifetime = Number(seconds) * 1000;
  if (now > signedAt + lifetime) throw errors.expired({ signedAt, now, tolerance, lifetime });
}
