import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { errorOf, send } from "./raw.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
beforeAll(() => s3.createBucket({ Bucket: "keys" }));
afterAll(() => sim.close());

/** What is in the request line, and the key that it means. */
const KEYS: [path: string, key: string][] = [
  ["a/../b/./c", "a/../b/./c"],
  ["..", ".."],
  ["/leading", "/leading"],
  ["a//b", "a//b"],
  ["trailing/", "trailing/"],
  ["/", "/"],
  ["a%2Fb", "a/b"],
  ["a%252Fb", "a%2Fb"],
  ["plus+plus", "plus+plus"],
  ["plus%2Bplus%20space", "plus+plus space"],
  ["%F0%9F%98%80", "😀"],
  ["%01%1F%7F%0A%00", "\u0001\u001f\u007f\n\u0000"],
  ["%3Cxml%20a=%22b%22%3E%26'%3C/xml%3E", '<xml a="b">&\'</xml>'],
  ["$:@!*(),;=~", "$:@!*(),;=~"],
  ["_sim/health", "_sim/health"],
  ["2015-03-31/functions", "2015-03-31/functions"],
  ["%5E%60%7B%7D%7C%5C", "^`{}|\\"],
  ["k".repeat(1024), "k".repeat(1024)],
  ["%C3%BC".repeat(512), "ü".repeat(512)],
];

describe("keys of every kind", () => {
  test.each(KEYS)("over raw HTTP: %.30j", async (path, key) => {
    const put = await send(sim.url, `PUT /keys/${path}`, {}, `content of ${key}`);
    expect([put.status, put.body]).toEqual([200, ""]);
    const { status, body } = await send(sim.url, `GET /keys/${path}`);
    expect([status, body]).toEqual([200, `content of ${key}`]);
    const { Body } = await s3.getObject({ Bucket: "keys", Key: key });
    expect(await Body?.transformToString()).toBe(`content of ${key}`);
  });

  test.each(KEYS.map(([, key]) => key))("through the SDK, signed and verified: %j (H09)", async (Key) => {
    const KEY = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };
    await using strict = await createAwsSim({ verifySignatures: KEY });
    for (const direct of [false, true]) {
      const client = new S3(strict.clientConfig({ direct }));
      await client.createBucket({ Bucket: "keys" });
      await client.send(new PutObjectCommand({ Bucket: "keys", Key, Body: "x" }));
      const { Body } = await client.send(new GetObjectCommand({ Bucket: "keys", Key }));
      expect(await Body?.transformToString()).toBe("x");
      const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: "keys" }));
      // XML 1.0 has no control characters: the SDK drops what it cannot read.
      if (!/\p{Cc}/u.test(Key)) expect(Contents?.map((object) => object.Key)).toEqual([Key]);
    }
  });
});

describe("an invalid key", () => {
  test.each(["%", "%zz", "%FF", "a%C3b", "%E0%80%80"])("%j: InvalidURI", async (path) => {
    expect(errorOf(await send(sim.url, `GET /keys/${path}`))).toEqual({
      status: 400,
      Code: "InvalidURI",
      Message: "Couldn't parse the specified URI.",
      URI: Buffer.from(`/keys/${path}`).toString(),
    });
  });

  test("one of 1,025 bytes: KeyTooLongError", async () => {
    expect(errorOf(await send(sim.url, `PUT /keys/${"%C3%BC".repeat(512)}k`))).toEqual({
      status: 400,
      Code: "KeyTooLongError",
      Message: "Your key is too long",
      Size: "1025",
      MaxSizeAllowed: "1024",
    });
  });
});
