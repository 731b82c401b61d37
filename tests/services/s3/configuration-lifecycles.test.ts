import type { LifecycleRule } from "@aws-sdk/client-s3";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { configurationWorld, failure, MALFORMED_XML } from "./configuration.js";

const { sim, s3, bucket } = await configurationWorld();
afterEach(() => sim.reset());
afterAll(() => sim.close());

const Bucket = "lifecycles";
const RULE: LifecycleRule = { ID: "r", Status: "Enabled", Filter: {}, Expiration: { Days: 10 } };

function put(...Rules: LifecycleRule[]) {
  return s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
}

describe("lifecycle rules, as they are put (H15)", () => {
  test("are not there, are put, come back with ids, and are deleted", async () => {
    await bucket(Bucket);
    const missing = failure(
      404,
      "NoSuchLifecycleConfiguration",
      "The lifecycle configuration does not exist",
      { BucketName: Bucket },
    );
    await expect(s3.getBucketLifecycleConfiguration({ Bucket })).rejects.toMatchObject(missing);
    const rules: LifecycleRule[] = [
      RULE,
      { Status: "Disabled", Filter: { Prefix: "old/" }, NoncurrentVersionExpiration: { NoncurrentDays: 3 } },
      {
        ID: "many",
        Status: "Enabled",
        Filter: { And: { Prefix: "logs/", Tags: [{ Key: "a", Value: "b" }], ObjectSizeGreaterThan: 5 } },
        Transitions: [
          { Days: 5, StorageClass: "STANDARD_IA" },
          { Days: 35, StorageClass: "GLACIER" },
        ],
      },
      {
        ID: "parts",
        Status: "Enabled",
        Filter: {},
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
      { ID: "day", Status: "Enabled", Filter: { Prefix: "x" }, Expiration: { Date: new Date("2030-01-01") } },
    ];
    const { TransitionDefaultMinimumObjectSize } = await put(...rules);
    expect(TransitionDefaultMinimumObjectSize).toBe("all_storage_classes_128K");
    const answer = await s3.getBucketLifecycleConfiguration({ Bucket });
    expect(answer.Rules).toEqual(rules.map((rule) => ({ ID: expect.stringMatching(/^\S{40,}$/), ...rule })));
    expect(answer.TransitionDefaultMinimumObjectSize).toBe("all_storage_classes_128K");
    await s3.deleteBucketLifecycle({ Bucket });
    await expect(s3.getBucketLifecycleConfiguration({ Bucket })).rejects.toMatchObject(missing);
  });

  const tag = { Key: "a", Value: "b" };
  test.each<[string, Partial<LifecycleRule>]>([
    ["no filter", { Filter: undefined }],
    ["a filter of two", { Filter: { Prefix: "a", ObjectSizeGreaterThan: 4 } }],
    ["an And of one", { Filter: { And: { Prefix: "a" } } }],
    ["days and markers", { Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }],
    ["markers and tags", { Filter: { Tag: tag }, Expiration: { ExpiredObjectDeleteMarker: true } }],
    ["nothing of noncurrent versions", { NoncurrentVersionExpiration: {} }],
    ["an unknown status", { Status: "enabled" as "Enabled" }],
    ["no status", { Status: undefined }],
  ])("with %s are malformed", async (_case, change) => {
    await bucket(Bucket);
    await expect(put({ ...RULE, ...change })).rejects.toMatchObject(MALFORMED_XML);
  });

  test.each<[string, string, Partial<LifecycleRule>]>([
    ["InvalidRequest", "At least one action needs to be specified in a rule.", { Expiration: undefined }],
    [
      "InvalidArgument",
      "'Days' for Expiration action must be a positive integer",
      { Expiration: { Days: 0 } },
    ],
    [
      "InvalidArgument",
      "'Date' must be at midnight GMT",
      { Expiration: { Date: new Date("2030-01-01T01:00:00Z") } },
    ],
    [
      "InvalidRequest",
      "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '(prefix=)'",
      { Transitions: [{ Date: new Date("2030-01-01"), StorageClass: "GLACIER" }] },
    ],
    [
      "InvalidArgument",
      "'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
      { Transitions: [{ Days: 10, StorageClass: "GLACIER" }] },
    ],
    [
      "InvalidArgument",
      "'Days' in the 'Transition' action for StorageClass 'GLACIER' for filter '(prefix=)' must be 30 days more than " +
        "'filter '(prefix=)'' in the 'Transition' action for StorageClass 'STANDARD_IA'",
      {
        Expiration: undefined,
        Transitions: [
          { Days: 30, StorageClass: "STANDARD_IA" },
          { Days: 40, StorageClass: "GLACIER" },
        ],
      },
    ],
    ["InvalidRequest", "Duplicate Tag Keys are not allowed.", { Filter: { And: { Tags: [tag, tag] } } }],
    [
      "InvalidRequest",
      "AbortIncompleteMultipartUpload cannot be specified with Tags.",
      { Filter: { Tag: tag }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ],
    [
      "InvalidRequest",
      "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
      { Filter: { And: { ObjectSizeGreaterThan: 5, ObjectSizeLessThan: 5 } } },
    ],
  ])("are rejected with %s: %s", async (code, message, change) => {
    await bucket(Bucket);
    await expect(put({ ...RULE, ...change })).rejects.toMatchObject(failure(400, code, message));
  });

  test("of the first version have a prefix of their own", async () => {
    await bucket(Bucket);
    const { Filter: _, ...rest } = RULE;
    const first: LifecycleRule = { ...rest, Prefix: "old/" };
    await put({ ...first, NoncurrentVersionExpiration: { NoncurrentDays: 3 } });
    const { Rules } = await s3.getBucketLifecycleConfiguration({ Bucket });
    expect(Rules).toMatchObject([{ Prefix: "old/", NoncurrentVersionExpiration: { NoncurrentDays: 3 } }]);
  });

  const kept = { NoncurrentDays: 3, NewerNoncurrentVersions: 2 };
  test.each<Partial<LifecycleRule>>([
    { NoncurrentVersionExpiration: kept },
    { NoncurrentVersionTransitions: [{ ...kept, StorageClass: "GLACIER" }] },
  ])("of the first version do not keep newer noncurrent versions: %j", async (action) => {
    await bucket(Bucket);
    await put({ ...RULE, ...action });
    await expect(put({ ...RULE, ...action, Filter: undefined, Prefix: "old/" })).rejects.toMatchObject(
      failure(400, "InvalidRequest", "NewerNoncurrentVersions element can only be used in Lifecycle V2."),
    );
  });

  test("of two versions are not in one configuration", async () => {
    await bucket(Bucket);
    await expect(
      put(RULE, { ...RULE, ID: "first", Filter: undefined, Prefix: "old/" }),
    ).rejects.toMatchObject(
      failure(
        400,
        "InvalidRequest",
        "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
      ),
    );
  });

  test("have ids of their own", async () => {
    await bucket(Bucket);
    await expect(put(RULE, RULE)).rejects.toMatchObject(
      failure(400, "InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule"),
    );
  });

  test("accept a valid minimum size for transitions", async () => {
    await bucket(Bucket);
    const LifecycleConfiguration = { Rules: [RULE] };
    const size = { TransitionDefaultMinimumObjectSize: "varies_by_storage_class" as const };
    await s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration, ...size });
    expect(await s3.getBucketLifecycleConfiguration({ Bucket })).toMatchObject(size);
    const unknown = { TransitionDefaultMinimumObjectSize: "huge" as "varies_by_storage_class" };
    await expect(
      s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration, ...unknown }),
    ).rejects.toMatchObject(
      failure(400, "InvalidRequest", "Invalid TransitionDefaultMinimumObjectSize found: huge"),
    );
  });
});
