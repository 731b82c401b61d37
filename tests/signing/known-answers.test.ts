import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readSignature } from "../../lib/signing/scope.js";
import { calculateSignature } from "../../lib/signing/sigv4.js";
import { codeOf, EXAMPLE, S3, type TestRequest, verdict } from "./signing-world.js";

const NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const GREETING = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
const SCOPE = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";

function signed(
  signature: string,
  headers: Record<string, string>,
  request: Partial<TestRequest>,
): TestRequest {
  const all = {
    host: "examplebucket.s3.amazonaws.com",
    "x-amz-content-sha256": NOTHING,
    "x-amz-date": "20130524T000000Z",
    ...headers,
  };
  const names = Object.keys(all).sort().join(";");
  const authorization = `AWS4-HMAC-SHA256 Credential=${SCOPE},SignedHeaders=${names},Signature=${signature}`;
  return { method: "GET", path: "/", query: "", body: "", ...request, headers: { ...all, authorization } };
}

const presigned: TestRequest = {
  method: "GET",
  path: "/test.txt",
  query:
    `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${SCOPE.replaceAll("/", "%2F")}` +
    "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host" +
    "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
  headers: { host: "examplebucket.s3.amazonaws.com" },
  body: "",
};

/** AWS's examples: the request, the digest of its canonical form, its signature. */
const EXAMPLES: [name: string, request: TestRequest, canonical: string, signature: string][] = (
  [
    [
      "GET with a range",
      "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972",
      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
      { range: "bytes=0-9" },
      { path: "/test.txt" },
    ],
    [
      "PUT of a key with a dollar sign",
      "9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d",
      "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
      {
        date: "Fri, 24 May 2013 00:00:00 GMT",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
        "x-amz-content-sha256": GREETING,
      },
      { method: "PUT", path: "/test$file.text", body: "Welcome to Amazon S3." },
    ],
    [
      "GET of the lifecycle",
      "9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca",
      "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
      {},
      { query: "lifecycle" },
    ],
    [
      "a listing",
      "df57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7",
      "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
      {},
      { query: "max-keys=2&prefix=J" },
    ],
  ] as [string, string, string, Record<string, string>, Partial<TestRequest>][]
).map(([name, canonical, signature, headers, request]) => [
  name,
  signed(signature, headers, request),
  canonical,
  signature,
]);
EXAMPLES.push([
  "presigned GET",
  presigned,
  "3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04",
  "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
]);

describe("AWS's own examples (H09)", () => {
  test.each(EXAMPLES)(
    "%s has the signature in AWS's documentation",
    async (_, request, canonical, signature) => {
      const wire = { ...request, body: { bytes: async () => Buffer.from(request.body), stream: neverRead } };
      const reading = readSignature(wire);
      if (reading.kind !== "signed") throw new Error("The example must be signed.");
      const calculated = await calculateSignature({
        request: wire,
        signature: reading.signature,
        secretAccessKey: EXAMPLE.secretAccessKey,
        signedAt: Date.UTC(2013, 4, 24),
        payloadHash: request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD",
        signsRawPath: true,
      });
      expect([sha256(calculated.canonicalRequest), calculated.signature]).toEqual([canonical, signature]);
      expect(calculated.stringToSign).toBe(
        `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${canonical}`,
      );
    },
  );

  test.each(EXAMPLES)("%s is accepted", async (_, request) => {
    expect(await verdict(S3, request)).toBe("accepted");
  });

  test.each(EXAMPLES)("%s is rejected when anything signed is different", async (_, request) => {
    const changed: TestRequest[] = [
      { ...request, method: "POST" },
      { ...request, path: `${request.path}x` },
      { ...request, path: `/${request.path}` },
      { ...request, query: `${request.query}&versionId=1` },
      { ...request, headers: { ...request.headers, host: "other.s3.amazonaws.com" } },
    ];
    for (const wrong of changed) expect(await codeOf(S3, wrong)).toBe("SignatureDoesNotMatch");
    const credentials = [{ ...EXAMPLE, secretAccessKey: "another" }];
    expect(await codeOf(S3, request, { credentials })).toBe("SignatureDoesNotMatch");
  });

  test("a key may be encoded or not: the signature is the same", async () => {
    const request = EXAMPLES[1]?.[1];
    if (!request) throw new Error("There is no such example.");
    expect(await codeOf(S3, { ...request, path: "/test%24file.text" })).toBe("accepted");
    expect(await codeOf(S3, { ...request, body: "Welcome." })).toBe("XAmzContentSHA256Mismatch");
  });
});

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function neverRead(): never {
  throw new Error("Nobody reads this body.");
}
