import type { ServiceFacts } from "../../lib/model/facts.js";
import { AwsError } from "../../lib/runtime/errors.js";
import type { CallerDirectory } from "../../lib/runtime/ports/callers.js";
import { signing as s3Signing } from "../../lib/services/s3/signing/profile.js";
import type { Credential } from "../../lib/signing/credential.js";
import { authErrors } from "../../lib/signing/errors.js";
import { bodyCheckOf, checkDigest, declaredPayload } from "../../lib/signing/payload.js";
import { type SigningProfile, STANDARD_SIGNING } from "../../lib/signing/profile.js";
import { readSignature } from "../../lib/signing/scope.js";
import { ValidKeys } from "../../lib/signing/valid-keys.js";
import { createVerifier } from "../../lib/signing/verify.js";
import type { WireRequest } from "../../lib/wire/message.js";

/** The key of AWS's own examples. */
export const EXAMPLE: Credential = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

export type Service = Pick<ServiceFacts, "protocol" | "signingName"> & { readonly signing?: SigningProfile };
export const S3: Service = { protocol: "rest-xml", signingName: "s3", signing: s3Signing };
export const ECS: Service = { protocol: "json", signingName: "ecs" };
export const LAMBDA: Service = { protocol: "rest-json", signingName: "lambda" };
export const STS: Service = { protocol: "query", signingName: "sts" };

/** A request with all its parts in sight. */
export interface TestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface VerifyOptions {
  readonly now?: string | number;
  readonly credentials?: readonly Credential[];
  readonly sessions?: Pick<CallerDirectory, "secret">;
}

/** What a service answers to the signature of a request: `"accepted"`, or its error. */
export async function verdict(
  service: Service,
  { body, ...request }: TestRequest,
  { now = "2013-05-24T00:00:00Z", credentials = [EXAMPLE], sessions }: VerifyOptions = {},
): Promise<"accepted" | { code: string; status?: number; message: string; members: object }> {
  const verifier = await createVerifier({
    keys: new ValidKeys(credentials, sessions),
    now: () => new Date(now).getTime(),
    region: "us-east-1",
  });
  const bytes = Buffer.from(body);
  const wire: WireRequest = {
    ...request,
    body: {
      bytes: async () => bytes,
      stream: () =>
        (async function* () {
          yield bytes;
        })(),
    },
  };
  try {
    const signing = { errors: authErrors(service.protocol), ...(service.signing ?? STANDARD_SIGNING) };
    const reading = readSignature(wire);
    const payload = signing.declaredPayload ? declaredPayload(wire, reading) : undefined;
    await verifier.verify({ request: wire, reading, service, signing, payload, body: bytes });
    checkDigest(bodyCheckOf(payload, wire, reading, signing.declaredPayload), bytes);
    return "accepted";
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, status, message, members } = error;
    return { code, status, message, members };
  }
}

/** The code of the error, for tests that care for nothing else. */
export async function codeOf(...parameters: Parameters<typeof verdict>): Promise<string> {
  const found = await verdict(...parameters);
  return found === "accepted" ? found : found.code;
}
