import { request } from "node:http";
import { text } from "node:stream/consumers";
import { GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";

const sim = await createAwsSim({
  verifySignatures: { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" },
});
const s3 = new S3(sim.clientConfig());
const Bucket = "key-laws";
/** Apart, so that the other bucket holds what its own test put. */
const ofMetadata = "metadata-laws";
beforeAll(async () => {
  await s3.createBucket({ Bucket });
  await s3.createBucket({ Bucket: ofMetadata });
});
afterAll(() => sim.close());

const odd = fc.constantFrom(
  "..",
  ".",
  "/",
  "//",
  "%2F",
  "%",
  "+",
  " ",
  "?",
  "#",
  "&",
  "<",
  '"',
  "\\",
  "😀",
  "é",
);
const key = fc
  .oneof(
    fc.array(fc.oneof(odd, fc.string({ unit: "binary", maxLength: 3 })), { minLength: 1, maxLength: 12 }),
    fc.array(fc.constantFrom("a", "é", "😀", "/"), { minLength: 200, maxLength: 256 }),
  )
  .map((pieces) => pieces.join(""))
  .filter((name) => name !== "" && Buffer.byteLength(name) <= 1000);

/** Characters that XML 1.0 cannot represent: such keys are deleted one by one. */
const BEYOND_XML = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/u;

/** Sends what is signed as it is: `fetch` would take `..` out of the path. */
async function follow(url: string, method: string, body?: string): Promise<[status: number, text: string]> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf("/", "http://".length));
  return new Promise((resolve, reject) => {
    const sent = request({
      hostname,
      port,
      path,
      method,
      headers: { "Content-Length": Buffer.byteLength(body ?? "") },
    });
    sent.on("error", reject).on("response", (answer) => {
      text(answer).then((content) => resolve([answer.statusCode ?? 0, content]), reject);
    });
    sent.end(body);
  });
}

async function textOf(Key: string): Promise<string | undefined> {
  return (await s3.getObject({ Bucket, Key })).Body?.transformToString();
}

async function listed(): Promise<string[]> {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket, EncodingType: "url" });
  return Contents.map(({ Key = "" }) => decodeURIComponent(Key.replaceAll("+", " ")));
}

test("H08 H17: whatever a key is, all operations mean the same object", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(key, async (Key) => {
      const at = { Bucket, Key };
      const [copy, parts] = [`${Key}*copy`, `${Key}*parts`];
      await s3.putObject({ ...at, Body: "put" });
      expect(await textOf(Key)).toBe("put");
      expect(sim.s3.text(Bucket, Key)).toBe("put");

      const read = await getSignedUrl(s3, new GetObjectCommand(at));
      expect(await follow(read, "GET")).toEqual([200, "put"]);
      const write = await getSignedUrl(s3, new PutObjectCommand(at));
      expect(await follow(write, "PUT", "presigned")).toEqual([200, ""]);

      const CopySource = `${Bucket}/${encodeURIComponent(Key)}`;
      await s3.copyObject({ Bucket, Key: copy, CopySource });
      const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: parts });
      const { CopyPartResult } = await s3.uploadPartCopy({
        Bucket,
        Key: parts,
        UploadId,
        PartNumber: 1,
        CopySource,
      });
      const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
      const done = await s3.completeMultipartUpload({
        Bucket,
        Key: parts,
        UploadId,
        MultipartUpload: { Parts },
      });
      expect(done.Location).toBe(`https://${Bucket}.s3.us-east-1.amazonaws.com/${encodeURIComponent(parts)}`);
      expect([await textOf(copy), await textOf(parts)]).toEqual(["presigned", "presigned"]);

      await s3.putObjectTagging({ ...at, Tagging: { TagSet: [{ Key: "k", Value: "v" }] } });
      expect((await s3.headObject(at)).TagCount).toBe(1);
      expect(await listed()).toEqual([Key, copy, parts]);

      if (BEYOND_XML.test(Key)) {
        for (const name of [Key, copy, parts]) await s3.deleteObject({ Bucket, Key: name });
      } else {
        const Objects = [Key, copy, parts].map((name) => ({ Key: name }));
        const { Errors } = await s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } });
        expect(Errors).toBeUndefined();
      }
      expect(await listed()).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

const value = fc.string({ unit: "binary", maxLength: 40 }).map((name) => name.replace(/\p{Cc}/gu, "").trim());

/** The SDK itself loses the name "__proto__"; wire/odd-requests.test.ts sends it without one. */
const metadataName = fc
  .stringMatching(/^[a-z0-9!#$&'*+.^_`|~-]{1,12}$/)
  .filter((name) => name !== "__proto__");

test("H03 H04: metadata is returned unchanged, encoded where HTTP requires it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(metadataName, value), async (Metadata) => {
      // The SDK sends headers of ASCII only; what goes beyond is encoded by who writes it.
      const sent = Object.fromEntries(Object.entries(Metadata).map(([name, one]) => [name, encoded(one)]));
      await s3.putObject({ Bucket: ofMetadata, Key: "metadata", Body: "x", Metadata: sent });
      const head = await s3.headObject({ Bucket: ofMetadata, Key: "metadata" });
      const shown = Object.entries(head.Metadata ?? {}).map(([name, one]) => [name, decoded(one)] as const);
      expect(new Map(shown)).toEqual(new Map(Object.entries(Metadata)));
      expect(new Map(Object.entries(sim.s3.object(ofMetadata, "metadata")?.metadata ?? {}))).toEqual(
        new Map(Object.entries(Metadata)),
      );
    }),
    { numRuns: 100 },
  );
});

function encoded(one: string): string {
  return /^[\x20-\x7e]*$/.test(one) && !one.includes("=?")
    ? one
    : `=?UTF-8?B?${Buffer.from(one).toString("base64")}?=`;
}

function decoded(one: string): string {
  const [, kind, body = ""] = /^=\?UTF-8\?([BQ])\?(.*)\?=$/s.exec(one) ?? [];
  if (kind === undefined) return one;
  if (kind === "B") return Buffer.from(body, "base64").toString();
  return decodeURIComponent(
    body
      .replaceAll("_", " ")
      .replaceAll("%", "%25")
      .replace(/=([0-9A-F]{2})/g, "%$1"),
  );
}
