import { type LifecycleRule, S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";

const sim = await createAwsSim({ clock: "frozen", startTime: "2024-05-01T10:00:00Z", seed: 1 });
const s3 = new S3(sim.clientConfig());
afterAll(() => sim.close());

const Bucket = "expiring";
beforeEach(async () => {
  sim.reset();
  await s3.createBucket({ Bucket });
});

function put(...Rules: LifecycleRule[]) {
  return s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
}

const RULE: LifecycleRule = {
  ID: "ten days",
  Status: "Enabled",
  Filter: { Prefix: "a" },
  Expiration: { Days: 10 },
};
const TEN_DAYS = 'expiry-date="Sun, 12 May 2024 00:00:00 GMT", rule-id="ten%20days"';

test("an object returns the midnight of its expiration, and the rule", async () => {
  await put(RULE);
  expect((await s3.putObject({ Bucket, Key: "a", Body: "x" })).Expiration).toBe(TEN_DAYS);
  expect((await s3.headObject({ Bucket, Key: "a" })).Expiration).toBe(TEN_DAYS);
  expect((await s3.getObject({ Bucket, Key: "a" })).Expiration).toBe(TEN_DAYS);
  expect((await s3.headObject({ Bucket, Key: "a", VersionId: "null" })).Expiration).toBeUndefined();
  const copy = await s3.copyObject({ Bucket, Key: "a2", CopySource: `${Bucket}/a` });
  expect(copy.Expiration).toBe(TEN_DAYS);
});

test.each<[string, Partial<LifecycleRule>]>([
  ["another prefix", { Filter: { Prefix: "b" } }],
  ["a tag that the object has not", { Filter: { Tag: { Key: "k", Value: "v" } } }],
  ["larger objects", { Filter: { ObjectSizeGreaterThan: 1 } }],
  ["nobody", { Status: "Disabled" }],
  ["delete markers", { Expiration: { ExpiredObjectDeleteMarker: true } }],
])("a rule for %s adds no header", async (_case, change) => {
  await put({ ...RULE, ...change });
  expect((await s3.putObject({ Bucket, Key: "a", Body: "x" })).Expiration).toBeUndefined();
});

test("of several rules that of the earliest day counts", async () => {
  const date = { ID: "date", Expiration: { Date: new Date("2024-05-05") } };
  await put({ ...RULE, ID: "r" }, { ...RULE, ...date });
  expect((await s3.putObject({ Bucket, Key: "a", Body: "x" })).Expiration).toBe(
    'expiry-date="Sun, 05 May 2024 00:00:00 GMT", rule-id="date"',
  );
});

test("an upload returns the midnight of its abortion, and the rule (H16)", async () => {
  const abort = (ID: string, DaysAfterInitiation: number, Prefix = "a"): LifecycleRule => ({
    ID,
    Status: "Enabled",
    Filter: { Prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation },
  });
  await put(
    abort("later", 7),
    abort("soon", 2),
    { ...abort("never", 1), Status: "Disabled" },
    abort("b", 1, "b"),
  );
  const { AbortDate, AbortRuleId, UploadId } = await s3.createMultipartUpload({ Bucket, Key: "a" });
  const soon = { AbortDate: new Date("2024-05-04T00:00:00Z"), AbortRuleId: "soon" };
  expect({ AbortDate, AbortRuleId }).toEqual(soon);
  expect(await s3.listParts({ Bucket, Key: "a", UploadId })).toMatchObject(soon);
  expect((await s3.createMultipartUpload({ Bucket, Key: "c" })).AbortDate).toBeUndefined();
  await put(abort("\u2603\n", 1));
  expect((await s3.createMultipartUpload({ Bucket, Key: "a" })).AbortRuleId).toBe("%E2%98%83%0A");
});
