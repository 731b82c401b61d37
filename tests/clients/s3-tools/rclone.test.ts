import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { Folder, noise } from "../support/folder.js";
import { run, succeed } from "../support/run.js";
import { describeWith, rclone } from "../support/tools.js";

describeWith(rclone, "rclone", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const folder = await Folder.make();
  beforeEach(() => sim.reset());
  afterAll(() => Promise.all([sim.close(), folder.close()]));

  const place = {
    cwd: folder.path,
    env: {
      ...sim.env(),
      RCLONE_CONFIG: "/dev/null",
      RCLONE_RETRIES: "1",
      RCLONE_LOW_LEVEL_RETRIES: "1",
      RCLONE_CONFIG_SIM_TYPE: "s3",
      // With its provider AWS, rclone puts buckets before any host, addresses too.
      RCLONE_CONFIG_SIM_PROVIDER: "Other",
      RCLONE_CONFIG_SIM_ENV_AUTH: "true",
      RCLONE_CONFIG_SIM_ENDPOINT: sim.url,
      RCLONE_CONFIG_SIM_REGION: sim.region,
      // Until version 1.61 it sends an ACL with all that it writes, "private" unless told so: which buckets of today refuse.
      RCLONE_CONFIG_SIM_ACL: "bucket-owner-full-control",
      RCLONE_CONFIG_SIM_LOCATION_CONSTRAINT: sim.region,
    },
  };
  const clone = (...args: string[]) => succeed("rclone", args, place);
  const keys = () => sim.s3.objects("data").map((object) => object.key);

  test("copies a tree, checks it, and synchronises what changed", async () => {
    await folder.write("tree/a.txt", "a");
    await folder.write("tree/sub/b é & c.txt", "b");
    await clone("mkdir", "sim:data");
    await clone("copy", "tree", "sim:data/tree");
    expect(keys()).toEqual(["tree/a.txt", "tree/sub/b é & c.txt"]);
    // It keeps the time of a file in the metadata of its object.
    expect(sim.s3.object("data", "tree/a.txt")?.metadata).toEqual({
      mtime: expect.stringMatching(/^\d+(\.\d+)?$/),
    });
    await clone("check", "tree", "sim:data/tree");
    sim.resetHistory();
    await clone("sync", "tree", "sim:data/tree");
    expect(sim.requests.filter({ operation: "PutObject" })).toEqual([]);
    await folder.write("tree/a.txt", "changed");
    sim.s3.putObject("data", "tree/stray.txt", "x");
    expect((await run("rclone", ["check", "tree", "sim:data/tree"], place)).status).toBe(1);
    await clone("sync", "tree", "sim:data/tree", "--s3-list-version", "2");
    expect(keys()).toEqual(["tree/a.txt", "tree/sub/b é & c.txt"]);
    expect(sim.s3.text("data", "tree/a.txt")).toBe("changed");
    await clone("copy", "sim:data/tree", "back");
    expect(await folder.text("back/sub/b é & c.txt")).toBe("b");
  });

  test("lists, shows, moves, deletes and purges", async () => {
    sim.s3.createBucket("data");
    for (const key of ["one.txt", "in/two.txt", "in/deep/three.txt"]) sim.s3.putObject("data", key, key);
    const listed: { Path: string; Size: number; IsDir: boolean }[] = JSON.parse(
      await clone("lsjson", "--recursive", "sim:data"),
    );
    expect(listed.map(({ Path, Size, IsDir }) => [Path, IsDir || Size]).sort()).toEqual([
      ["in", true],
      ["in/deep", true],
      ["in/deep/three.txt", 17],
      ["in/two.txt", 10],
      ["one.txt", 7],
    ]);
    expect((await clone("lsd", "sim:")).trim()).toMatch(/ data$/);
    expect(await clone("cat", "sim:data/in/two.txt")).toBe("in/two.txt");
    await succeed("rclone", ["rcat", "sim:data/piped.txt"], { ...place, input: "through a pipe" });
    expect(sim.s3.text("data", "piped.txt")).toBe("through a pipe");
    await clone("moveto", "sim:data/in/two.txt", "sim:data/moved.txt");
    expect(keys()).toEqual(["in/deep/three.txt", "moved.txt", "one.txt", "piped.txt"]);
    await clone("delete", "sim:data/in");
    expect(keys()).toEqual(["moved.txt", "one.txt", "piped.txt"]);
    const link = (await clone("link", "sim:data/one.txt", "--expire", "1h")).trim();
    expect(await (await fetch(link)).text()).toBe("one.txt");
    await clone("purge", "sim:data");
    expect(sim.s3.buckets()).toEqual([]);
  });

  test("sends, copies and fetches in parts", async () => {
    const content = noise(12);
    await folder.write("large.bin", content);
    const parts = ["--s3-upload-cutoff", "5M", "--s3-chunk-size", "5M"];
    await clone("copyto", "large.bin", "sim:data/large.bin", ...parts);
    expect(sim.s3.object("data", "large.bin")).toMatchObject({
      size: content.length,
      etag: expect.stringMatching(/-3"?$/),
    });
    await clone("copyto", "sim:data/large.bin", "sim:data/copy.bin", "--s3-copy-cutoff", "5M");
    expect(sim.requests.filter({ operation: "UploadPartCopy" })).toHaveLength(3);
    expect(Buffer.from(sim.s3.bytes("data", "copy.bin") ?? []).equals(content)).toBe(true);
    await clone(
      "copyto",
      "sim:data/copy.bin",
      "back.bin",
      "--multi-thread-cutoff",
      "1M",
      "--multi-thread-streams",
      "3",
    );
    expect((await folder.read("back.bin")).equals(content)).toBe(true);
    expect(JSON.parse(await clone("backend", "list-multipart-uploads", "sim:data"))).toEqual({ data: [] });
  });

  test("fails where a bucket is missing", async () => {
    const missing = await run("rclone", ["ls", "sim:nowhere"], place);
    expect(missing.status).toBe(3);
    expect(missing.stderr).toContain("directory not found");
  });
});
