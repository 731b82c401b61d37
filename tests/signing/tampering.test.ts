import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { normalizedPath } from "../../lib/signing/normalized-path.js";
import { NodeSha256 } from "../../lib/signing/sigv4.js";
import { send } from "../services/s3/wire/raw.js";

const KEY = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };
const sim = await createAwsSim({ verifySignatures: KEY });
afterAll(() => sim.close());

/** Signs a request for a service; `bytes` of the SDK are in its headers. */
async function signed(
  service: string,
  method: string,
  path: string,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const signer = new SignatureV4({
    credentials: KEY,
    region: "us-east-1",
    service,
    sha256: NodeSha256,
    uriEscapePath: service !== "s3",
  });
  const { headers } = await signer.sign({
    method,
    protocol: "http:",
    hostname: "127.0.0.1",
    path,
    headers: { host: "127.0.0.1", ...more },
  });
  return headers;
}

/** The operation and outcome of a request that was signed and then changed. */
async function outcome(line: string, headers: Record<string, string>, body = "") {
  await send(sim.url, line, headers, body);
  const { operation, errorCode, errorMessage } = sim.requests.last() ?? {};
  return { operation, errorCode, errorMessage };
}

describe("the path of a signed request (H09)", () => {
  const FUNCTION = "/2015-03-31/functions/fn";

  test.each(["/policy/..", "/./", "//", "/x/../policy/.."])(
    "names the operation in the form that was signed: %s",
    async (suffix) => {
      const headers = await signed("lambda", "GET", FUNCTION);
      const plain = await outcome(`GET ${FUNCTION}`, headers);
      expect(plain).toMatchObject({ operation: "GetFunction", errorCode: "ResourceNotFoundException" });
      const changed = await outcome(`GET ${FUNCTION}${suffix}`, headers);
      // A slash at the end is part of what is signed.
      expect(changed).toEqual(
        suffix.endsWith("/") ? expect.objectContaining({ errorCode: "InvalidSignatureException" }) : plain,
      );
    },
  );

  test("of S3 is signed as it is: keys may hold anything", async () => {
    const headers = await signed("s3", "GET", "/bucket/key");
    expect(await outcome("GET /bucket/x/../key", headers)).toMatchObject({
      operation: "GetObject",
      errorCode: "SignatureDoesNotMatch",
    });
    expect(await outcome("GET /bucket/key", headers)).toMatchObject({ errorCode: "NoSuchBucket" });
  });

  test("of S3 is signed with slashes where it was sent with %2F", async () => {
    const headers = await signed("s3", "GET", "/bucket//key");
    expect(await outcome("GET /bucket/%2Fkey", headers)).toMatchObject({ errorCode: "NoSuchBucket" });
    const literal = await signed("s3", "GET", "/bucket/%2Fkey");
    expect(await outcome("GET /bucket/%2Fkey", literal)).toMatchObject({
      errorCode: "SignatureDoesNotMatch",
    });
  });

  test.each([
    ["/a/b", "/a/b"],
    ["/a/b/", "/a/b/"],
    ["/", "/"],
    ["//", "/"],
    ["/a//b", "/a/b"],
    ["/a/./b/..", "/a"],
    ["/../../a", "/a"],
    ["/a/.../b", "/a/.../b"],
    ["/a/%2e%2e/b", "/a/%2e%2e/b"],
  ])("%s is normalized to %s", (path, expected) => {
    expect(normalizedPath(path)).toBe(expected);
  });
});

describe("headers that change what a request does (H09)", () => {
  const INVOKE = "/2015-03-31/functions/fn/invocations";

  test("must be signed: a synchronous invocation does not become another", async () => {
    const headers = await signed("lambda", "POST", INVOKE);
    expect(await outcome(`POST ${INVOKE}`, headers)).toMatchObject({
      operation: "Invoke",
      errorCode: "ResourceNotFoundException",
    });
    expect(await outcome(`POST ${INVOKE}`, { ...headers, "x-amz-invocation-type": "DryRun" })).toEqual({
      operation: "Invoke",
      errorCode: "InvalidSignatureException",
      errorMessage: "'x-amz-invocation-type' must be a 'SignedHeader' in the AWS Authorization.",
    });
    const both = await signed("lambda", "POST", INVOKE, { "x-amz-invocation-type": "Event" });
    expect(await outcome(`POST ${INVOKE}`, both)).toMatchObject({ errorCode: "ResourceNotFoundException" });
  });

  test("the SDKs sign theirs, and need not sign those that change nothing", async () => {
    const headers = await signed("lambda", "GET", "/2015-03-31/functions");
    const unsigned = { "x-amz-user-agent": "php", "x-amzn-trace-id": "Root=1" };
    expect(await outcome("GET /2015-03-31/functions", { ...headers, ...unsigned })).toMatchObject({
      operation: "ListFunctions",
      errorCode: undefined,
    });
    await new LambdaClient(sim.clientConfig()).send(new ListFunctionsCommand());
  });

  test("NO-BREAK SPACE is not whitespace", async () => {
    const headers = await signed("s3", "GET", "/bucket/key", { "x-amz-meta-a": "a b" });
    expect(await outcome("GET /bucket/key", { ...headers, "x-amz-meta-a": " a  \t b " })).toMatchObject({
      errorCode: "NoSuchBucket",
    });
    for (const value of ["a\u00a0b", "a b\u00a0"]) {
      expect(await outcome("GET /bucket/key", { ...headers, "x-amz-meta-a": value })).toMatchObject({
        errorCode: "SignatureDoesNotMatch",
      });
    }
  });
});

describe("a target in a request that is signed for a service without targets", () => {
  const target = { "x-amz-target": "AmazonEC2ContainerServiceV20141113.CreateCluster" };

  test("S3 keeps the request", async () => {
    const headers = await signed("s3", "GET", "/bucket/key", target);
    expect(await outcome("GET /bucket/key", headers)).toMatchObject({
      operation: "GetObject",
      errorCode: "NoSuchBucket",
    });
  });

  test("names no operation of S3", async () => {
    await using lenient = await createAwsSim();
    const headers = await signed("s3", "PUT", "/bucket", { "x-amz-target": "AmazonS3.DeleteBucket" });
    const answer = await send(lenient.url, "PUT /bucket", headers);
    expect([answer.status, lenient.requests.last()?.operation]).toEqual([200, "CreateBucket"]);
  });
});
