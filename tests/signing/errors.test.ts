import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, test } from "vitest";
import { NodeSha256 } from "../../lib/signing/sigv4.js";
import {
  codeOf,
  ECS,
  EXAMPLE,
  LAMBDA,
  S3,
  type Service,
  STS,
  type TestRequest,
  type VerifyOptions,
  verdict,
} from "./signing-world.js";

const NOW = "2024-01-01T00:10:00Z";
const NAMES = "host;x-amz-content-sha256;x-amz-date";
const NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** What a request is signed with, where it is not as it should be. */
interface Signing {
  readonly secretAccessKey?: string;
  readonly accessKeyId?: string;
  readonly sessionToken?: string;
  readonly date?: string;
  readonly region?: string;
  readonly service?: string;
}

async function signedFor(service: Service, how: Signing = {}): Promise<TestRequest> {
  const { date = NOW, region = "us-east-1", sessionToken, ...key } = how;
  const signer = new SignatureV4({
    credentials: { ...EXAMPLE, ...key, sessionToken },
    region,
    service: how.service ?? service.signingName,
    sha256: NodeSha256,
    uriEscapePath: service !== S3,
  });
  const request = { method: "POST", path: "/", protocol: "http:", hostname: "localhost" };
  const headers = { host: "localhost" };
  const signed = await signer.sign({ ...request, headers }, { signingDate: new Date(date) });
  return { ...request, query: "", headers: signed.headers, body: "" };
}

function changed(request: TestRequest, headers: Record<string, string | undefined>): TestRequest {
  const all = Object.entries({ ...request.headers, ...headers });
  const present = all.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...request, headers: Object.fromEntries(present) };
}

/** The answers of the four kinds of service: `status code message`. */
async function answers(how: Signing, options: VerifyOptions = {}, headers = {}): Promise<string[]> {
  const found: string[] = [];
  for (const service of [ECS, LAMBDA, STS, S3]) {
    const request = changed(await signedFor(service, how), headers);
    const answer = await verdict(service, request, { now: NOW, ...options });
    found.push(answer === "accepted" ? answer : `${answer.status} ${answer.code} ${answer.message}`);
  }
  return found;
}

const INVALID = "The security token included in the request is invalid.";
const OLD =
  "Signature expired: 20240101T000000Z is now earlier than 20240101T000500Z (20240101T001000Z - 5 min.)";
const NEW =
  "Signature not yet current: 20240101T002000Z is still later than 20240101T001500Z (20240101T001000Z + 5 min.)";
const SERVICE = "Credential should be scoped to correct service: ";
const REGION = "Credential should be scoped to a valid region.";
const MALFORMED = "The authorization header is malformed;";
const MISMATCH = "The request signature we calculated does not match the signature you provided.";
const CHECK =
  "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
const DAY =
  "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20240101' != '20240102', from '20240102T000000Z'.";
const NO_DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
const BAD_DATE =
  "Date must be in ISO-8601 'basic format'. Got 'today'. See http://en.wikipedia.org/wiki/ISO_8601";

describe("each protocol has its own errors (H09)", () => {
  test("nothing, when the signature is good", async () => {
    expect(await answers({})).toEqual(["accepted", "accepted", "accepted", "accepted"]);
  });

  test("no signature", async () => {
    expect(await answers({}, {}, { authorization: undefined })).toEqual([
      "400 MissingAuthenticationTokenException Missing Authentication Token",
      "403 MissingAuthenticationTokenException Missing Authentication Token",
      "403 MissingAuthenticationToken Request is missing Authentication Token",
      "403 AccessDenied Access Denied",
    ]);
  });

  test("a malformed header", async () => {
    const authorization = "AWS4-HMAC-SHA256 Signature=1, SignedHeaders=host";
    const reason = `Authorization header requires 'Credential' parameter. Authorization=${authorization}`;
    expect(await answers({}, {}, { authorization })).toEqual([
      `400 IncompleteSignatureException ${reason}`,
      `403 IncompleteSignatureException ${reason}`,
      `400 IncompleteSignature ${reason}`,
      `400 AuthorizationHeaderMalformed ${MALFORMED} the authorization header requires three components: Credential, SignedHeaders, and Signature.`,
    ]);
  });

  test("an unknown key", async () => {
    expect(await answers({ accessKeyId: "AKIANOBODY" })).toEqual([
      `400 UnrecognizedClientException ${INVALID}`,
      `403 UnrecognizedClientException ${INVALID}`,
      `403 InvalidClientTokenId ${INVALID}`,
      "403 InvalidAccessKeyId The AWS Access Key Id you provided does not exist in our records.",
    ]);
  });

  test("another secret", async () => {
    expect(await answers({ secretAccessKey: "another" })).toEqual([
      `400 InvalidSignatureException ${MISMATCH} ${CHECK}`,
      `403 InvalidSignatureException ${MISMATCH} ${CHECK}`,
      `403 SignatureDoesNotMatch ${MISMATCH} ${CHECK}`,
      `403 SignatureDoesNotMatch ${MISMATCH} Check your key and signing method.`,
    ]);
  });

  test("a token that does not belong to the key", async () => {
    expect(await answers({ sessionToken: "stolen" })).toEqual([
      `400 UnrecognizedClientException ${INVALID}`,
      `403 UnrecognizedClientException ${INVALID}`,
      `403 InvalidClientTokenId ${INVALID}`,
      "400 InvalidToken The provided token is malformed or otherwise invalid.",
    ]);
  });

  test("a token that is missing", async () => {
    const credentials = [{ ...EXAMPLE, sessionToken: "secret" }];
    expect(await answers({}, { credentials })).toEqual([
      `400 UnrecognizedClientException ${INVALID}`,
      `403 UnrecognizedClientException ${INVALID}`,
      `403 InvalidClientTokenId ${INVALID}`,
      "403 InvalidAccessKeyId The AWS Access Key Id you provided does not exist in our records.",
    ]);
    expect(await answers({ sessionToken: "secret" }, { credentials })).toEqual(
      Array.from({ length: 4 }, () => "accepted"),
    );
  });

  test("a session that has ended", async () => {
    const secret = { secretAccessKey: "temporary", sessionToken: "token", expiration: new Date(NOW) };
    const sessions = { secret: (id: string) => (id === "ASIA" ? secret : undefined) };
    const how = { accessKeyId: "ASIA", secretAccessKey: "temporary", sessionToken: "token" };
    expect(await answers(how, { sessions })).toEqual([
      "400 ExpiredTokenException The security token included in the request is expired",
      "403 ExpiredTokenException The security token included in the request is expired",
      "403 ExpiredToken The security token included in the request is expired",
      "400 ExpiredToken The provided token has expired.",
    ]);
    expect(await answers(how, { sessions, now: "2024-01-01T00:09:59.999Z" })).toEqual(
      Array.from({ length: 4 }, () => "accepted"),
    );
  });

  test("a signature for another service", async () => {
    expect(await answers({ service: "sqs" })).toEqual([
      `400 InvalidSignatureException ${SERVICE}'ecs'.`,
      `403 InvalidSignatureException ${SERVICE}'lambda'.`,
      `403 SignatureDoesNotMatch ${SERVICE}'sts'.`,
      `400 AuthorizationHeaderMalformed ${MALFORMED} incorrect service "sqs". This endpoint belongs to "s3".`,
    ]);
  });

  test("a signature for no region", async () => {
    expect(await answers({ region: "mars" })).toEqual([
      `400 InvalidSignatureException ${REGION}`,
      `403 InvalidSignatureException ${REGION}`,
      `403 SignatureDoesNotMatch ${REGION}`,
      `400 AuthorizationHeaderMalformed ${MALFORMED} the region 'mars' is wrong; expecting 'us-east-1'`,
    ]);
  });

  test("a signature that is too old", async () => {
    expect(await answers({ date: "2024-01-01T00:00:00Z" })).toEqual([
      `400 InvalidSignatureException ${OLD}`,
      `403 InvalidSignatureException ${OLD}`,
      `403 SignatureDoesNotMatch ${OLD}`,
      "accepted",
    ]);
  });

  test("a signature from the future", async () => {
    expect(await answers({ date: "2024-01-01T00:20:00Z" })).toEqual([
      `400 InvalidSignatureException ${NEW}`,
      `403 InvalidSignatureException ${NEW}`,
      `403 SignatureDoesNotMatch ${NEW}`,
      "accepted",
    ]);
  });

  test("a date that is not the scope's", async () => {
    const S3_DAY = 'Invalid credential date "20240101". This date is not the same as X-Amz-Date: "20240102".';
    expect(await answers({}, {}, { "x-amz-date": "20240102T000000Z" })).toEqual([
      `400 InvalidSignatureException ${DAY}`,
      `403 InvalidSignatureException ${DAY}`,
      `403 SignatureDoesNotMatch ${DAY}`,
      `400 AuthorizationHeaderMalformed ${MALFORMED} ${S3_DAY}`,
    ]);
  });

  test.each([
    [undefined, NO_DATE],
    ["today", BAD_DATE],
  ])("the date %s", async (date, reason) => {
    expect(await answers({}, {}, { "x-amz-date": date })).toEqual([
      `400 IncompleteSignatureException ${reason}`,
      `403 IncompleteSignatureException ${reason}`,
      `400 IncompleteSignature ${reason}`,
      "403 AccessDenied AWS authentication requires a valid Date or x-amz-date header",
    ]);
  });

  test("an algorithm that is not verified", async () => {
    const { authorization = "" } = (await signedFor(ECS)).headers;
    const other = authorization.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256");
    const request = changed(await signedFor(ECS), { authorization: other });
    expect(await verdict(ECS, request, { now: NOW })).toMatchObject({
      code: "IncompleteSignatureException",
      message: "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'.",
    });
  });

  test("a host that is not signed", async () => {
    const { authorization = "" } = (await signedFor(ECS)).headers;
    const without = authorization.replace("SignedHeaders=host;", "SignedHeaders=");
    const request = changed(await signedFor(ECS), { authorization: without });
    expect(await verdict(ECS, request, { now: NOW })).toMatchObject({
      code: "InvalidSignatureException",
      message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    });
  });
});

describe("the edges of the clock's tolerance (H09)", () => {
  test.each([
    [ECS, "00:04:59", "InvalidSignatureException"],
    [ECS, "00:05:00", "accepted"],
    [ECS, "00:15:00", "accepted"],
    [ECS, "00:15:01", "InvalidSignatureException"],
    [S3, "00:25:00", "accepted"],
    [S3, "00:25:01", "RequestTimeTooSkewed"],
  ])("%j signed at %s", async (service, time, expected) => {
    const request = await signedFor(service, { date: `2024-01-01T${time}Z` });
    expect(await codeOf(service, request, { now: NOW })).toBe(expected);
  });
});

describe("S3 returns more (H09)", () => {
  test("what it calculated", async () => {
    const answer = await verdict(S3, await signedFor(S3, { secretAccessKey: "another" }), { now: NOW });
    const canonical = `POST\n/\n\nhost:localhost\nx-amz-content-sha256:${NOTHING}\nx-amz-date:20240101T001000Z\n\n${NAMES}\n${NOTHING}`;
    expect(answer).toMatchObject({
      members: {
        AWSAccessKeyId: EXAMPLE.accessKeyId,
        CanonicalRequest: canonical,
        CanonicalRequestBytes: Buffer.from(canonical).toString("hex").match(/../g)?.join(" "),
        SignatureProvided: expect.stringMatching(/^[0-9a-f]{64}$/),
        StringToSign: expect.stringMatching(
          /^AWS4-HMAC-SHA256\n20240101T001000Z\n20240101\/us-east-1\/s3\/aws4_request\n[0-9a-f]{64}$/,
        ),
        StringToSignBytes: expect.stringMatching(/^41 57 53 34 /),
      },
    });
  });

  test("how far clocks are apart", async () => {
    const request = await signedFor(S3, { date: "2024-01-01T00:30:00Z" });
    expect(await verdict(S3, request, { now: NOW })).toEqual({
      code: "RequestTimeTooSkewed",
      status: 403,
      message: "The difference between the request time and the current time is too large.",
      members: {
        RequestTime: "20240101T003000Z",
        ServerTime: "2024-01-01T00:10:00Z",
        MaxAllowedSkewMilliseconds: "900000",
      },
    });
  });

  test("which headers should have been signed", async () => {
    const request = changed(await signedFor(S3), { "x-amz-meta-a": "1", "x-amz-meta-b": "2", accept: "*/*" });
    expect(await verdict(S3, request, { now: NOW })).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "There were headers present in the request which were not signed",
      members: { HeadersNotSigned: "x-amz-meta-a, x-amz-meta-b" },
    });
  });

  test("what is wrong with the digest of the content", async () => {
    const request = await signedFor(S3);
    const { authorization = "" } = request.headers;
    const unsigned = { authorization: authorization.replace(";x-amz-content-sha256", "") };
    const without = changed(request, { ...unsigned, "x-amz-content-sha256": undefined });
    expect(await codeOf(S3, without, { now: NOW })).toBe("InvalidRequest");
    const odd = changed(request, { "x-amz-content-sha256": "MD5" });
    expect(await verdict(S3, odd, { now: NOW })).toMatchObject({
      code: "InvalidArgument",
      message:
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, " +
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, " +
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid " +
        "sha256 value.",
      members: { ArgumentName: "x-amz-content-sha256", ArgumentValue: "MD5" },
    });
    const other = { ...request, body: "other" };
    expect(await verdict(S3, other, { now: NOW })).toMatchObject({
      code: "XAmzContentSHA256Mismatch",
      status: 400,
      members: {
        ClientComputedContentSHA256: NOTHING,
        S3ComputedContentSHA256: "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa",
      },
    });
  });
});
