import { afterAll, afterEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { Folder, noise } from "../support/folder.js";
import { awsCli, describeWith } from "../support/tools.js";

const quiet = { "no-progress": true } as const;

describeWith(awsCli, "aws s3", async () => {
  // Frozen, so that what `ls` prints is the same in every run.
  const sim = await createAwsSim({ region: "eu-west-1", startTime: "2026-01-02T03:04:05Z", clock: "frozen" });
  const folder = await Folder.make();
  const aws = new AwsCli(sim, {}, folder.path);
  afterEach(() => sim.reset());
  afterAll(() => Promise.all([sim.close(), folder.close()]));

  test("makes buckets in the client's region, lists and removes them", async () => {
    expect(await aws.text("s3 mb s3://photos")).toBe("make_bucket: photos\n");
    expect(await aws.text("s3 ls")).toBe("2026-01-02 03:04:05 photos\n");
    expect(await aws.json("s3api get-bucket-location", { bucket: "photos" })).toEqual({
      LocationConstraint: "eu-west-1",
    });
    const again = await aws.run("s3 mb s3://photos");
    expect(again).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(
        "make_bucket failed: s3://photos An error occurred (BucketAlreadyOwnedByYou)",
      ),
    });
    sim.s3.putObject("photos", "kept.txt", "x");
    expect((await aws.run("s3 rb s3://photos")).stderr).toContain("(BucketNotEmpty)");
    expect(await aws.lines("s3 rb s3://photos", { force: true })).toEqual([
      "delete: s3://photos/kept.txt",
      "remove_bucket: photos",
    ]);
    expect(sim.s3.buckets()).toEqual([]);
  });

  test("copies files up and down, with their headers, metadata and encryption", async () => {
    sim.s3.createBucket("data");
    await folder.write("report.csv", "a,b\n1,2\n");
    const upload = await aws.text("s3 cp report.csv s3://data/2026/report.csv", {
      ...quiet,
      "content-type": "text/csv; charset=utf-8",
      "cache-control": "max-age=60",
      "content-disposition": "attachment",
      metadata: "author=ann,stage=test",
      sse: "AES256",
      "storage-class": "STANDARD_IA",
    });
    expect(upload).toBe("upload: ./report.csv to s3://data/2026/report.csv\n");
    expect(sim.s3.object("data", "2026/report.csv")).toMatchObject({
      contentType: "text/csv; charset=utf-8",
      headers: { CacheControl: "max-age=60", ContentDisposition: "attachment" },
      metadata: { author: "ann", stage: "test" },
      storageClass: "STANDARD_IA",
      size: 8,
    });
    await aws.text("s3 cp s3://data/2026/report.csv down/copy.csv", quiet);
    expect(await folder.text("down/copy.csv")).toBe("a,b\n1,2\n");
    expect(await aws.text("s3 cp s3://data/2026/report.csv -")).toBe("a,b\n1,2\n");
    await aws.text("s3 cp s3://data/2026/report.csv s3://data/copy.csv", quiet);
    expect(sim.s3.object("data", "copy.csv")).toMatchObject({
      contentType: "text/csv; charset=utf-8",
      metadata: { author: "ann", stage: "test" },
      storageClass: "STANDARD",
    });
  });

  test("takes an object from standard input", async () => {
    sim.s3.createBucket("data");
    await aws.run("s3 cp - s3://data/piped.txt", {}, "through a pipe\n");
    expect(sim.s3.text("data", "piped.txt")).toBe("through a pipe\n");
  });

  test("sends and fetches 20 MB in parts", async () => {
    sim.s3.createBucket("data");
    const content = noise(20);
    await folder.write("large.bin", content);
    await aws.text("s3 cp large.bin s3://data/large.bin", quiet);
    expect(sim.s3.object("data", "large.bin")).toMatchObject({
      size: content.length,
      etag: expect.stringMatching(/^"?[0-9a-f]{32}-3"?$/),
    });
    await aws.text("s3 cp s3://data/large.bin back.bin", quiet);
    expect((await folder.read("back.bin")).equals(content)).toBe(true);
    await aws.text("s3 cp s3://data/large.bin s3://data/copied.bin", quiet);
    expect(Buffer.from(sim.s3.bytes("data", "copied.bin") ?? []).equals(content)).toBe(true);
    const copies = sim.requests.filter({ operation: "UploadPartCopy" });
    expect(copies).toHaveLength(3);
    expect(sim.s3.uploads("data")).toEqual([]);
  });

  test("lists by prefix, in depth and summed up", async () => {
    sim.s3.createBucket("data");
    for (const key of ["a.txt", "logs/1.log", "logs/2.log", "logs/old/3 & é.log"])
      sim.s3.putObject("data", key, key);
    expect(await aws.text("s3 ls s3://data")).toBe(
      ["                           PRE logs/", "2026-01-02 03:04:05          5 a.txt", ""].join("\n"),
    );
    expect(await aws.text("s3 ls s3://data/logs/")).toBe(
      [
        "                           PRE old/",
        "2026-01-02 03:04:05         10 1.log",
        "2026-01-02 03:04:05         10 2.log",
        "",
      ].join("\n"),
    );
    expect(
      await aws.text("s3 ls s3://data", {
        recursive: true,
        summarize: true,
        "page-size": 1,
        "human-readable": true,
      }),
    ).toBe(
      [
        "2026-01-02 03:04:05    5 Bytes a.txt",
        "2026-01-02 03:04:05   10 Bytes logs/1.log",
        "2026-01-02 03:04:05   10 Bytes logs/2.log",
        "2026-01-02 03:04:05   19 Bytes logs/old/3 & é.log",
        "",
        "Total Objects: 4",
        "   Total Size: 44 Bytes",
        "",
      ].join("\n"),
    );
    expect(await aws.run("s3 ls s3://data/none")).toMatchObject({ status: 1, stdout: "" });
  });

  test("synchronises both ways, and has nothing to do the second time", async () => {
    sim.s3.createBucket("site");
    await folder.write("site/index.html", "<h1>hello</h1>");
    await folder.write("site/css/main.css", "h1 { color: red }");
    await folder.write("site/draft.tmp", "no");
    const up = () => aws.lines("s3 sync site s3://site/www", { ...quiet, exclude: "*.tmp", delete: true });
    expect(await up()).toEqual([
      "upload: site/css/main.css to s3://site/www/css/main.css",
      "upload: site/index.html to s3://site/www/index.html",
    ]);
    expect(sim.s3.object("site", "www/index.html")?.contentType).toBe("text/html");
    expect(await up()).toEqual([]);

    const down = () => aws.lines("s3 sync s3://site/www mirror", { ...quiet, delete: true });
    expect(await down()).toEqual([
      "download: s3://site/www/css/main.css to mirror/css/main.css",
      "download: s3://site/www/index.html to mirror/index.html",
    ]);
    expect(await down()).toEqual([]);
    expect(await folder.text("mirror/css/main.css")).toBe("h1 { color: red }");

    sim.s3.putObject("site", "www/extra.html", "gone soon");
    await folder.write("site/index.html", "<h1>changed</h1>");
    expect(await up()).toEqual([
      "delete: s3://site/www/extra.html",
      "upload: site/index.html to s3://site/www/index.html",
    ]);
    await folder.write("mirror/stray.html", "not of the bucket");
    expect(await down()).toEqual([
      "delete: mirror/stray.html",
      "download: s3://site/www/index.html to mirror/index.html",
    ]);
    expect(await aws.lines("s3 sync s3://site/www s3://site/backup", quiet)).toHaveLength(2);
    expect(await aws.lines("s3 sync s3://site/www s3://site/backup", quiet)).toEqual([]);
  });

  test("moves, and removes many by pattern", async () => {
    sim.s3.createBucket("data");
    await folder.write("letter.txt", "dear");
    expect(await aws.text("s3 mv letter.txt s3://data/in/letter.txt", quiet)).toBe(
      "move: ./letter.txt to s3://data/in/letter.txt\n",
    );
    await expect(folder.text("letter.txt")).rejects.toThrow("ENOENT");
    await aws.text("s3 mv s3://data/in/letter.txt s3://data/out/letter.txt", quiet);
    expect(sim.s3.objects("data").map((object) => object.key)).toEqual(["out/letter.txt"]);
    await aws.text("s3 mv s3://data/out/letter.txt back.txt", quiet);
    expect(await folder.text("back.txt")).toBe("dear");
    for (const key of ["t/1.log", "t/2.log", "t/3.txt", "u/4.log"]) sim.s3.putObject("data", key, key);
    expect(await aws.lines("s3 rm s3://data/t", { recursive: true, exclude: "*.txt" })).toEqual([
      "delete: s3://data/t/1.log",
      "delete: s3://data/t/2.log",
    ]);
    expect(sim.s3.objects("data").map((object) => object.key)).toEqual(["t/3.txt", "u/4.log"]);
  });

  test("presigns a URL that anybody can fetch", async () => {
    sim.s3.createBucket("data");
    sim.s3.putObject("data", "a+b/é.txt", "shared");
    const stdout = await aws.text("s3 presign s3://data/a+b/é.txt", { "expires-in": 60 });
    const answer = await fetch(stdout.trim());
    expect([answer.status, await answer.text()]).toEqual([200, "shared"]);
  });

  test("reports what S3 rejected, and fails", async () => {
    await folder.write("small.txt", "x");
    const missing = await aws.run("s3 cp small.txt s3://nowhere/small.txt", quiet);
    expect(missing.status).toBe(1);
    expect(missing.stderr.trim()).toMatch(
      /^upload failed: .* An error occurred \(NoSuchBucket\) when calling the PutObject operation: The specified bucket does not exist$/,
    );
    sim.s3.createBucket("data");
    const head = await aws.run("s3 cp s3://data/none none.txt", quiet);
    expect(head.stderr).toContain("An error occurred (404) when calling the HeadObject operation:");
  });
});
