import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { NodeSha256 } from "../../../../lib/signing/sigv4.js";
import { errorOf, send } from "./raw.js";

const KEY = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };
const strict = await createAwsSim({ verifySignatures: KEY });
const lenient = await createAwsSim();
const simulators = { strict, lenient };
beforeAll(async () => {
  for (const sim of [strict, lenient]) await new S3(sim.clientConfig()).createBucket({ Bucket: "uploads" });
});
afterAll(async () => {
  await strict.close();
  await lenient.close();
});

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A presigned PUT that declares its payload in its query, or nowhere. */
async function presignedPut(payload: string | undefined, more: Record<string, string> = {}): Promise<string> {
  const signer = new SignatureV4({
    credentials: KEY,
    region: "us-east-1",
    service: "s3",
    sha256: NodeSha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const { query = {} } = await signer.presign(
    {
      method: "PUT",
      protocol: "http:",
      hostname: "127.0.0.1",
      path: "/uploads/key",
      query: more,
      headers: { host: "127.0.0.1", "X-Amz-Content-Sha256": payload ?? "UNSIGNED-PAYLOAD" },
    },
    {
      expiresIn: 60,
      ...(payload === undefined && { unsignableHeaders: new Set(["x-amz-content-sha256"]) }),
    },
  );
  const parameters = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return `PUT /uploads/key?${parameters}`;
}

const LARGE = "x".repeat(300 * 1024);

describe.each(["strict", "lenient"] as const)(
  "a presigned PUT whose query declares a hash, %s (H09)",
  (name) => {
    const sim = simulators[name];

    test.each([
      ["small", "hello"],
      ["streamed", LARGE],
    ])("accepts that body: %s", async (_, body) => {
      expect((await send(sim.url, await presignedPut(sha256(body)), {}, body)).status).toBe(200);
      expect(sim.s3.text("uploads", "key")).toBe(body);
    });

    test.each([
      ["small", "hullo"],
      ["streamed", `${LARGE.slice(1)}y`],
    ])("rejects any other body: %s", async (_, body) => {
      const before = sim.s3.object("uploads", "key");
      const hash = sha256(body.length > 5 ? LARGE : "hello");
      expect(errorOf(await send(sim.url, await presignedPut(hash), {}, body))).toMatchObject({
        status: 400,
        Code: "XAmzContentSHA256Mismatch",
        ClientComputedContentSHA256: hash,
        S3ComputedContentSHA256: sha256(body),
      });
      expect(sim.s3.object("uploads", "key")).toEqual(before);
    });

    test.each(["STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "GIBBERISH"])(
      "takes any other value for a hash: %s",
      async (payload) => {
        const line = await presignedPut(payload, { "x-amz-decoded-content-length": "5" });
        for (const body of ["hello", "5\r\nhello\r\n0\r\n\r\n"]) {
          expect(errorOf(await send(sim.url, line, {}, body))).toMatchObject({
            status: 400,
            Code: "XAmzContentSHA256Mismatch",
            ClientComputedContentSHA256: payload,
            S3ComputedContentSHA256: sha256(body),
          });
        }
      },
    );

    test.each([
      sha256("another body"),
      "UNSIGNED-PAYLOAD",
      "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
      "GIBBERISH",
    ])("ignores an unsigned header: %s", async (header) => {
      const headers = { "x-amz-content-sha256": header };
      const accepted = await send(sim.url, await presignedPut(sha256("mine")), headers, "mine");
      expect([accepted.status, sim.s3.text("uploads", "key")]).toEqual([200, "mine"]);
      const rejected = await send(sim.url, await presignedPut(sha256("mine")), headers, "other");
      expect(errorOf(rejected)).toMatchObject({ Code: "XAmzContentSHA256Mismatch" });
      expect((await send(sim.url, await presignedPut(undefined), headers, "free")).status).toBe(200);
      expect(sim.s3.text("uploads", "key")).toBe("free");
    });
  },
);
