import { createHash, type Hash } from "node:crypto";
import type { AwsError } from "../runtime/errors.js";
import type { ChunkSignatures } from "../wire/chunk-signatures.js";
import { same } from "./same.js";
import type { Signature } from "./scope.js";
import { hmac, signingKey } from "./signing-key.js";
import { basicTime } from "./times.js";

/** The inputs of chunk signatures. */
export interface ChunkSignatureParts {
  /** The signature of the request, to which the first chunk's signature is chained. */
  readonly signature: Signature;
  readonly secretAccessKey: string;
  /** Milliseconds since the epoch. */
  readonly signedAt: number;
  /** The error for a chunk with a wrong signature. */
  mismatch(stringToSign: string, found: string): AwsError;
}

const EMPTY = createHash("sha256").digest("hex");

/**
 * The signatures of a body that is signed per chunk. Each covers its chunk and the previous signature; the
 * first one follows that of the request.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class SignedChunks implements ChunkSignatures {
  private readonly key: Buffer;
  /** Time and scope, the common part of the strings to sign. */
  private readonly scope: string;
  private before: string;
  private found = "";
  private hash: Hash = createHash("sha256");

  constructor(private readonly parts: ChunkSignatureParts) {
    const { date, region, service, signature } = parts.signature;
    this.key = signingKey(parts.secretAccessKey, parts.signature);
    this.scope = `${basicTime(parts.signedAt)}\n${date}/${region}/${service}/aws4_request`;
    this.before = signature;
  }

  open(signature = ""): void {
    this.found = signature;
    this.hash = createHash("sha256");
  }

  add(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  close(): void {
    this.check("AWS4-HMAC-SHA256-PAYLOAD", `${EMPTY}\n${this.hash.digest("hex")}`, this.found);
  }

  trailer(lines: string, signature = ""): void {
    const digest = createHash("sha256").update(lines, "latin1").digest("hex");
    this.check("AWS4-HMAC-SHA256-TRAILER", digest, signature);
  }

  private check(algorithm: string, digests: string, found: string): void {
    const stringToSign = `${algorithm}\n${this.scope}\n${this.before}\n${digests}`;
    const expected = hmac(this.key, stringToSign).toString("hex");
    if (!same(expected, found)) throw this.parts.mismatch(stringToSign, found);
    this.before = expected;
  }
}
