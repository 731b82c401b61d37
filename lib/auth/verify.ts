import { timingSafeEqual } from "node:crypto";
import type { SessionSecret } from "../core/ports.js";
import type { WireRequest } from "../http/message.js";
import type { ServiceFacts } from "../model/facts.js";
import type { AuthErrors } from "./auth-errors.js";
import { authErrors } from "./errors.js";
import { checkDeclaredPayload, signedPayloadHash } from "./payload.js";
import type { Signature, SignatureReading } from "./scope.js";
import { checkSigningTime } from "./signing-time.js";
import type { CalculateSignature } from "./sigv4.js";
import type { ValidKeys } from "./valid-keys.js";

/** What a {@link SignatureVerifier} works with. */
export interface VerifierParts {
  readonly keys: ValidKeys;
  /** Simulated time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** The simulator's region, for errors that name the right one. */
  readonly region: string;
}

/** A request whose signature is to be verified. */
export interface VerifiableRequest {
  readonly request: WireRequest;
  readonly reading: SignatureReading;
  /** Of the service that the request came to. */
  readonly service: Pick<ServiceFacts, "protocol" | "signingName">;
  /** `undefined` for a body that is streamed: its reader checks it against `x-amz-content-sha256`. */
  readonly body: Uint8Array | undefined;
}

/** Loads the signing algorithm, which a simulator that accepts any signature does without. */
export async function createVerifier(parts: VerifierParts): Promise<SignatureVerifier> {
  const { calculateSignature } = await import("./sigv4.js");
  return new SignatureVerifier(parts, calculateSignature);
}

/** Decides whether a request is signed by a key that is valid now. */
export class SignatureVerifier {
  constructor(
    private readonly parts: VerifierParts,
    private readonly calculate: CalculateSignature,
  ) {}

  /**
   * @returns what checks the chunks of a body that is signed chunk by chunk.
   * @throws AwsError in the words of the service's protocol, unless the signature is good.
   */
  async verify({ request, reading, service, body }: VerifiableRequest): Promise<undefined> {
    const errors = authErrors(service.protocol);
    if (reading.kind === "none") throw errors.missing();
    if (reading.kind === "malformed") throw errors.malformed(reading.reason);
    const { signature } = reading;
    this.checkScope(signature, service.signingName, errors);
    const { secretAccessKey } = this.secretOf(request, signature, errors);
    const signedAt = checkSigningTime(request, signature, this.parts.now(), errors);
    checkSignedHeaders(request, signature, errors);
    const payloadHash = signedPayloadHash(request, signature, body);
    const expected = await this.calculate({ request, signature, secretAccessKey, signedAt, payloadHash });
    if (!same(expected.signature, signature.signature)) throw errors.mismatch(expected, signature);
    if (signature.service === "s3") checkDeclaredPayload(payloadHash, body);
  }

  private checkScope({ algorithm, service, region }: Signature, expected: string, errors: AuthErrors): void {
    if (algorithm !== "AWS4-HMAC-SHA256")
      throw errors.malformed(`Unsupported AWS 'algorithm': '${algorithm}'.`);
    if (service !== expected) throw errors.wrongService(expected, service);
    if (!REGION.test(region)) throw errors.wrongRegion(this.parts.region, region);
  }

  private secretOf(request: WireRequest, signature: Signature, errors: AuthErrors): SessionSecret {
    const { accessKeyId, presigned } = signature;
    const secret = this.parts.keys.find(accessKeyId);
    if (!secret) throw errors.unknownKey(accessKeyId);
    const token = presigned
      ? (new URLSearchParams(request.query).get("X-Amz-Security-Token") ?? undefined)
      : request.headers["x-amz-security-token"];
    if (token !== secret.sessionToken) throw errors.wrongToken(token, accessKeyId);
    if (secret.expiration && secret.expiration.getTime() <= this.parts.now()) throw errors.expiredToken();
    return secret;
  }
}

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/** Every service wants `host` signed, S3 also all of its own headers. */
function checkSignedHeaders(
  { headers }: WireRequest,
  { service, signedHeaders }: Signature,
  errors: AuthErrors,
): void {
  const needed = [
    "host",
    ...Object.keys(headers).filter((name) => service === "s3" && name.startsWith("x-amz-")),
  ];
  const unsigned = needed.filter((name) => !signedHeaders.includes(name));
  if (unsigned.length > 0) throw errors.unsignedHeaders(unsigned);
}

/** Takes the same time wherever the two differ, as AWS does. */
function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
