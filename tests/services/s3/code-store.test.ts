import { createHash } from "node:crypto";
import { Lambda, type LayerVersionContentInput } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { FN, functionNamed } from "../lambda/lambda-world.js";
import { zipOf } from "../lambda/zip.js";
import { s3World } from "./objects/objects-world.js";

const world = s3World();
const lambda = () => new Lambda({ ...world.sim.clientConfig(), maxAttempts: 1 });
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");

test("G01 A16 a function is made from an archive in S3, and from a version of it", async () => {
  const Bucket = world.bucket("Enabled");
  const [first, second] = [zipOf("index.mjs", "1"), zipOf("index.mjs", "2")];
  const { VersionId } = await world.s3.putObject({ Bucket, Key: "code/a.zip", Body: first });
  await world.s3.putObject({ Bucket, Key: "code/a.zip", Body: second });
  const Code = { S3Bucket: Bucket, S3Key: "code/a.zip" };
  expect(await lambda().createFunction(functionNamed("latest", { Code }))).toMatchObject({
    FunctionArn: FN("latest"),
    CodeSha256: digest(second),
    CodeSize: second.length,
  });
  const older = functionNamed("older", { Code: { ...Code, S3ObjectVersion: VersionId } });
  expect((await lambda().createFunction(older)).CodeSha256).toBe(digest(first));
});

test("G01 a version that does not exist, or an archived object, is S3's own error", async () => {
  const Bucket = world.bucket("Enabled");
  const { VersionId } = await world.s3.putObject({ Bucket, Key: "c.zip", Body: "" });
  await world.s3.putObject({ Bucket, Key: "a.zip", Body: zipOf("index.mjs", "1") });
  await world.s3.putObject({ Bucket, Key: "b.zip", Body: zipOf("index.mjs", "1"), StorageClass: "GLACIER" });
  const refused = async (S3Key: string, S3ObjectVersion?: string) => {
    const Code = { S3Bucket: Bucket, S3Key, S3ObjectVersion };
    return (await failure(lambda().createFunction(functionNamed("none", { Code })))).message;
  };
  const message = (code: string, text: string) =>
    `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${text}`;
  expect(await refused("a.zip", VersionId)).toBe(
    message("NoSuchVersion", "The specified version does not exist."),
  );
  expect(await refused("a.zip", "nonsense")).toBe(message("InvalidArgument", "Invalid version id specified"));
  expect(await refused("b.zip")).toBe(
    message("InvalidObjectState", "The operation is not valid for the object's storage class"),
  );
  await world.s3.deleteObject({ Bucket, Key: "a.zip" });
  expect(await refused("a.zip")).toBe(message("NoSuchKey", "The specified key does not exist."));
});

test("G01 a bucket of another account is not read", async () => {
  world.sim.s3.at({ account: "210987654321" }).createBucket("theirs");
  world.sim.s3.putObject("theirs", "a.zip", zipOf("index.mjs", "1"));
  const Code = { S3Bucket: "theirs", S3Key: "a.zip" };
  expect((await failure(lambda().createFunction(functionNamed("none", { Code })))).message).toBe(
    "Error occurred while GetObject. S3 Error Code: AccessDenied. S3 Error Message: Access Denied",
  );
});

test("G01 a layer is made from an archive in S3, and from a version of it", async () => {
  const Bucket = world.bucket("Enabled");
  const [first, second] = [zipOf("lib.mjs", "1"), zipOf("lib.mjs", "2")];
  const { VersionId: S3ObjectVersion } = await world.s3.putObject({
    Bucket,
    Key: "layers/ü/l.zip",
    Body: first,
  });
  await world.s3.putObject({ Bucket, Key: "layers/ü/l.zip", Body: second });
  const publish = (Content: LayerVersionContentInput) =>
    lambda().publishLayerVersion({ LayerName: "shared", Content: { S3Bucket: Bucket, ...Content } });
  const latest = await publish({ S3Key: "layers/ü/l.zip" });
  const older = await publish({ S3Key: "layers/ü/l.zip", S3ObjectVersion });
  expect([latest.Content?.CodeSha256, older.Content?.CodeSha256]).toEqual([digest(second), digest(first)]);
  expect((await failure(publish({ S3Key: "none.zip" }))).message).toBe(
    "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
  );
});

test("G01 a function is not made from what S3 does not have", async () => {
  const Bucket = world.bucket();
  world.sim.s3.at({ region: "eu-west-1" }).createBucket("far-away");
  const make = (S3Bucket: string, S3Key = "a.zip") =>
    failure(lambda().createFunction(functionNamed("none", { Code: { S3Bucket, S3Key } })));
  const refused = (code: string, message: string) => ({
    status: 400,
    code: "InvalidParameterValueException",
    message: `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`,
  });
  expect(await make(Bucket)).toMatchObject(refused("NoSuchKey", "The specified key does not exist."));
  expect(await make("nowhere")).toMatchObject(refused("NoSuchBucket", "The specified bucket does not exist"));
  expect(await make("far-away")).toMatchObject(
    refused(
      "PermanentRedirect",
      "The bucket is in this region: eu-west-1. Please use this region to retry the request",
    ),
  );
  world.sim.s3.putObject(Bucket, "text.zip", "no archive");
  expect((await make(Bucket, "text.zip")).message).toContain("Could not unzip uploaded file");
});
