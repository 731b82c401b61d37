import { createHash, type Hash } from "node:crypto";
import type { AwsError } from "../runtime/errors.js";
import type { ChunkSignatures } from "../wire/chunk-signatures.js";
import { same } from "./same.js";
import type { Signature } from "./scope.js";
import { hmac, signingKey } from "./signing-key.js";
import { basicTime } from "./times.js";

/** What the signatures of chunks are calculated from. */
export interface ChunkSignatureParts {
  /** That of the request: the first chunk's is chained to it. */
  readonly signature: Signature;
  readonly secretAccessKey: string;
  /** Milliseconds since the epoch. */
  readonly signedAt: number;
  /** The error for a chunk that is signed otherwise. */
  mismatch(stringToSign: string, found: string): AwsError;
}

const EMPTY = createHash("sha256").digest("hex");

/**
 * The signatures in a body that is signed chunk by chunk: each covers its
 * chunk and the signature before, the first one that of the request.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class SignedChunks implements ChunkSignatures {
  private readonly key: Buffer;
  /** Time and scope: what the texts to sign have in common. */
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
