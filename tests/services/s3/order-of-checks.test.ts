import { describe, expect, test } from "vitest";
import { s3World } from "./s3-world.js";

const world = s3World();
const Bucket = "checked";

describe("of a request with several errors, S3 returns one", () => {
  test.each([
    ["encryption", "<ServerSideEncryptionConfiguration><Rule>"],
    ["encryption", "<ServerSideEncryptionConfiguration/>"],
    ["lifecycle", "no XML"],
    ["tagging", ""],
    ["policy", "no JSON"],
    ["versioning", "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>"],
  ])("NoSuchBucket before what is wrong with the document: ?%s %s", async (subResource, document) => {
    const { status, code, text } = await world.fetch(`/none?${subResource}`, {
      method: "PUT",
      body: document,
    });
    expect([status, code]).toEqual([404, "NoSuchBucket"]);
    expect(text).toContain("<BucketName>none</BucketName>");
  });

  test("a name that cannot be accelerated before a status that does not exist", async () => {
    await world.s3.createBucket({ Bucket: "with.dots" });
    await world.s3.createBucket({ Bucket });
    const accelerate = (bucket: string) =>
      world.fetch(`/${bucket}?accelerate`, {
        method: "PUT",
        body: "<AccelerateConfiguration><Status>enabled</Status></AccelerateConfiguration>",
      });
    expect((await accelerate("with.dots")).code).toBe("InvalidRequest");
    expect((await accelerate(Bucket)).code).toBe("MalformedXML");
  });

  test("half a retention before a missing digest", async () => {
    await world.s3.createBucket({ Bucket, ObjectLockEnabledForBucket: true });
    for (const [name, value] of [
      ["x-amz-object-lock-mode", "GOVERNANCE"],
      ["x-amz-object-lock-retain-until-date", "2030-01-01T00:00:00Z"],
    ] as const) {
      const answer = await fetch(`${world.sim.url}/${Bucket}/k`, {
        method: "PUT",
        headers: { [name]: value },
        body: "x",
      });
      const text = await answer.text();
      expect(text).toContain(
        "<Message>x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied</Message>",
      );
    }
  });

  test("a version id, then a part number, before a missing key", async () => {
    await world.s3.createBucket({ Bucket });
    const message = async (query: string, Range?: string) => {
      const answer = await fetch(`${world.sim.url}/${Bucket}/none?${query}`, {
        headers: Range ? { Range } : {},
      });
      return /<Message>(.*?)<\/Message>/.exec(await answer.text())?.[1];
    };
    expect(await message("partNumber=0&versionId=x", "bytes=0-1")).toBe("Invalid version id specified");
    expect(await message("partNumber=0", "bytes=0-1")).toBe(
      "Cannot specify both Range header and partNumber query parameter",
    );
    expect(await message("partNumber=0")).toBe(
      "Part number must be an integer between 1 and 10000, inclusive",
    );
    expect(await message("partNumber=1")).toBe("The specified key does not exist.");
  });

  test("an empty legal hold before a bucket without Object Lock", async () => {
    await world.s3.createBucket({ Bucket });
    await world.put(Bucket, "k");
    const { code } = await world.fetch(`/${Bucket}/k?legal-hold`, { method: "PUT", body: "<LegalHold/>" });
    expect(code).toBe("MalformedXML");
  });
});
