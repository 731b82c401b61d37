import { describe, expect, test } from "vitest";
import { ACCOUNT, functionNamed, useLambda, ZIP } from "./lambda-world.js";
import { zipOf } from "./zip.js";

const world = useLambda();
const OTHER = zipOf("index.mjs", "export const handler = () => 2");

/** Downloads an archive. */
async function download(url = "") {
  const response = await fetch(url);
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get("content-type"), body };
}
const location = async (Qualifier?: string) =>
  (await world.lambda.getFunction({ FunctionName: "f1", Qualifier })).Code?.Location ?? "";
const refused = async (url: string) => {
  const { status, body } = await download(url);
  return [status, /<Code>(\w+)<\/Code>/.exec(body.toString())?.[1]];
};

describe("Code.Location", () => {
  test("G02 returns the archive of each version", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    await world.lambda.updateFunctionCode({ FunctionName: "f1", ZipFile: OTHER });
    const latest = await download(await location());
    expect([latest.status, latest.type]).toEqual([200, "application/zip"]);
    expect(latest.body.equals(OTHER)).toBe(true);
    const first = await download(await location("1"));
    expect(first.body.equals(ZIP)).toBe(true);
  });

  test("G02 returns the archive of code that came from S3", async () => {
    world.sim.s3.createBucket("code");
    world.sim.s3.putObject("code", "a.zip", ZIP);
    await world.lambda.createFunction(functionNamed("f1", { Code: { S3Bucket: "code", S3Key: "a.zip" } }));
    expect((await download(await location())).body.equals(ZIP)).toBe(true);
  });

  test("G02 returns the archive of a layer", async () => {
    const { Content } = await world.lambda.publishLayerVersion({
      LayerName: "l",
      Content: { ZipFile: OTHER },
    });
    expect((await download(Content?.Location)).body.equals(OTHER)).toBe(true);
    const read = await world.lambda.getLayerVersion({ LayerName: "l", VersionNumber: 1 });
    expect((await download(read.Content?.Location)).body.equals(OTHER)).toBe(true);
  });

  test("G02 is of the account and region of the function", async () => {
    const elsewhere = world.client({ accountId: "111122223333", region: "eu-west-1" });
    await elsewhere.createFunction(functionNamed("f1"));
    const { Code } = await elsewhere.getFunction({ FunctionName: "f1" });
    expect(Code?.Location).toContain("/awslambda-eu-west-1-tasks/snapshots/111122223333/f1-");
    expect((await download(Code?.Location)).body.equals(ZIP)).toBe(true);
    expect(await refused((Code?.Location ?? "").replace("111122223333", ACCOUNT))).toEqual([
      404,
      "NoSuchKey",
    ]);
  });

  test("G02 expires after ten minutes of simulated time, and cannot be renewed by hand", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    const url = await location();
    await world.sim.clock.advance("599s");
    expect((await download(url)).status).toBe(200);
    await world.sim.clock.advance("1s");
    expect(await refused(url)).toEqual([403, "AccessDenied"]);
    expect(await refused(url.replace("T120000Z", "T121000Z"))).toEqual([403, "SignatureDoesNotMatch"]);
    await world.lambda.deleteFunction({ FunctionName: "f1" });
    expect(await refused(url)).toEqual([404, "NoSuchKey"]);
  });
});
