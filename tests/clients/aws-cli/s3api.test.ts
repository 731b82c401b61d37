import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli, type CliOptions } from "../support/aws-cli.js";
import { Folder, noise } from "../support/folder.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws s3api, with objects", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", startTime: "2026-01-02T03:04:05Z", clock: "frozen" });
  const folder = await Folder.make();
  const aws = new AwsCli(sim, {}, folder.path);
  beforeEach(() => sim.s3.createBucket("data"));
  afterEach(() => sim.reset());
  afterAll(() => Promise.all([sim.close(), folder.close()]));

  const bucket = "data";
  const object = (key: string) => ({ bucket, key });

  test("puts with checksums, heads and gets a range", async () => {
    await folder.write("digits.txt", "0123456789");
    for (const algorithm of ["CRC32", "SHA1", "SHA256"]) {
      const put = await aws.json("s3api put-object", {
        ...object("digits"),
        body: "digits.txt",
        "checksum-algorithm": algorithm,
        metadata: "stage=test",
      });
      expect(put).toEqual({
        ETag: '"781e5e245d69b566979b86e28d23f2c7"',
        [`Checksum${algorithm}`]: expect.any(String),
        ChecksumType: "FULL_OBJECT",
        ServerSideEncryption: "AES256",
      });
      const head = await aws.json("s3api head-object", { ...object("digits"), "checksum-mode": "ENABLED" });
      expect(head[`Checksum${algorithm}`]).toBe(put[`Checksum${algorithm}`]);
    }
    expect(await aws.json("s3api head-object", object("digits"))).toEqual({
      AcceptRanges: "bytes",
      ContentLength: 10,
      ContentType: "binary/octet-stream",
      ETag: '"781e5e245d69b566979b86e28d23f2c7"',
      LastModified: expect.stringMatching(/^(2026-01-02T03:04:05\+00:00|Fri, 02 Jan 2026 03:04:05 GMT)$/),
      Metadata: { stage: "test" },
      ServerSideEncryption: "AES256",
    });
    const got = await aws.json("s3api get-object part.txt", { ...object("digits"), range: "bytes=2-5" });
    expect(got).toMatchObject({ ContentLength: 4, ContentRange: "bytes 2-5/10" });
    expect(await folder.text("part.txt")).toBe("2345");
    const beyond = await aws.run("s3api get-object part.txt", { ...object("digits"), range: "bytes=20-" });
    expect(beyond.stderr).toContain(
      "(InvalidRange) when calling the GetObject operation: The requested range is not satisfiable",
    );
    const fresh = await aws.run("s3api put-object", { ...object("digits"), "if-none-match": "*" });
    expect(fresh.stderr).toContain("(PreconditionFailed)");
  });

  test("keeps versions, and marks what was deleted", async () => {
    await aws.text("s3api put-bucket-versioning", { bucket, "versioning-configuration": "Status=Enabled" });
    expect(await aws.json("s3api get-bucket-versioning", { bucket })).toEqual({ Status: "Enabled" });
    const versions: string[] = [];
    for (const content of ["one", "two"]) {
      await folder.write("v.txt", content);
      versions.unshift((await aws.json("s3api put-object", { ...object("v"), body: "v.txt" })).VersionId);
    }
    const { DeleteMarker, VersionId: marker } = await aws.json("s3api delete-object", object("v"));
    expect(DeleteMarker).toBe(true);
    const listed = await aws.json("s3api list-object-versions", {
      bucket,
      query: "{versions: Versions[].[VersionId,IsLatest], markers: DeleteMarkers[].[VersionId,IsLatest]}",
    });
    expect(listed).toEqual({
      versions: versions.map((id) => [id, false]),
      markers: [[marker, true]],
    });
    expect((await aws.run("s3api get-object out.txt", object("v"))).stderr).toContain("(NoSuchKey)");
    await aws.json("s3api get-object out.txt", { ...object("v"), "version-id": versions[1] ?? "" });
    expect(await folder.text("out.txt")).toBe("one");
    await aws.json("s3api delete-object", { ...object("v"), "version-id": marker });
    expect(sim.s3.text("data", "v")).toBe("two");
    const removed = await aws.json("s3api delete-objects", {
      bucket,
      delete: { Objects: versions.map((VersionId) => ({ Key: "v", VersionId })) },
    });
    expect(removed.Deleted).toHaveLength(2);
    expect(sim.s3.versions("data")).toEqual([]);
  });

  test("pages through listings with its options", async () => {
    for (const key of ["a", "b", "c/1", "c/2", "d"]) sim.s3.putObject("data", key, key);
    const keys = "Contents[].Key";
    const all = ["a", "b", "c/1", "c/2", "d"];
    expect(await aws.json("s3api list-objects-v2", { bucket, "page-size": 2, query: keys })).toEqual(all);
    expect(await aws.json("s3api list-objects", { bucket, "page-size": 2, query: keys })).toEqual(all);
    const first = await aws.json("s3api list-objects-v2", { bucket, "page-size": 2, "max-items": 3 });
    expect(first.Contents.map(({ Key }: { Key: string }) => Key)).toEqual(["a", "b", "c/1"]);
    const rest = await aws.json("s3api list-objects-v2", {
      bucket,
      "starting-token": first.NextToken,
      query: keys,
    });
    expect(rest).toEqual(["c/2", "d"]);
    const folded = { bucket, delimiter: "/", query: "[Contents[].Key,CommonPrefixes[].Prefix]" };
    expect(await aws.json("s3api list-objects-v2", folded)).toEqual([["a", "b", "d"], ["c/"]]);
    expect(
      await aws.text("s3api list-objects-v2", {
        bucket,
        prefix: "c/",
        output: "text",
        query: "Contents[].[Key,Size]",
      }),
    ).toBe("c/1\t3\nc/2\t3\n");
    const table = await aws.text("s3api list-objects-v2", {
      bucket,
      prefix: "c/",
      output: "table",
      query: "Contents[].{Key:Key,Size:Size}",
    });
    expect(table.split("\n").map((line) => line.replace(/\s+/g, " "))).toEqual(
      expect.arrayContaining(["| Key | Size |", "| c/1 | 3 |", "| c/2 | 3 |"]),
    );
    expect(await aws.json("s3api list-objects-v2", { bucket, prefix: "none", query: "Contents" })).toBe(null);
  });

  test("uploads in parts by hand", async () => {
    const [first, last] = [noise(5), Buffer.from("the end")];
    await folder.write("1.bin", first);
    await folder.write("2.bin", last);
    const { UploadId } = await aws.json("s3api create-multipart-upload", {
      ...object("parts"),
      "content-type": "text/x",
    });
    const upload = { ...object("parts"), "upload-id": UploadId };
    const parts: { PartNumber: number; ETag: string }[] = [];
    for (const number of [1, 2]) {
      const { ETag } = await aws.json("s3api upload-part", {
        ...upload,
        "part-number": number,
        body: `${number}.bin`,
      });
      parts.push({ PartNumber: number, ETag });
    }
    const query = "Parts[].[PartNumber,Size]";
    expect(await aws.json("s3api list-parts", { ...upload, "page-size": 1, query })).toEqual([
      [1, first.length],
      [2, last.length],
    ]);
    expect(await aws.json("s3api list-multipart-uploads", { bucket, query: "Uploads[].UploadId" })).toEqual([
      UploadId,
    ]);
    const completed = await aws.json("s3api complete-multipart-upload", {
      ...upload,
      "multipart-upload": { Parts: parts },
    });
    expect(completed).toMatchObject({ Bucket: "data", Key: "parts", ETag: expect.stringMatching(/-2"$/) });
    expect(Buffer.from(sim.s3.bytes("data", "parts") ?? []).equals(Buffer.concat([first, last]))).toBe(true);
    expect(sim.s3.object("data", "parts")?.contentType).toBe("text/x");
    const second = await aws.json("s3api create-multipart-upload", object("dropped"));
    await aws.text("s3api abort-multipart-upload", { ...object("dropped"), "upload-id": second.UploadId });
    expect(sim.s3.uploads("data")).toEqual([]);
  });

  test("copies and tags objects, and returns their attributes", async () => {
    sim.s3.putObject("data", "a é.txt", "text", { ContentType: "text/plain" });
    await aws.text("s3api put-object-tagging", {
      ...object("a é.txt"),
      tagging: "TagSet=[{Key=stage,Value=test}]",
    });
    await aws.json("s3api copy-object", { ...object("copy"), "copy-source": "data/a é.txt" });
    expect(await aws.json("s3api get-object-tagging", object("copy"))).toEqual({
      TagSet: [{ Key: "stage", Value: "test" }],
    });
    await aws.text("s3api delete-object-tagging", object("copy"));
    expect(sim.s3.object("data", "copy")).toMatchObject({ contentType: "text/plain", tags: {} });
    expect(
      await aws.json("s3api get-object-attributes", {
        ...object("copy"),
        "object-attributes": ["ObjectSize", "ETag"],
      }),
    ).toMatchObject({ ObjectSize: 4, ETag: "1cb251ec0d568de6a929b520c4aed8d1" });
    const same = await aws.run("s3api copy-object", { ...object("copy"), "copy-source": "data/copy" });
    expect(same.stderr).toContain(
      "(InvalidRequest) when calling the CopyObject operation: This copy request is illegal",
    );
  });

  test("waits for buckets and objects", async () => {
    const wait = (state: string, options: CliOptions) => aws.text(`s3api wait ${state}`, options);
    expect(await wait("bucket-exists", { bucket })).toBe("");
    expect(await wait("bucket-not-exists", { bucket: "nowhere" })).toBe("");
    expect(await wait("object-not-exists", object("late"))).toBe("");
    const waiting = wait("object-exists", object("late"));
    sim.s3.putObject("data", "late", "here");
    expect(await waiting).toBe("");
    await aws.text("s3api delete-object", object("late"));
    expect(await wait("object-not-exists", object("late"))).toBe("");
  });
});
