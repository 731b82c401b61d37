import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { failure } from "../../../support/failure.js";

const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
afterAll(() => sim.close());
// In the process of the simulator, names do not have to resolve.
const config = { ...sim.clientConfig({ direct: true }), endpoint: "http://localhost", forcePathStyle: false };
const s3 = new S3(config);
const AccountId = sim.accountId;
const ARN = `arn:aws:s3:eu-west-1:${AccountId}:accesspoint/readers`;
let alias = "";

beforeEach(async () => {
  sim.reset();
  sim.s3.createBucket("docs");
  sim.s3.putObject("docs", "a", "text");
  const created = await new S3Control(config).createAccessPoint({
    AccountId,
    Name: "readers",
    Bucket: "docs",
  });
  alias = created.Alias ?? "";
});

const textOf = async (client: S3, Bucket: string, Key: string) =>
  (await client.getObject({ Bucket, Key })).Body?.transformToString();

describe("requests through an access point", () => {
  test.each([
    ["its ARN", () => ARN, s3],
    ["its alias in the host", () => alias, s3],
    ["its alias in the path", () => alias, new S3(sim.clientConfig())],
  ])("by %s", async (_, bucket, client) => {
    const Bucket = bucket();
    expect(await textOf(client, Bucket, "a")).toBe("text");
    await client.putObject({ Bucket, Key: "b/c", Body: "more" });
    const { Contents } = await client.listObjectsV2({ Bucket });
    expect(Contents?.map(({ Key }) => Key)).toEqual(["a", "b/c"]);
    const { UploadId } = await client.createMultipartUpload({ Bucket, Key: "parts" });
    const { ETag } = await client.uploadPart({ Bucket, Key: "parts", UploadId, PartNumber: 1, Body: "part" });
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
    await client.completeMultipartUpload({ Bucket, Key: "parts", UploadId, MultipartUpload });
    await client.putObjectTagging({ Bucket, Key: "a", Tagging: { TagSet: [{ Key: "k", Value: "v" }] } });
    await client.deleteObjects({ Bucket, Delete: { Objects: [{ Key: "b/c" }] } });
    expect(sim.s3.objects("docs").map(({ key }) => key)).toEqual(["a", "parts"]);
  });

  test("by AWS's host names, of its region", async () => {
    const body = async (host: string) => {
      const url = new URL(`http://${host}/a`);
      const client = new S3({ ...config, endpoint: url.origin, bucketEndpoint: true });
      return (await client.getObject({ Bucket: url.origin, Key: "a" })).Body?.transformToString();
    };
    const label = `readers-${AccountId}`;
    for (const host of [
      `${label}.s3-accesspoint.eu-west-1.amazonaws.com`,
      `${label}.s3-accesspoint.dualstack.eu-west-1.amazonaws.com`,
      `${label}.s3-accesspoint-fips.eu-west-1.amazonaws.com`,
    ])
      expect(await body(host)).toBe("text");
    for (const host of [
      `none-${AccountId}.s3-accesspoint.eu-west-1.amazonaws.com`,
      `${label}.s3-accesspoint.us-east-1.amazonaws.com`,
    ])
      expect(await failure(body(host))).toEqual({
        code: "NoSuchAccessPoint",
        message: "The specified accesspoint does not exist",
        status: 404,
      });
  });

  test("HeadBucket reveals an alias", async () => {
    expect((await s3.headBucket({ Bucket: alias })).AccessPointAlias).toBe(true);
    expect((await s3.headBucket({ Bucket: ARN })).AccessPointAlias).not.toBe(true);
  });

  test("copies from one and to one", async () => {
    await s3.copyObject({ Bucket: ARN, Key: "b", CopySource: `${ARN}/object/a` });
    await s3.copyObject({ Bucket: "docs", Key: "c", CopySource: `${alias}/a` });
    await s3.copyObject({ Bucket: alias, Key: "d e", CopySource: "docs/a" });
    expect(await textOf(s3, ARN, "d e")).toBe("text");
    expect(sim.s3.objects("docs").map(({ key }) => key)).toEqual(["a", "b", "c", "d e"]);
    const from = `arn:aws:s3:eu-west-1:${AccountId}:accesspoint/none/object/a`;
    expect(await failure(s3.copyObject({ Bucket: "docs", Key: "e", CopySource: from }))).toMatchObject({
      code: "NoSuchAccessPoint",
    });
  });

  test("presigned URLs", async () => {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const client = new S3(sim.clientConfig());
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: alias, Key: "a" }));
    expect(await (await fetch(url)).text()).toBe("text");
  });

  test.each<[string, (Bucket: string) => Promise<unknown>]>([
    ["GetBucketVersioning", (Bucket) => s3.getBucketVersioning({ Bucket })],
    ["DeleteBucket", (Bucket) => s3.deleteBucket({ Bucket })],
    ["PutBucketPolicy", (Bucket) => s3.putBucketPolicy({ Bucket, Policy: "{}" })],
    ["SelectObjectContent", (Bucket) => select(Bucket)],
  ])("%s is not possible", async (_, call) => {
    expect(await failure(call(alias))).toEqual({
      code: "MethodNotAllowed",
      message: "The specified method is not allowed against this resource.",
      status: 405,
    });
  });

  test("events name the bucket", async () => {
    const events: unknown[] = [];
    sim.s3.onEvent("docs", (event) => void events.push(event));
    await s3.putObject({ Bucket: ARN, Key: "b" });
    await sim.clock.advance("1m");
    expect(events).toMatchObject([{ s3: { bucket: { name: "docs" } } }]);
  });

  test("a host with a label that is not an access point is a bucket", async () => {
    sim.s3.createBucket(`logs-${AccountId}`);
    await s3.putObject({ Bucket: `logs-${AccountId}`, Key: "a" });
    expect(sim.s3.objects(`logs-${AccountId}`)).toHaveLength(1);
  });
});

const select = (Bucket: string) =>
  s3.selectObjectContent({
    Bucket,
    Key: "a",
    Expression: "SELECT * FROM S3Object",
    ExpressionType: "SQL",
    InputSerialization: { CSV: {} },
    OutputSerialization: { CSV: {} },
  });
