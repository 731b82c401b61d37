import { afterAll, afterEach, describe, expect, test } from "vitest";
import { configurationWorld, failure, MALFORMED_XML } from "./configuration.js";

const { sim, s3, bucket } = await configurationWorld();
afterEach(() => sim.reset());
afterAll(() => sim.close());

const Bucket = "families";
const NO_SUCH = failure(404, "NoSuchConfiguration", "The specified configuration does not exist.");
const destination = { S3BucketDestination: { Bucket: "arn:aws:s3:::target", Format: "CSV" as const } };

function inventory(Id: string) {
  return {
    Id,
    IsEnabled: true,
    IncludedObjectVersions: "All" as const,
    Schedule: { Frequency: "Daily" as const },
    Destination: destination,
  };
}

describe("configurations by id", () => {
  test("metrics: put, got, listed, deleted", async () => {
    await bucket(Bucket);
    const MetricsConfiguration = { Id: "m", Filter: { Prefix: "a/" } };
    const put = await s3.putBucketMetricsConfiguration({ Bucket, Id: "m", MetricsConfiguration });
    expect(put.$metadata.httpStatusCode).toBe(204);
    expect(await s3.getBucketMetricsConfiguration({ Bucket, Id: "m" })).toMatchObject({
      MetricsConfiguration,
    });
    expect(await s3.listBucketMetricsConfigurations({ Bucket })).toMatchObject({
      IsTruncated: false,
      MetricsConfigurationList: [MetricsConfiguration],
    });
    await s3.deleteBucketMetricsConfiguration({ Bucket, Id: "m" });
    await expect(s3.getBucketMetricsConfiguration({ Bucket, Id: "m" })).rejects.toMatchObject(NO_SUCH);
    await expect(s3.deleteBucketMetricsConfiguration({ Bucket, Id: "m" })).rejects.toMatchObject(NO_SUCH);
    const other = { Id: "n" };
    await expect(
      s3.putBucketMetricsConfiguration({ Bucket, Id: "m", MetricsConfiguration: other }),
    ).rejects.toMatchObject(MALFORMED_XML);
  });

  test("metrics: a page is a hundred, in the order of the ids", async () => {
    await bucket(Bucket);
    const ids = Array.from({ length: 101 }, (_, index) => `m${String(index).padStart(3, "0")}`);
    for (const Id of ids.toReversed()) {
      await s3.putBucketMetricsConfiguration({ Bucket, Id, MetricsConfiguration: { Id } });
    }
    const first = await s3.listBucketMetricsConfigurations({ Bucket });
    expect(first.IsTruncated).toBe(true);
    const ContinuationToken = first.NextContinuationToken;
    const second = await s3.listBucketMetricsConfigurations({ Bucket, ContinuationToken });
    expect(second).toMatchObject({ IsTruncated: false, ContinuationToken });
    const lists = [first, second].map((page) => page.MetricsConfigurationList?.map(({ Id }) => Id));
    expect(lists).toEqual([ids.slice(0, 100), ids.slice(100)]);
    await expect(
      s3.listBucketMetricsConfigurations({ Bucket, ContinuationToken: "?" }),
    ).rejects.toMatchObject(
      failure(400, "MalformedContinuationToken", "The continuation-token you provided invalid."),
    );
  });

  test("inventories: put, get, list, rejections", async () => {
    await bucket(Bucket);
    const { $metadata, ...none } = await s3.listBucketInventoryConfigurations({ Bucket });
    expect(none).toEqual({ IsTruncated: false });
    await s3.putBucketInventoryConfiguration({ Bucket, Id: "i", InventoryConfiguration: inventory("i") });
    expect(await s3.getBucketInventoryConfiguration({ Bucket, Id: "i" })).toMatchObject({
      InventoryConfiguration: inventory("i"),
    });
    const put = (InventoryConfiguration: ReturnType<typeof inventory>) =>
      s3.putBucketInventoryConfiguration({ Bucket, Id: "i", InventoryConfiguration });
    await expect(put(inventory("j"))).rejects.toMatchObject(
      failure(400, "IdMismatch", "Document ID does not match the specified configuration ID."),
    );
    const Destination = { S3BucketDestination: { Bucket: "target", Format: "CSV" as const } };
    await expect(put({ ...inventory("i"), Destination })).rejects.toMatchObject(
      failure(400, "InvalidS3DestinationBucket", "Invalid bucket ARN."),
    );
    const Schedule = { Frequency: "Hourly" as "Daily" };
    await expect(put({ ...inventory("i"), Schedule })).rejects.toMatchObject(MALFORMED_XML);
    await s3.deleteBucketInventoryConfiguration({ Bucket, Id: "i" });
    await expect(s3.getBucketInventoryConfiguration({ Bucket, Id: "i" })).rejects.toMatchObject(NO_SUCH);
  });

  test("analytics and intelligent tiering: put, got, listed, deleted", async () => {
    await bucket(Bucket);
    const AnalyticsConfiguration = { Id: "a", StorageClassAnalysis: {} };
    const put = await s3.putBucketAnalyticsConfiguration({ Bucket, Id: "a", AnalyticsConfiguration });
    expect(put.$metadata.httpStatusCode).toBe(204);
    expect(await s3.getBucketAnalyticsConfiguration({ Bucket, Id: "a" })).toMatchObject({
      AnalyticsConfiguration,
    });
    expect((await s3.listBucketAnalyticsConfigurations({ Bucket })).AnalyticsConfigurationList).toEqual([
      AnalyticsConfiguration,
    ]);
    await s3.deleteBucketAnalyticsConfiguration({ Bucket, Id: "a" });
    await expect(s3.getBucketAnalyticsConfiguration({ Bucket, Id: "a" })).rejects.toMatchObject(NO_SUCH);

    const IntelligentTieringConfiguration = {
      Id: "t",
      Status: "Enabled" as const,
      Tierings: [{ Days: 90, AccessTier: "ARCHIVE_ACCESS" as const }],
    };
    const input = { Bucket, Id: "t", IntelligentTieringConfiguration };
    const tiered = await s3.putBucketIntelligentTieringConfiguration(input);
    expect(tiered.$metadata.httpStatusCode).toBe(204);
    expect(await s3.getBucketIntelligentTieringConfiguration({ Bucket, Id: "t" })).toMatchObject({
      IntelligentTieringConfiguration,
    });
    const listed = await s3.listBucketIntelligentTieringConfigurations({ Bucket });
    expect(listed.IntelligentTieringConfigurationList).toEqual([IntelligentTieringConfiguration]);
    await s3.deleteBucketIntelligentTieringConfiguration({ Bucket, Id: "t" });
    await expect(s3.getBucketIntelligentTieringConfiguration({ Bucket, Id: "t" })).rejects.toMatchObject(
      NO_SUCH,
    );
  });
});
