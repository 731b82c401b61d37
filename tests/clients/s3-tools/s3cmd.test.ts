import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { Folder, noise } from "../support/folder.js";
import { run, succeed } from "../support/run.js";
import { s3cmdConfiguration } from "../support/s3-tools.js";
import { describeWith, s3cmd } from "../support/tools.js";

describeWith(s3cmd, "s3cmd", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", startTime: "2026-01-02T03:04:05Z", clock: "frozen" });
  const folder = await Folder.make();
  beforeEach(() => sim.reset());
  afterAll(() => Promise.all([sim.close(), folder.close()]));

  await folder.write("s3cfg", s3cmdConfiguration(sim));
  const place = { cwd: folder.path, env: { ...sim.env(), TZ: "UTC" } };
  const s3 = (...args: string[]) => succeed("s3cmd", ["-c", "s3cfg", ...args], place);
  const keys = () => sim.s3.objects("data").map((object) => object.key);

  test("creates a bucket, puts, lists, heads, gets and deletes an object", async () => {
    await folder.write("note.txt", "a note");
    expect(await s3("mb", "s3://data")).toBe("Bucket 's3://data/' created\n");
    await s3(
      "put",
      "note.txt",
      "s3://data/in/note.txt",
      "--add-header=x-amz-meta-stage:test",
      "--mime-type=text/plain",
    );
    expect(sim.s3.object("data", "in/note.txt")).toMatchObject({
      contentType: "text/plain",
      metadata: { stage: "test", "s3cmd-attrs": expect.stringContaining("md5:") },
    });
    expect(await s3("ls")).toBe("2026-01-02 03:04  s3://data\n");
    expect(await s3("ls", "s3://data")).toBe("                          DIR  s3://data/in/\n");
    expect(await s3("ls", "--recursive", "s3://data")).toBe(
      "2026-01-02 03:04            6  s3://data/in/note.txt\n",
    );
    const info = (await s3("info", "s3://data/in/note.txt"))
      .split("\n")
      .map((line) => line.replace(/\s+/g, " ").trim());
    expect(info).toEqual(
      expect.arrayContaining([
        "File size: 6",
        "MIME type: text/plain",
        "Storage: STANDARD",
        "x-amz-meta-stage: test",
      ]),
    );
    expect(await s3("info", "s3://data")).toContain("Location:  eu-west-1");
    await s3("get", "s3://data/in/note.txt", "back.txt");
    expect(await folder.text("back.txt")).toBe("a note");
    await s3("del", "s3://data/in/note.txt");
    await s3("rb", "s3://data");
    expect(sim.s3.buckets()).toEqual([]);
  });

  test("synchronises both ways, and has nothing to do the second time", async () => {
    sim.s3.createBucket("data");
    await folder.write("tree/a.txt", "a");
    await folder.write("tree/sub/b é & c.txt", "b");
    await s3("sync", "tree/", "s3://data/tree/");
    expect(keys()).toEqual(["tree/a.txt", "tree/sub/b é & c.txt"]);
    expect(await s3("sync", "tree/", "s3://data/tree/")).toBe("");
    await s3("sync", "s3://data/tree/", "mirror/");
    expect(await folder.text("mirror/sub/b é & c.txt")).toBe("b");
    expect(await s3("sync", "s3://data/tree/", "mirror/")).toBe("");
    sim.s3.putObject("data", "tree/stray.txt", "x");
    await s3("sync", "--delete-removed", "tree/", "s3://data/tree/");
    expect(keys()).toEqual(["tree/a.txt", "tree/sub/b é & c.txt"]);
    await s3("del", "--recursive", "--force", "s3://data");
    expect(keys()).toEqual([]);
  });

  test("sends in parts, lists and aborts uploads", async () => {
    sim.s3.createBucket("data");
    const content = noise(12);
    await folder.write("large.bin", content);
    await s3("put", "large.bin", "s3://data/large.bin");
    expect(sim.s3.object("data", "large.bin")).toMatchObject({
      size: content.length,
      etag: expect.stringMatching(/-3"?$/),
    });
    await s3("get", "s3://data/large.bin", "large-back.bin");
    expect((await folder.read("large-back.bin")).equals(content)).toBe(true);
    await s3("cp", "s3://data/large.bin", "s3://data/copy.bin");
    expect(Buffer.from(sim.s3.bytes("data", "copy.bin") ?? []).equals(content)).toBe(true);
    const start = await fetch(`${sim.url}/data/begun?uploads`, { method: "POST" });
    const id = /<UploadId>(.*)<\/UploadId>/.exec(await start.text())?.[1] ?? "";
    expect(await s3("multipart", "s3://data")).toContain(`s3://data/begun\t${id}`);
    await s3("abortmp", "s3://data/begun", id);
    expect(sim.s3.uploads("data")).toEqual([]);
  });

  test("moves, modifies, signs and configures", async () => {
    sim.s3.createBucket("data");
    sim.s3.putObject("data", "a.txt", "content");
    await s3("mv", "s3://data/a.txt", "s3://data/b.txt");
    await s3("modify", "--add-header=cache-control:max-age=5", "s3://data/b.txt");
    expect(sim.s3.object("data", "b.txt")?.headers).toMatchObject({ CacheControl: "max-age=5" });
    const url = (await s3("signurl", "s3://data/b.txt", "+60")).trim();
    expect(await (await fetch(url)).text()).toBe("content");
    expect((await s3("du", "s3://data")).trim().replace(/\s+/g, " ")).toBe("7 1 objects s3://data/");
    await folder.write("cors.xml", CORS);
    await s3("setcors", "cors.xml", "s3://data");
    expect(await s3("info", "s3://data")).toContain("<AllowedOrigin>https://example.org</AllowedOrigin>");
    await s3("expire", "s3://data", "--expiry-days=30", "--expiry-prefix=logs/");
    expect(await s3("getlifecycle", "s3://data")).toMatch(/<Days>30<\/Days>/);
  });

  test("prints S3's own errors", async () => {
    const missing = await run("s3cmd", ["-c", "s3cfg", "ls", "s3://nowhere"], place);
    expect(missing.status).toBe(12);
    expect(missing.stderr).toContain("S3 error: 404 (NoSuchBucket): The specified bucket does not exist");
    sim.s3.createBucket("data");
    const acl = await run("s3cmd", ["-c", "s3cfg", "setacl", "--acl-public", "s3://data"], place);
    expect(acl.stderr).toContain("(AccessControlListNotSupported): The bucket does not allow ACLs");
  });
});

const CORS = `<CORSConfiguration><CORSRule><AllowedOrigin>https://example.org</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>`;
