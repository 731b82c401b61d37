import { createHash } from "node:crypto";
import type { WireRequest } from "../http/message.js";
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
  if (declared === undefined) {
    if (signature.presigned) return UNSIGNED;
    throw contentHashMissing();
  }
  checkDeclaration(declared, signature);
  return declared;
}

/**
 * Checks what a signed request declares about its body. Signatures of version 2 declare nothing.
 *
 * @throws InvalidArgument
 */
export function checkDeclaration(declared: string | undefined, { algorithm }: Signature): void {
  if (declared === undefined || algorithm === VERSION_2) return;
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

/** Whether the chunks of a body carry signatures of their own. */
export function isSignedInChunks(payloadHash: string): boolean {
  return payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256");
}

/** The digest in a declaration; `undefined` when it has none. */
export function declaredDigest(declared: string | undefined): string | undefined {
  return declared !== undefined && DIGEST.test(declared) ? declared : undefined;
}

/** @throws XAmzContentSHA256Mismatch when the body is not the one whose digest was declared. */
export function checkDeclaredPayload(declared: string | undefined, body: Uint8Array): void {
  const digest = declaredDigest(declared);
  if (digest === undefined) return;
  const computed = sha256(body);
  if (computed !== digest) throw contentHashMismatch(digest, computed);
}

function sha256(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}
