import type { ServiceFacts } from "../model/facts.js";
import type { SessionSecret } from "../runtime/ports/callers.js";
import type { ChunkSignatures } from "../wire/chunk-signatures.js";
import type { SignedText } from "../wire/hooks.js";
import type { WireRequest } from "../wire/message.js";
import { SignedChunks } from "./chunk-signatures.js";
import { bodyPayloadHash, declaredPayloadHash, isSignedInChunks } from "./payload.js";
import type { Signing, Version2Profile } from "./profile.js";
import type { AuthErrors } from "./rejections.js";
import { same } from "./same.js";
import type { CredentialScope, Signature, SignatureReading } from "./scope.js";
import { checkSignedHeaders } from "./signed-headers.js";
import { hmac, signingKey } from "./signing-key.js";
import { checkSigningTime } from "./signing-time.js";
import type { CalculateSignature } from "./sigv4.js";
import type { ValidKeys } from "./valid-keys.js";
import {
  checkVersion2Region,
  checkVersion2Time,
  VERSION_2,
  version2Signature,
  version2StringToSign,
} from "./version2.js";

/** The dependencies of a {@link SignatureVerifier}. */
export interface VerifierParts {
  readonly keys: ValidKeys;
  /** Simulated time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** The simulator's region, for errors that name the correct one. */
  readonly region: string;
}

/** A request to verify. */
export interface VerifiableRequest {
  readonly request: WireRequest;
  readonly reading: SignatureReading;
  /** The service that received the request. */
  readonly service: Pick<ServiceFacts, "signingName">;
  readonly signing: Signing;
  /** The body declaration: see `declaredPayload`. The reader of the body checks it. */
  readonly payload: string | undefined;
  /** The whole body if the signature covers it; otherwise optional. */
  readonly body: Uint8Array | undefined;
  /**
   * The path in the form that the service's model has, if it differs from the request's: signatures of
   * version 2 cover it.
   */
  readonly path?: string;
}

/** Loads the signing algorithm, which is not needed if every signature is accepted. */
export async function createVerifier(parts: VerifierParts): Promise<SignatureVerifier> {
  const { calculateSignature } = await import("./sigv4.js");
  return new SignatureVerifier(parts, calculateSignature);
}

/** Verifies that requests are signed with a valid key. */
export class SignatureVerifier {
  constructor(
    private readonly parts: VerifierParts,
    private readonly calculate: CalculateSignature,
  ) {}

  /**
   * @returns what checks the chunks of a body that is signed chunk by chunk.
   * @throws AwsError of the signing profile, unless the signature is valid.
   */
  async verify(verifiable: VerifiableRequest): Promise<ChunkSignatures | undefined> {
    const { request, reading, service, signing } = verifiable;
    const { errors } = signing;
    if (reading.kind === "none") throw errors.missing();
    if (reading.kind === "malformed") throw errors.malformed(reading);
    const { signature } = reading;
    if (signature.algorithm === VERSION_2 && signing.version2) {
      this.verifyVersion2(verifiable, signing.version2, signature);
      return undefined;
    }
    this.checkScope(signature, service.signingName, errors);
    const token = tokenOf(request, signature);
    const { secretAccessKey } = this.secretOf(signature.accessKeyId, token, errors);
    const signedAt = checkSigningTime({ request, signature, signing }, this.parts.now());
    checkSignedHeaders(request, signature, signing);
    const payloadHash = payloadHashOf(verifiable, signature);
    const expected = await this.calculate({
      request,
      signature,
      secretAccessKey,
      signedAt,
      payloadHash,
      signsRawPath: signing.signsRawPath === true,
    });
    if (!same(expected.signature, signature.signature)) throw errors.mismatch(expected, signature);
    if (!signing.declaredPayload || signature.presigned || !isSignedInChunks(payloadHash)) return undefined;
    const mismatch = (stringToSign: string, found: string) =>
      errors.mismatch({ stringToSign }, { ...signature, signature: found });
    return new SignedChunks({ signature, secretAccessKey, signedAt, mismatch });
  }

  /**
   * Verifies the signature of a separately signed string.
   *
   * @throws AwsError of the signing profile if it is invalid.
   */
  verifyText(
    signed: SignedText,
    scope: CredentialScope,
    { service, signing }: Pick<VerifiableRequest, "service" | "signing">,
  ): void {
    const { errors, version2 } = signing;
    const { accessKeyId } = scope;
    if (signed.version === 2 && version2) {
      checkVersion2Region(version2, this.parts.region);
      this.checkVersion2(accessKeyId, signed.token, signed.text, signed.signature, errors);
      return;
    }
    if (scope.service !== service.signingName)
      throw errors.wrongService(service.signingName, scope.service, true);
    const { secretAccessKey } = this.secretOf(accessKeyId, signed.token, errors);
    const expected = hmac(signingKey(secretAccessKey, scope), signed.text).toString("hex");
    if (!same(expected, signed.signature))
      throw errors.mismatch({ stringToSign: signed.text }, { accessKeyId, signature: signed.signature });
  }

  private verifyVersion2(
    { request, path = request.path, signing: { errors } }: VerifiableRequest,
    version2: Version2Profile,
    signature: Signature,
  ): void {
    checkVersion2Region(version2, this.parts.region);
    const { presigned } = signature;
    const signed = { request, path, presigned, signsParameter: version2.signsParameter };
    checkVersion2Time(signed, this.parts.now(), version2.errors);
    const { accessKeyId } = signature;
    const token = tokenOf(request, signature);
    this.checkVersion2(accessKeyId, token, version2StringToSign(signed), signature.signature, errors);
  }

  private checkVersion2(
    accessKeyId: string,
    token: string | undefined,
    stringToSign: string,
    signature: string,
    errors: AuthErrors,
  ): void {
    const { secretAccessKey } = this.secretOf(accessKeyId, token, errors);
    if (!same(version2Signature(secretAccessKey, stringToSign), signature))
      throw errors.mismatch({ stringToSign }, { accessKeyId, signature });
  }

  private checkScope(signature: Signature, expected: string, errors: AuthErrors): void {
    const { algorithm, service, region, presigned } = signature;
    if (algorithm !== "AWS4-HMAC-SHA256") {
      const reason = `Unsupported AWS 'algorithm': '${algorithm}'.`;
      throw errors.malformed({ reason, flaw: { kind: "scheme", header: algorithm }, presigned });
    }
    if (service !== expected) throw errors.wrongService(expected, service, presigned);
    if (!REGION.test(region)) throw errors.wrongRegion(this.parts.region, region, presigned);
  }

  private secretOf(accessKeyId: string, token: string | undefined, errors: AuthErrors): SessionSecret {
    const secret = this.parts.keys.find(accessKeyId);
    if (!secret) throw errors.unknownKey(accessKeyId);
    if (token !== secret.sessionToken) throw errors.wrongToken(token, accessKeyId);
    if (secret.expiration && secret.expiration.getTime() <= this.parts.now()) throw errors.expiredToken();
    return secret;
  }
}

function tokenOf({ headers, query }: WireRequest, { presigned }: Signature): string | undefined {
  if (!presigned) return headers["x-amz-security-token"];
  const parameters = new URLSearchParams(query);
  return parameters.get("X-Amz-Security-Token") ?? parameters.get("x-amz-security-token") ?? undefined;
}

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

function payloadHashOf(
  { request, signing, payload, body = NOTHING }: VerifiableRequest,
  signature: Signature,
) {
  const { declaredPayload } = signing;
  if (declaredPayload) return declaredPayloadHash(payload, signature, declaredPayload);
  return bodyPayloadHash(request, body);
}

const NOTHING = new Uint8Array(0);
