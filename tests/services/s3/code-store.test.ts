import { createHash } from "node:crypto";
import { Lambda } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { FN, functionNamed } from "../lambda/setup.js";
import { zipOf } from "../lambda/zip.js";
import { refusalOf, s3World } from "./objects/world.js";

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

test("G01 a function is not made from what S3 does not have", async () => {
  const Bucket = world.bucket();
  world.sim.s3.at({ region: "eu-west-1" }).createBucket("far-away");
  const make = (S3Bucket: string, S3Key = "a.zip") =>
    refusalOf(lambda().createFunction(functionNamed("none", { Code: { S3Bucket, S3Key } })));
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
