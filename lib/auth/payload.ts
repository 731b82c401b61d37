import { createHash } from "node:crypto";
import type { WireRequest } from "../http/message.js";
import { contentHashInvalid, contentHashMismatch, contentHashMissing } from "./s3-errors.js";
import type { Signature } from "./scope.js";

const UNSIGNED = "UNSIGNED-PAYLOAD";
/** What stands for a digest in `x-amz-content-sha256`. The chunks of STREAMING bodies are signed one by one. */
const WORDS = [
  UNSIGNED,
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
];
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * The payload hash that a signature covers. S3 clients declare it, and S3
 * takes their word first ({@link checkDeclaredPayload}); other services look
 * at the body themselves.
 *
 * @param body `undefined` for one that has not been read.
 */
export function signedPayloadHash(
  { headers, query }: WireRequest,
  { service, presigned }: Signature,
  body: Uint8Array | undefined,
): string {
  const declared = headers["x-amz-content-sha256"];
  if (service !== "s3") return declared === UNSIGNED || !body ? (declared ?? UNSIGNED) : sha256(body);
  if (presigned) return new URLSearchParams(query).get("X-Amz-Content-Sha256") ?? declared ?? UNSIGNED;
  if (declared === undefined) throw contentHashMissing();
  if (!WORDS.includes(declared) && !DIGEST.test(declared)) throw contentHashInvalid(declared);
  return declared;
}

/** Whether the chunks of a body carry signatures of their own. */
export function isSignedInChunks(payloadHash: string): boolean {
  return payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256");
}

/** The digest of the body that a request declares; `undefined` when it declares none. */
export function declaredDigest({ headers }: Pick<WireRequest, "headers">): string | undefined {
  const declared = headers["x-amz-content-sha256"];
  return declared !== undefined && DIGEST.test(declared) ? declared : undefined;
}

/** @throws XAmzContentSHA256Mismatch (S3) when the body is not the one whose digest was signed. */
export function checkDeclaredPayload(declared: string, body: Uint8Array | undefined): void {
  if (!body || !DIGEST.test(declared)) return;
  const computed = sha256(body);
  if (computed !== declared) throw contentHashMismatch(declared, computed);
}

function sha256(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}
