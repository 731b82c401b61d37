import { afterAll, afterEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { Folder, noise } from "../support/folder.js";
import { awsCli, describeWith } from "../support/tools.js";

const credential = { accessKeyId: "AKIASIGNER", secretAccessKey: "signers-secret" };
const quiet = { "no-progress": true } as const;

describeWith(awsCli, "aws s3, with signatures verified", async () => {
  const sim = await createAwsSim({ verifySignatures: credential });
  const folder = await Folder.make();
  await folder.write("s3v4.ini", "[default]\ns3 =\n  signature_version = s3v4\n");
  await folder.write("signed.ini", "[default]\ns3 =\n  payload_signing_enabled = true\n");
  const aws = new AwsCli(sim, {}, folder.path);
  const version4 = new AwsCli(sim, { AWS_CONFIG_FILE: folder.at("s3v4.ini") }, folder.path);
  afterEach(() => sim.reset());
  afterAll(() => Promise.all([sim.close(), folder.close()]));

  test("takes small and large uploads, listings and deletions", async () => {
    const content = noise(20);
    await folder.write("large.bin", content);
    await folder.write("tree/a & b+c/é ~.txt", "odd name");
    await aws.text("s3 mb s3://data");
    await aws.text("s3 cp large.bin s3://data/large.bin", quiet);
    await aws.text("s3 sync tree s3://data/tree", quiet);
    await aws.run("s3 cp - s3://data/piped.txt", {}, "piped");
    expect(sim.s3.objects("data").map(({ key, size }) => [key, size])).toEqual([
      ["large.bin", content.length],
      ["piped.txt", 5],
      ["tree/a & b+c/é ~.txt", 8],
    ]);
    await aws.text("s3 cp s3://data/large.bin back.bin", quiet);
    expect((await folder.read("back.bin")).equals(content)).toBe(true);
    await aws.text("s3 mv s3://data/tree s3://data/moved", { ...quiet, recursive: true });
    expect(sim.s3.text("data", "moved/a & b+c/é ~.txt")).toBe("odd name");
    await aws.text("s3 rb s3://data", { force: true });
    expect(sim.s3.buckets()).toEqual([]);
  });

  test("takes bodies whose hash is signed", async () => {
    sim.s3.createBucket("data");
    await folder.write("small.txt", "signed body");
    const signing = new AwsCli(sim, { AWS_CONFIG_FILE: folder.at("signed.ini") }, folder.path);
    await signing.text("s3 cp small.txt s3://data/small.txt", quiet);
    expect(sim.s3.text("data", "small.txt")).toBe("signed body");
  });

  test("takes URLs presigned with either version of signatures, until they expire", async () => {
    sim.s3.createBucket("data");
    const urls = await Promise.all(
      [aws, version4].map(async (cli) =>
        (await cli.text("s3 presign s3://data/folder/é+&.txt", { "expires-in": 60 })).trim(),
      ),
    );
    sim.s3.putObject("data", "folder/é+&.txt", "shared");
    // Version 1 of the CLI signs with version 2 by default.
    expect(urls[1]).toContain("X-Amz-Algorithm=AWS4-HMAC-SHA256");
    for (const url of urls) {
      const answer = await fetch(url);
      expect([answer.status, await answer.text()]).toEqual([200, "shared"]);
      const other = await fetch(url.replace("folder", "elsewhere"));
      expect(other.status).toBe(403);
      expect(await other.text()).toContain("<Code>SignatureDoesNotMatch</Code>");
    }
    await sim.clock.advance("2m");
    for (const url of urls) {
      const answer = await fetch(url);
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain("<Message>Request has expired</Message>");
    }
  });

  test("rejects other secrets and unknown keys in S3's words", async () => {
    sim.s3.createBucket("data");
    const wrong = new AwsCli(sim, { AWS_SECRET_ACCESS_KEY: "another" });
    const unknown = new AwsCli(sim, { AWS_ACCESS_KEY_ID: "AKIANOBODY" });
    expect((await wrong.run("s3api list-objects-v2", { bucket: "data" })).stderr).toContain(
      "(SignatureDoesNotMatch)",
    );
    expect((await unknown.run("s3api list-objects-v2", { bucket: "data" })).stderr).toContain(
      "(InvalidAccessKeyId)",
    );
    const unsigned = await aws.run("s3api list-objects-v2", { bucket: "data", "no-sign-request": true });
    expect(unsigned.stderr).toContain("(AccessDenied)");
  });
});
