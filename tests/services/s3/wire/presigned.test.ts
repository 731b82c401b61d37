import { createHmac } from "node:crypto";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { facts } from "../../../../lib/services/s3/generated/facts.js";
import { NodeSha256 } from "../../../../lib/signing/sigv4.js";
import { errorOf } from "./raw.js";

const KEY = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };

const lenient = await createAwsSim();
const strict = await createAwsSim({ verifySignatures: KEY, clock: "frozen" });
const simulators = { lenient, strict };
const clients = { lenient: new S3(lenient.clientConfig()), strict: new S3(strict.clientConfig()) };
beforeAll(async () => {
  for (const s3 of Object.values(clients)) await s3.createBucket({ Bucket: "shared" });
});
afterAll(async () => {
  await lenient.close();
  await strict.close();
});

type Options = NonNullable<Parameters<typeof getSignedUrl>[2]>;

function presign(
  command: GetObjectCommand | PutObjectCommand | DeleteObjectCommand,
  options: Options = {},
  s3 = clients.strict,
): Promise<string> {
  const all = { signingDate: strict.clock.date(), ...options };
  if (command instanceof GetObjectCommand) return getSignedUrl(s3, command, all);
  return command instanceof PutObjectCommand
    ? getSignedUrl(s3, command, all)
    : getSignedUrl(s3, command, all);
}

async function errorAt(url: string | URL, init?: RequestInit) {
  const response = await fetch(url, init);
  return errorOf({ status: response.status, body: await response.text() });
}

const get = () => new GetObjectCommand({ Bucket: "shared", Key: "a b/ü+" });
const put = () => new PutObjectCommand({ Bucket: "shared", Key: "a b/ü+" });

describe.each(["lenient", "strict"] as const)("URLs presigned by the SDK, %s (H17)", (name) => {
  const s3 = clients[name];
  const sim = simulators[name];

  test("PUT, GET and DELETE", async () => {
    const answer = await fetch(await presign(put(), {}, s3), { method: "PUT", body: "hello" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(sim.requests.last()).toMatchObject({ operation: "PutObject", accessKeyId: expect.any(String) });
    const found = await fetch(await presign(get(), {}, s3));
    expect([found.status, await found.text()]).toEqual([200, "hello"]);
    const command = new DeleteObjectCommand({ Bucket: "shared", Key: "a b/ü+" });
    expect((await fetch(await presign(command, {}, s3), { method: "DELETE" })).status).toBe(204);
    expect(sim.s3.text("shared", "a b/ü+")).toBeUndefined();
  });

  test("what is hoisted into the query counts as a header", async () => {
    const command = new PutObjectCommand({
      Bucket: "shared",
      Key: "hoisted",
      Metadata: { colour: "red green" },
      StorageClass: "STANDARD_IA",
    });
    const url = await presign(command, {}, s3);
    expect(url).toContain("x-amz-meta-colour=red%20green");
    // The SDK hoists the checksum of a body that is not there yet.
    expect(url).toContain("x-amz-sdk-checksum-algorithm=CRC32");
    expect((await fetch(url, { method: "PUT", body: "another body" })).status).toBe(200);
    expect(await s3.headObject({ Bucket: "shared", Key: "hoisted" })).toMatchObject({
      Metadata: { colour: "red green" },
      StorageClass: "STANDARD_IA",
      ContentLength: 12,
    });
  });

  test("a large body that is streamed", async () => {
    const body = "x".repeat(1_000_000);
    expect((await fetch(await presign(put(), {}, s3), { method: "PUT", body })).status).toBe(200);
    expect(sim.s3.text("shared", "a b/ü+")).toBe(body);
  });
});

describe.each(["lenient", "strict"] as const)("what a presigned URL carries, %s (H17)", (name) => {
  const s3 = clients[name];
  const sim = simulators[name];
  const signer = () =>
    new SignatureV4({
      credentials: KEY,
      region: "us-east-1",
      service: "s3",
      sha256: NodeSha256,
      uriEscapePath: false,
      applyChecksum: false,
    });

  async function presigned(method: string, query: Record<string, string>): Promise<string> {
    const { host, hostname } = new URL(sim.url);
    const request = {
      method,
      protocol: "http:",
      hostname,
      path: "/shared/conditions",
      query,
      headers: { host, "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD" },
    };
    const { query: all = {} } = await signer().presign(request, {
      expiresIn: 60,
      signingDate: strict.clock.date(),
    });
    const pairs = Object.entries(all).map(([key, value]): [string, string] => [key, String(value)]);
    return `${sim.url}/shared/conditions?${new URLSearchParams(pairs)}`;
  }

  test("conditions in the query count like headers", async () => {
    const first = await presigned("PUT", { "If-None-Match": "*" });
    await s3.deleteObject({ Bucket: "shared", Key: "conditions" });
    expect((await fetch(first, { method: "PUT", body: "x" })).status).toBe(200);
    expect(await errorAt(first, { method: "PUT", body: "y" })).toMatchObject({
      status: 412,
      Code: "PreconditionFailed",
      Condition: "If-None-Match",
    });
    const other = await presigned("GET", { "If-Match": '"d41d8cd98f00b204e9800998ecf8427e"' });
    expect(await errorAt(other)).toMatchObject({ status: 412, Condition: "If-Match" });
  });
});

describe("not verified", () => {
  test("URLs expire by the simulator's clock all the same (H17)", async () => {
    await using sim = await createAwsSim({ clock: "frozen" });
    const s3 = new S3(sim.clientConfig());
    await s3.createBucket({ Bucket: "shared" });
    await s3.putObject({ Bucket: "shared", Key: "a b/ü+", Body: "hello" });
    const url = await getSignedUrl(s3, get(), { expiresIn: 60, signingDate: sim.clock.date() });
    const Expires = Math.floor(sim.clock.now() / 1000) + 60;
    const version2 = `${sim.url}/shared?AWSAccessKeyId=AKIA&Signature=any&Expires=${Expires}`;
    await sim.clock.advance("59s");
    expect([(await fetch(url)).status, (await fetch(version2)).status]).toEqual([200, 200]);
    await sim.clock.advance("2s");
    expect(await errorAt(url)).toMatchObject({
      status: 403,
      Code: "AccessDenied",
      Message: "Request has expired",
      "X-Amz-Expires": "60",
    });
    expect(await errorAt(version2)).toMatchObject({ status: 403, Message: "Request has expired" });
  });

  test("a URL that was presigned ahead of the simulator's clock is accepted", async () => {
    await using sim = await createAwsSim({ startTime: "2020-01-01T00:00:00Z" });
    const s3 = new S3(sim.clientConfig());
    await s3.createBucket({ Bucket: "shared" });
    expect((await fetch(await getSignedUrl(s3, put()), { method: "PUT", body: "x" })).status).toBe(200);
  });
});

describe("verified (H09)", () => {
  beforeEach(() => clients.strict.putObject({ Bucket: "shared", Key: "a b/ü+", Body: "hello" }));

  test("expiry is by the simulator's clock (H17)", async () => {
    const url = await presign(get(), { expiresIn: 60 });
    // Signatures contain whole seconds.
    const signedAt = Math.floor(strict.clock.now() / 1000) * 1000;
    await strict.clock.advance("59s");
    expect((await fetch(url)).status).toBe(200);
    await strict.clock.advance("2s");
    const now = Math.floor(strict.clock.now() / 1000) * 1000;
    const iso = (time: number) => new Date(time).toISOString().replace(".000", "");
    expect(await errorAt(url)).toEqual({
      status: 403,
      Code: "AccessDenied",
      Message: "Request has expired",
      "X-Amz-Expires": "60",
      Expires: iso(signedAt + 60_000),
      ServerTime: iso(now),
    });
  });

  test("not yet valid", async () => {
    const url = await presign(get(), { signingDate: new Date(strict.clock.now() + 3_600_000) });
    expect(await errorAt(url)).toEqual({
      status: 403,
      Code: "AccessDenied",
      Message: "Request is not valid yet",
    });
  });

  const QUERY =
    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
  const CREDENTIAL = "Error parsing the X-Amz-Credential parameter;";
  const SHAPE = '"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';

  test.each<[name: string, value: string | undefined, message: string]>([
    ["X-Amz-Algorithm", undefined, QUERY],
    ["X-Amz-Credential", undefined, QUERY],
    ["X-Amz-Signature", undefined, QUERY],
    ["X-Amz-Date", undefined, QUERY],
    ["X-Amz-SignedHeaders", undefined, QUERY],
    ["X-Amz-Expires", undefined, QUERY],
    [
      "X-Amz-Expires",
      "604801",
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    ],
    ["X-Amz-Expires", "-1", "X-Amz-Expires must be non-negative"],
    ["X-Amz-Expires", "soon", "X-Amz-Expires should be a number"],
    [
      "X-Amz-Algorithm",
      "AWS4-HMAC-MD5",
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
    ],
    [
      "X-Amz-Date",
      "2024-05-01T12:00:00Z",
      `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
    ],
    ["X-Amz-Credential", "nonsense", `${CREDENTIAL} the Credential is mal-formed; expecting ${SHAPE}`],
    [
      "X-Amz-Credential",
      "/20240501/us-east-1/s3/aws4_request",
      `${CREDENTIAL} a non-empty Access Key (AKID) must be provided in the credential.`,
    ],
    [
      "X-Amz-Credential",
      "AKIAVALID/20240501/us-east-1/s3/aws5",
      `${CREDENTIAL} incorrect terminal "aws5". This endpoint uses "aws4_request".`,
    ],
    [
      "X-Amz-Credential",
      "AKIAVALID/20240501/nowhere/s3/aws4_request",
      `${CREDENTIAL} the region 'nowhere' is wrong; expecting 'us-east-1'`,
    ],
  ])("%s %s: 400 AuthorizationQueryParametersError", async (name, value, message) => {
    const url = new URL(await presign(get()));
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    expect(await errorAt(url)).toMatchObject({
      status: 400,
      Code: "AuthorizationQueryParametersError",
      Message: message.replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    });
  });

  test("a credential of another day: 400 AuthorizationQueryParametersError", async () => {
    const url = new URL(await presign(get()));
    const signedOn = url.searchParams.get("X-Amz-Date")?.slice(0, 8);
    url.searchParams.set("X-Amz-Credential", "AKIAVALID/20200101/us-east-1/s3/aws4_request");
    expect(await errorAt(url)).toEqual({
      status: 400,
      Code: "AuthorizationQueryParametersError",
      Message: `Invalid credential date &quot;20200101&quot;. This date is not the same as X-Amz-Date: &quot;${signedOn}&quot;.`,
    });
  });

  test("another key: SignatureDoesNotMatch with all its elements, in S3's order", async () => {
    const url = await presign(get());
    const response = await fetch(url.replace("a%20b", "c"));
    const body = await response.text();
    expect(response.status).toBe(403);
    expect([...body.matchAll(/<(\w+)>/g)].map(([, name]) => name)).toEqual([
      "Error",
      "Code",
      "Message",
      "AWSAccessKeyId",
      "StringToSign",
      "SignatureProvided",
      "StringToSignBytes",
      "CanonicalRequest",
      "CanonicalRequestBytes",
      "RequestId",
      "HostId",
    ]);
    expect(body).toContain(
      "<CanonicalRequest>GET\n/shared/c/%C3%BC%2B\nX-Amz-Algorithm=AWS4-HMAC-SHA256&amp;",
    );
    expect(response.headers.get("x-amz-request-id")).toBe(/<RequestId>(.*)<\/RequestId>/.exec(body)?.[1]);
    expect(response.headers.get("x-amz-id-2")).toBe(/<HostId>(.*)<\/HostId>/.exec(body)?.[1]);
  });

  test("an unsigned x-amz- header is rejected, others are not", async () => {
    const url = await presign(put());
    const headers = { "x-amz-meta-wrong": "1", "x-amz-acl": "private" };
    expect(await errorAt(url, { method: "PUT", headers, body: "x" })).toEqual({
      status: 403,
      Code: "AccessDenied",
      Message: "There were headers present in the request which were not signed",
      HeadersNotSigned: "x-amz-meta-wrong, x-amz-acl",
    });
    const type = { "content-type": "text/plain", "cache-control": "no-store" };
    expect((await fetch(url, { method: "PUT", headers: type, body: "x" })).status).toBe(200);
    const { ContentType } = await clients.strict.headObject({ Bucket: "shared", Key: "a b/ü+" });
    expect(ContentType).toBe("text/plain");
  });

  test("a signed header that is not sent: SignatureDoesNotMatch", async () => {
    const command = new PutObjectCommand({ Bucket: "shared", Key: "typed", ContentType: "text/html" });
    const url = await presign(command, { signableHeaders: new Set(["content-type"]) });
    expect(await errorAt(url, { method: "PUT", body: new Uint8Array(1) })).toMatchObject({
      status: 403,
      Code: "SignatureDoesNotMatch",
    });
    const headers = { "content-type": "text/html" };
    expect((await fetch(url, { method: "PUT", headers, body: "x" })).status).toBe(200);
  });

  test.each(["X-Amz-Algorithm=AWS4-HMAC-SHA256", "AWSAccessKeyId=AKIAVALID", "Signature=x"])(
    "signed both in a header and by %s: InvalidArgument",
    async (query) => {
      const headers = { authorization: "AWS4-HMAC-SHA256 x" };
      expect(await errorAt(`${strict.url}/shared/key?${query}`, { headers })).toEqual({
        status: 400,
        Code: "InvalidArgument",
        Message:
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
        ArgumentName: "Authorization",
        ArgumentValue: "AWS4-HMAC-SHA256 x",
      });
    },
  );

  /** As boto3 does, which needs no more of the SDK than HMAC. */
  function version2(text: string): string {
    return createHmac("sha1", KEY.secretAccessKey).update(text).digest("base64");
  }

  test("signatures of version 2, presigned", async () => {
    const Expires = Math.floor(strict.clock.now() / 1000) + 60;
    const text = `GET\n\n\n${Expires}\nx-amz-request-payer:requester\n/shared/a%20b/%C3%BC%2B?response-content-type=text/x`;
    const url = new URL(`${strict.url}/shared/a%20b/%C3%BC%2B`);
    url.search = new URLSearchParams({
      "response-content-type": "text/x",
      "x-amz-request-payer": "requester",
      AWSAccessKeyId: KEY.accessKeyId,
      Expires: String(Expires),
      Signature: version2(text),
    }).toString();
    const answer = await fetch(url);
    expect([answer.status, await answer.text(), answer.headers.get("content-type")]).toEqual([
      200,
      "hello",
      "text/x",
    ]);
    const other = new URL(url);
    other.pathname = "/shared/other";
    expect(await errorAt(other)).toMatchObject({
      status: 403,
      Code: "SignatureDoesNotMatch",
      StringToSign: text.replace("a%20b/%C3%BC%2B", "other"),
    });
    for (const name of ["Signature", "AWSAccessKeyId", "Expires"]) {
      const incomplete = new URL(url);
      incomplete.searchParams.delete(name);
      expect(await errorAt(incomplete)).toEqual({
        status: 403,
        Code: "AccessDenied",
        Message: "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
      });
    }
    await strict.clock.advance("2m");
    const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace(".000", "");
    expect(await errorAt(url)).toEqual({
      status: 403,
      Code: "AccessDenied",
      Message: "Request has expired",
      Expires: iso(Expires),
      ServerTime: iso(Math.floor(strict.clock.now() / 1000)),
    });
  });

  test.each([
    ...Object.values(facts.operations)
      .map(({ uri = "" }) => uri.split("?")[1] ?? "")
      .filter((query) => query !== "" && !query.includes("=")),
    "versionId=null",
    "uploadId=u&partNumber=1",
    "response-content-type=text/html",
  ])("no parameter turns a URL of version 2 into another request: %s", async (query) => {
    const Expires = Math.floor(strict.clock.now() / 1000) + 60;
    const signed = new URLSearchParams({ AWSAccessKeyId: KEY.accessKeyId, Expires: String(Expires) });
    signed.set("Signature", version2(`GET\n\n\n${Expires}\n/shared`));
    const url = `${strict.url}/shared?${signed}`;
    expect((await fetch(url)).status).toBe(200);
    const { status, Code } = await errorAt(`${url}&${query}`);
    // A method that the sub-resource does not have is rejected first.
    expect([`403 SignatureDoesNotMatch`, `405 MethodNotAllowed`]).toContain(`${status} ${Code}`);
  });

  test.each(["1e9", "0x7fffffff", " 1999999999", "1999999999.0", "soon"])(
    "an expiry of version 2 that is not a number: %s",
    async (Expires) => {
      const query = new URLSearchParams({ AWSAccessKeyId: KEY.accessKeyId, Expires, Signature: "x" });
      expect(await errorAt(`${strict.url}/shared?${query}`)).toEqual({
        status: 403,
        Code: "AccessDenied",
        Message: `Invalid date (should be seconds since epoch): ${Expires}`,
      });
    },
  );

  test("signatures of version 2, in a header", async () => {
    const date = strict.clock.date().toUTCString();
    const sign = (text: string) => ({ "x-amz-date": date, authorization: `AWS AKIAVALID:${version2(text)}` });
    const good = sign(`GET\n\n\n\nx-amz-date:${date}\n/shared/a%20b/%C3%BC%2B`);
    expect((await fetch(`${strict.url}/shared/a%20b/%C3%BC%2B`, { headers: good })).status).toBe(200);
    const bad = sign("GET");
    expect(await errorAt(`${strict.url}/shared`, { headers: bad })).toMatchObject({
      Code: "SignatureDoesNotMatch",
    });
  });

  test("regions that opened later know no signature of version 2", async () => {
    await using frankfurt = await createAwsSim({ verifySignatures: KEY, region: "eu-central-1" });
    const V2 = {
      status: 400,
      Code: "InvalidRequest",
      Message: "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    };
    const url = `${frankfurt.url}/shared/key`;
    expect(await errorAt(`${url}?AWSAccessKeyId=AKIAVALID&Expires=1999999999&Signature=abc%3D`)).toEqual(V2);
    expect(await errorAt(url, { headers: { authorization: "AWS AKIAVALID:c2ln" } })).toEqual(V2);
  });

  test("another kind of authorization: InvalidArgument", async () => {
    expect(await errorAt(`${strict.url}/shared/key`, { headers: { authorization: "Bearer x" } })).toEqual({
      status: 400,
      Code: "InvalidArgument",
      Message: "Unsupported Authorization Type",
      ArgumentName: "Authorization",
      ArgumentValue: "Bearer x",
    });
  });

  test("an unknown key: InvalidAccessKeyId", async () => {
    const stranger = new S3({ ...strict.clientConfig(), credentials: { ...KEY, accessKeyId: "AKIANOBODY" } });
    expect(await errorAt(await presign(get(), {}, stranger))).toEqual({
      status: 403,
      Code: "InvalidAccessKeyId",
      Message: "The AWS Access Key Id you provided does not exist in our records.",
      AWSAccessKeyId: "AKIANOBODY",
    });
  });
});
