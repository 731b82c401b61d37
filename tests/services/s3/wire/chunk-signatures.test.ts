import { crc32 } from "node:zlib";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { signedChunks } from "./frames.js";
import { errorOf, send } from "./raw.js";

const KEY = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };
const sim = await createAwsSim({ verifySignatures: KEY, clock: "frozen" });
const s3 = new S3(sim.clientConfig());
await s3.createBucket({ Bucket: "chunks" });
afterAll(() => sim.close());

const SMALL = [Buffer.alloc(8192, "a"), Buffer.alloc(10_000, "b"), Buffer.from("the end")];
const LARGE = Array.from({ length: 8 }, (_, i) => Buffer.alloc(64 * 1024, String(i)));

interface Changes {
  /** Changes the body after it was signed. */
  readonly tamper?: (body: Buffer) => Buffer;
  readonly trailer?: boolean;
}

async function put(chunks: readonly Buffer[], { tamper = (body) => body, trailer = false }: Changes = {}) {
  const content = Buffer.concat(chunks);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(content));
  const time = sim.clock
    .date()
    .toISOString()
    .replace(/[-:]|\.\d{3}/g, "");
  const headers = {
    host: "127.0.0.1",
    "x-amz-content-sha256": `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer ? "-TRAILER" : ""}`,
    "x-amz-date": time,
    "x-amz-decoded-content-length": String(content.length),
    ...(trailer && { "x-amz-trailer": "x-amz-checksum-crc32" }),
  };
  const { authorization, body } = signedChunks(
    { ...KEY, time },
    "/chunks/key",
    headers,
    chunks,
    trailer ? ["x-amz-checksum-crc32", checksum.toString("base64")] : undefined,
  );
  return send(sim.url, "PUT /chunks/key", { ...headers, authorization }, tamper(body));
}

function replaced(from: string, to: string) {
  return (body: Buffer) => Buffer.from(body.toString("latin1").replace(from, to), "latin1");
}

describe.each([
  ["read at once", SMALL],
  ["streamed", LARGE],
])("bodies signed chunk by chunk, %s (H09)", (_, chunks) => {
  const content = Buffer.concat(chunks).toString();

  test.each([false, true])("are taken when every signature is good, trailer: %s", async (trailer) => {
    const answer = await put(chunks, { trailer });
    expect([answer.status, answer.body]).toEqual([200, ""]);
    expect(sim.s3.text("chunks", "key")).toBe(content);
  });

  test("a chunk that was changed: SignatureDoesNotMatch, and the old object stays", async () => {
    await s3.putObject({ Bucket: "chunks", Key: "key", Body: "old" });
    const last = chunks.at(-1)?.toString() ?? "";
    const error = errorOf(await put(chunks, { tamper: replaced(last, last.replace(/.$/, "!")) }));
    expect(error).toMatchObject({
      status: 403,
      Code: "SignatureDoesNotMatch",
      AWSAccessKeyId: "AKIAVALID",
      StringToSign: expect.stringMatching(
        /^AWS4-HMAC-SHA256-PAYLOAD\n\d{8}T\d{6}Z\n\d{8}\/us-east-1\/s3\/aws4_request\n[0-9a-f]{64}\n[0-9a-f]{64}\n[0-9a-f]{64}$/,
      ),
      SignatureProvided: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(error).not.toHaveProperty("CanonicalRequest");
    expect(sim.s3.text("chunks", "key")).toBe("old");
  });

  test.each([
    ["a chunk without its signature", /;chunk-signature=[0-9a-f]{64}/, ""],
    ["a trailer without its signature", /x-amz-trailer-signature:[0-9a-f]{64}\r\n/, ""],
    ["bytes behind the last chunk", /$/, "more"],
  ])("%s: IncompleteBody", async (_name, pattern, by) => {
    await s3.putObject({ Bucket: "chunks", Key: "key", Body: "old" });
    const tamper = (body: Buffer) => Buffer.from(body.toString("latin1").replace(pattern, by), "latin1");
    expect(errorOf(await put(chunks, { trailer: true, tamper }))).toMatchObject({ Code: "IncompleteBody" });
    expect(sim.s3.text("chunks", "key")).toBe("old");
  });

  test.each([
    ["that was not announced", "x-amz-checksum-sha256:AAAA\r\nx-amz-trailer-signature"],
    ["after the signature", "x-amz-trailer-signature:AAAA\r\nx-amz-checksum-sha256"],
  ])("a trailer %s: MalformedTrailerError", async (_name, by) => {
    const tamper = replaced("x-amz-trailer-signature", by);
    expect(errorOf(await put(chunks, { trailer: true, tamper }))).toMatchObject({
      status: 400,
      Code: "MalformedTrailerError",
    });
  });

  test("a trailer that was changed: SignatureDoesNotMatch of the trailer", async () => {
    const tamper = replaced("x-amz-checksum-crc32:", "x-amz-checksum-crc32:A");
    expect(errorOf(await put(chunks, { trailer: true, tamper }))).toMatchObject({
      Code: "SignatureDoesNotMatch",
      StringToSign: expect.stringMatching(/^AWS4-HMAC-SHA256-TRAILER\n/),
    });
  });
});

test("chunks in another order are rejected: each signature covers the one before", async () => {
  const swapped = (body: Buffer) => {
    const text = body.toString("latin1");
    const second = text.indexOf("2710;chunk-signature");
    const third = text.indexOf("7;chunk-signature", second);
    return Buffer.from(text.slice(second, third) + text.slice(0, second) + text.slice(third), "latin1");
  };
  expect(errorOf(await put(SMALL, { tamper: swapped }))).toMatchObject({ Code: "SignatureDoesNotMatch" });
});
