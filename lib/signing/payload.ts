import { createHash } from "node:crypto";
import type { WireRequest } from "../wire/message.js";
import type { PayloadErrors } from "./rejections.js";
import type { Signature, SignatureReading } from "./scope.js";
import { VERSION_2 } from "./version2.js";

const HEADER = "x-amz-content-sha256";
const UNSIGNED = "UNSIGNED-PAYLOAD";
/** Values of `x-amz-content-sha256` that replace a digest, independent of the algorithm of the signature. */
const WORDS = [UNSIGNED, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"];
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * The body declaration of a request: a digest, or a value that replaces it; `undefined` if there is none.
 *
 * A presigned URL has it in its query, or in a signed header. An unsigned header is ignored.
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
 * The payload hash that a signature covers, for services whose requests declare it.
 *
 * @throws AwsError if it is missing, or neither a digest nor a known value.
 */
export function declaredPayloadHash(
  declared: string | undefined,
  signature: Signature,
  errors: PayloadErrors,
): string {
  if (signature.presigned) return declared ?? UNSIGNED;
  if (declared === undefined) throw errors.missing();
  checkDeclaration(declared, signature, errors);
  return declared;
}

/**
 * Validates the body declaration of a request with an `Authorization` header.
 *
 * @throws AwsError if it is neither a digest nor a known value.
 */
export function checkDeclaration(
  declared: string | undefined,
  signature: Signature,
  errors: PayloadErrors,
): void {
  if (declared === undefined || !isHeaderSignature(signature)) return;
  const { algorithm } = signature;
  if (WORDS.includes(declared) || DIGEST.test(declared)) return;
  const chunks = `STREAMING-${algorithm}-PAYLOAD`;
  if (declared !== chunks && declared !== `${chunks}-TRAILER`) throw errors.invalid(declared);
}

/**
 * The payload hash of a signature that covers the body itself.
 *
 * @param body the whole body
 */
export function bodyPayloadHash({ headers }: Pick<WireRequest, "headers">, body: Uint8Array): string {
  return headers[HEADER] === UNSIGNED ? UNSIGNED : sha256(body);
}

/** The checks of a body; none if both are omitted. */
export interface BodyCheck {
  /** SHA-256 of the whole body. */
  readonly digest?: DeclaredDigest;
  /** The body has chunks, framed according to this value: `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`, .... */
  readonly framing?: string;
}

/**
 * The checks of a body, according to the request's declaration.
 *
 * Requests that are presigned, or signed with version 2, cannot declare chunks: any value except
 * `UNSIGNED-PAYLOAD` is compared with the digest of the body. Nothing is compared for methods without a body.
 * (Recorded: OpenStack Swift's `test/s3api/test_input_errors.py`, which runs against AWS.)
 */
export function bodyCheckOf(
  declared: string | undefined,
  { method }: Pick<WireRequest, "method">,
  reading: SignatureReading,
  errors: PayloadErrors | undefined,
): BodyCheck {
  if (
    errors === undefined ||
    declared === undefined ||
    declared === UNSIGNED ||
    (method !== "PUT" && method !== "POST")
  )
    return NOTHING;
  if (reading.kind === "signed" && !isHeaderSignature(reading.signature))
    return { digest: new DeclaredDigest(declared, errors) };
  if (declared.startsWith("STREAMING-")) return { framing: declared };
  return DIGEST.test(declared) ? { digest: new DeclaredDigest(declared, errors) } : NOTHING;
}

const NOTHING: BodyCheck = Object.freeze({});

/** Signed with version 4 in the `Authorization` header. */
function isHeaderSignature({ presigned, algorithm }: Signature): boolean {
  return !presigned && algorithm !== VERSION_2;
}

/** Whether the chunks of a body have their own signatures. */
export function isSignedInChunks(payloadHash: string): boolean {
  return payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256");
}

/** The SHA-256 that a request declares for its body. */
export class DeclaredDigest {
  constructor(
    private readonly declared: string,
    private readonly errors: PayloadErrors,
  ) {}

  /** @throws AwsError when the body has another digest. */
  check(computed: string): void {
    if (computed !== this.declared) throw this.errors.mismatch(this.declared, computed);
  }
}

/** @throws AwsError when the body is not the one whose digest was declared. */
export function checkDigest({ digest }: BodyCheck, body: Uint8Array): void {
  digest?.check(sha256(body));
}

function sha256(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}
