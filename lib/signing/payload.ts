import { createHash } from "node:crypto";
import type { WireRequest } from "../wire/message.js";
import { contentHashInvalid, contentHashMismatch, contentHashMissing } from "./s3-errors.js";
import type { Signature, SignatureReading } from "./scope.js";
import { VERSION_2 } from "./version2.js";

const HEADER = "x-amz-content-sha256";
const UNSIGNED = "UNSIGNED-PAYLOAD";
/** What stands for a digest in `x-amz-content-sha256`, whatever the algorithm of the signature. */
const WORDS = [UNSIGNED, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"];
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * What a request declares its body to be: a digest, or a word that stands for
 * one; `undefined` when it declares nothing.
 *
 * A presigned URL declares it in its query, or in a header that is signed. S3
 * ignores the header when it is not signed.
 */
export function declaredPayload(
  { headers, query }: Pick<WireRequest, "headers" | "query">,
  reading: SignatureReading,
): string | undefined {
  if (reading.kind !== "signed" || !reading.signature.presigned) return headers[HEADER];
  const { algorithm, signedHeaders } = reading.signature;
  const inQuery = [...new URLSearchParams(query)].find(([name]) => name.toLowerCase() === HEADER);
  if (inQuery) return inQuery[1];
  // Signatures of version 2 cover all x-amz- headers, and list none.
  return algorithm === VERSION_2 || signedHeaders.includes(HEADER) ? headers[HEADER] : undefined;
}

/**
 * The payload hash that a signature covers, where requests declare it.
 *
 * @throws InvalidRequest when it is missing, InvalidArgument when it is neither a digest nor a known word.
 */
export function declaredPayloadHash(declared: string | undefined, signature: Signature): string {
  if (signature.presigned) return declared ?? UNSIGNED;
  if (declared === undefined) throw contentHashMissing();
  checkDeclaration(declared, signature);
  return declared;
}

/**
 * Checks what a request that is signed by a header declares about its body.
 *
 * @throws InvalidArgument
 */
export function checkDeclaration(declared: string | undefined, signature: Signature): void {
  if (declared === undefined || !isHeaderSignature(signature)) return;
  const { algorithm } = signature;
  if (WORDS.includes(declared) || DIGEST.test(declared)) return;
  const chunks = `STREAMING-${algorithm}-PAYLOAD`;
  if (declared !== chunks && declared !== `${chunks}-TRAILER`) throw contentHashInvalid(declared);
}

/**
 * The payload hash that a signature covers, where it covers the body itself.
 *
 * @param body the whole body
 */
export function bodyPayloadHash({ headers }: Pick<WireRequest, "headers">, body: Uint8Array): string {
  return headers[HEADER] === UNSIGNED ? UNSIGNED : sha256(body);
}

/** What a body is checked against; nothing when both are left out. */
export interface BodyCheck {
  /** SHA-256 of the whole body. */
  readonly digest?: string;
  /** The body comes in chunks, framed as this word tells: `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`, .... */
  readonly framing?: string;
}

/**
 * What the body of a request is checked against, by what the request declares.
 *
 * Requests that are presigned, or signed with version 2, cannot declare chunks:
 * S3 compares any value but `UNSIGNED-PAYLOAD` with the digest of the body. It
 * compares nothing for methods without a body. (Recorded: OpenStack Swift's
 * `test/s3api/test_input_errors.py`, which runs against AWS.)
 */
export function bodyCheckOf(
  declared: string | undefined,
  { method }: Pick<WireRequest, "method">,
  reading: SignatureReading,
): BodyCheck {
  if (declared === undefined || declared === UNSIGNED || (method !== "PUT" && method !== "POST"))
    return NOTHING;
  if (reading.kind === "signed" && !isHeaderSignature(reading.signature)) return { digest: declared };
  if (declared.startsWith("STREAMING-")) return { framing: declared };
  return DIGEST.test(declared) ? { digest: declared } : NOTHING;
}

const NOTHING: BodyCheck = Object.freeze({});

/** Signed by the `Authorization` header, with version 4. */
function isHeaderSignature({ presigned, algorithm }: Signature): boolean {
  return !presigned && algorithm !== VERSION_2;
}

/** Whether the chunks of a body carry signatures of their own. */
export function isSignedInChunks(payloadHash: string): boolean {
  return payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256");
}

/** @throws XAmzContentSHA256Mismatch when the body is not the one whose digest was declared. */
export function checkDigest({ digest }: BodyCheck, body: Uint8Array): void {
  if (digest === undefined) return;
  const computed = sha256(body);
  if (computed !== digest) throw contentHashMismatch(digest, computed);
}

function sha256(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}
