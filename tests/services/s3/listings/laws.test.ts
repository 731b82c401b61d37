import { S3 } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { entriesOf, naiveListing } from "./naive.js";

const sim = await createAwsSim({ clock: "frozen" });
const s3 = new S3(sim.clientConfig({ direct: true }));
const Bucket = "laws";
// Names and delimiters of keys come out of XML only when they are encoded.
const common = { Bucket, EncodingType: "url" } as const;
afterAll(() => sim.close());

/** Characters on all sides of the places where UTF-8 and UTF-16 sort differently, and delimiters. */
const character = fc.constantFrom(
  "a",
  "b",
  "/",
  "-",
  "\u0000",
  "\u0001",
  "é",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "😀",
  "𐀀",
);
const text = (maxLength: number) =>
  fc.array(character, { maxLength }).map((characters) => characters.join(""));
const key = text(7).filter((name) => name !== "");
const question = fc.record({
  keys: fc.array(key, { maxLength: 25 }),
  prefix: text(2),
  delimiter: fc.oneof(fc.constant(""), fc.constant("/"), text(2)),
  size: fc.integer({ min: 1, max: 7 }),
});

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** The answer of an encoded listing with its names as they are. */
function decoded<Page extends Parameters<typeof entriesOf>[0]>(page: Page): string[] {
  const names = (list: readonly { Key?: string }[] = []) =>
    list.map(({ Key = "" }) => ({ Key: decode(Key) }));
  const CommonPrefixes = (page.CommonPrefixes ?? []).map(({ Prefix = "" }) => ({ Prefix: decode(Prefix) }));
  return entriesOf({ Contents: names(page.Contents ?? page.Versions), CommonPrefixes });
}

async function arrange(keys: readonly string[], versioned = false): Promise<void> {
  sim.reset();
  await s3.createBucket({ Bucket });
  if (versioned) {
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  }
  for (const name of keys) sim.s3.putObject(Bucket, name, "");
}

test("ListObjectsV2: the pages joined are the whole listing, whatever the keys", async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ keys, prefix, delimiter, size }) => {
      await arrange(keys);
      const found: string[] = [];
      let token: string | undefined;
      do {
        const page = await s3.listObjectsV2({
          ...common,
          Prefix: prefix,
          Delimiter: delimiter,
          MaxKeys: size,
          ContinuationToken: token,
        });
        const entries = decoded(page);
        expect(page.KeyCount).toBe(entries.length);
        expect(page.IsTruncated ? entries.length : 1).toBe(page.IsTruncated ? size : 1);
        found.push(...entries);
        token = page.NextContinuationToken;
      } while (token !== undefined);
      expect(found).toEqual(naiveListing(keys, prefix, delimiter));
    }),
    { numRuns: 150 },
  );
});

test("ListObjects: the pages behind each other's last entries are the whole listing", async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ keys, prefix, delimiter, size }) => {
      await arrange(keys);
      const found: string[] = [];
      let marker: string | undefined;
      for (;;) {
        const page = await s3.listObjects({
          ...common,
          Prefix: prefix,
          Delimiter: delimiter,
          MaxKeys: size,
          Marker: marker,
        });
        found.push(...decoded(page));
        if (!page.IsTruncated) break;
        marker = decode(page.NextMarker ?? page.Contents?.at(-1)?.Key ?? "");
      }
      expect(found).toEqual(naiveListing(keys, prefix, delimiter));
    }),
    { numRuns: 150 },
  );
});

test("ListObjectVersions: of keys with one version each, the same listing", async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ keys, prefix, delimiter, size }) => {
      await arrange(keys);
      const found: string[] = [];
      let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
      for (;;) {
        const asked = { ...common, Prefix: prefix, Delimiter: delimiter, MaxKeys: size };
        const page = await s3.listObjectVersions({ ...asked, ...markers });
        found.push(...decoded(page));
        if (!page.IsTruncated) break;
        markers = {
          KeyMarker: decode(page.NextKeyMarker ?? ""),
          VersionIdMarker: page.NextVersionIdMarker,
        };
      }
      expect(found).toEqual(naiveListing(keys, prefix, delimiter));
    }),
    { numRuns: 150 },
  );
});

test("start-after and marker leave out what is not behind them, whether it is there or not", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 25 }), key, async (keys, after) => {
      await arrange(keys);
      const behind = naiveListing(keys, "", "").filter(
        (entry) => Buffer.compare(Buffer.from(entry), Buffer.from(`key ${after}`)) > 0,
      );
      expect(decoded(await s3.listObjectsV2({ ...common, StartAfter: after }))).toEqual(behind);
      expect(decoded(await s3.listObjects({ ...common, Marker: after }))).toEqual(behind);
      expect(decoded(await s3.listObjectVersions({ ...common, KeyMarker: after }))).toEqual(behind);
    }),
    { numRuns: 100 },
  );
});
