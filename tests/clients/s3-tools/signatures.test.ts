import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { Folder, noise } from "../support/folder.js";
import { run, succeed } from "../support/run.js";
import { rcloneEnvironment, s3cmdConfiguration } from "../support/s3-tools.js";
import { describeWith, rclone, s3cmd } from "../support/tools.js";

const credential = { accessKeyId: "AKIASIGNER", secretAccessKey: "signers-secret" };
const KEY = "a b+é&~/note.txt";

describe("with signatures verified", async () => {
  // A region of before 2014, where signatures of version 2 still count.
  const sim = await createAwsSim({ region: "eu-west-1", verifySignatures: credential });
  const folder = await Folder.make();
  const content = noise(12);
  await folder.write("large.bin", content);
  await folder.write("note.txt", "a note");
  await folder.write("s3cfg", s3cmdConfiguration(sim));
  beforeEach(() => {
    sim.reset();
    sim.s3.createBucket("data");
  });
  afterAll(() => Promise.all([sim.close(), folder.close()]));

  const stored = () => sim.s3.objects("data").map(({ key, size }) => [key, size]);

  describeWith(s3cmd, "s3cmd", () => {
    const place = { cwd: folder.path, env: sim.env() };

    test.each([["version 4"], ["version 2", "--signature-v2"]])("signs with %s", async (_, ...version) => {
      const s3 = (...args: string[]) => succeed("s3cmd", ["-c", "s3cfg", ...version, ...args], place);
      await s3("put", "note.txt", `s3://data/${KEY}`);
      await s3("put", "large.bin", "s3://data/large.bin");
      expect(stored()).toEqual([
        [KEY, 6],
        ["large.bin", content.length],
      ]);
      await s3("cp", `s3://data/${KEY}`, "s3://data/copy.txt");
      expect(await s3("ls", "s3://data/copy.txt")).toContain("s3://data/copy.txt");
      const url = (await s3("signurl", `s3://data/${KEY}`, "+60")).trim();
      expect(await (await fetch(url)).text()).toBe("a note");
      await s3("del", "--recursive", "--force", "s3://data");
      expect(stored()).toEqual([]);
    });

    test("is rejected with another secret", async () => {
      const env = { ...place.env, AWS_SECRET_ACCESS_KEY: "another" };
      const refused = await run("s3cmd", ["-c", "s3cfg", "ls", "s3://data"], { ...place, env });
      expect(refused.stderr).toContain("403 (SignatureDoesNotMatch)");
    });
  });

  describeWith(rclone, "rclone", () => {
    const place = { cwd: folder.path, env: rcloneEnvironment(sim) };

    test.each([["version 4"], ["version 2", "--s3-v2-auth"]])("signs with %s", async (_, ...version) => {
      const clone = (...args: string[]) => succeed("rclone", [...version, ...args], place);
      await clone("copyto", "note.txt", `sim:data/${KEY}`);
      await clone("copyto", "large.bin", "sim:data/large.bin", "--s3-upload-cutoff", "5M");
      await clone("copyto", `sim:data/${KEY}`, "sim:data/copy.txt");
      expect(stored()).toEqual([
        [KEY, 6],
        ["copy.txt", 6],
        ["large.bin", content.length],
      ]);
      await clone("copyto", "sim:data/large.bin", "back.bin");
      expect((await folder.read("back.bin")).equals(content)).toBe(true);
      await clone("purge", "sim:data");
      expect(sim.s3.buckets()).toEqual([]);
    });

    test("presigns, and is rejected with another secret", async () => {
      sim.s3.putObject("data", KEY, "shared");
      const link = await succeed("rclone", ["link", `sim:data/${KEY}`, "--expire", "1h"], place);
      expect(await (await fetch(link.trim())).text()).toBe("shared");
      const env = { ...place.env, RCLONE_CONFIG_SIM_SECRET_ACCESS_KEY: "another" };
      const refused = await run("rclone", ["lsf", "sim:data"], { ...place, env });
      expect(refused.stderr).toContain("SignatureDoesNotMatch");
    });
  });
});
