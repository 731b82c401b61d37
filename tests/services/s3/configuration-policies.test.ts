import { afterAll, afterEach, describe, expect, test } from "vitest";
import { configurationWorld, failure } from "./configuration.js";

const { sim, s3, bucket } = await configurationWorld();
afterEach(() => sim.reset());
afterAll(() => sim.close());

const REQUEST_OF_EVERYBODY = {
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::policies/*",
};

function put(Statement: unknown, Version: unknown = "2012-10-17") {
  return s3.putBucketPolicy({ Bucket: "policies", Policy: JSON.stringify({ Version, Statement }) });
}

/** Lets public policies in. */
async function openBucket() {
  await bucket("policies");
  await s3.deletePublicAccessBlock({ Bucket: "policies" }).catch(() => undefined);
}

describe("a bucket's policy, as it is put (H12)", () => {
  test("is not there, is put, comes back as JSON, and is deleted", async () => {
    await openBucket();
    const missing = failure(404, "NoSuchBucketPolicy", "The bucket policy does not exist", {
      BucketName: "policies",
    });
    await expect(s3.getBucketPolicy({ Bucket: "policies" })).rejects.toMatchObject(missing);
    await expect(s3.getBucketPolicyStatus({ Bucket: "policies" })).rejects.toMatchObject(missing);
    const { $metadata } = await put({ ...REQUEST_OF_EVERYBODY, Principal: { AWS: "123456789012" } });
    expect($metadata.httpStatusCode).toBe(204);
    const { Policy } = await s3.getBucketPolicy({ Bucket: "policies" });
    expect(JSON.parse(Policy ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: [{ ...REQUEST_OF_EVERYBODY, Principal: { AWS: "arn:aws:iam::123456789012:root" } }],
    });
    const answer = await fetch(`${sim.url}/policies?policy`);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect((await s3.deleteBucketPolicy({ Bucket: "policies" })).$metadata.httpStatusCode).toBe(204);
    expect((await s3.deleteBucketPolicy({ Bucket: "policies" })).$metadata.httpStatusCode).toBe(204);
    await expect(s3.getBucketPolicy({ Bucket: "policies" })).rejects.toMatchObject(missing);
  });

  test.each<[string, object]>([
    ["Policies must be valid JSON and the first byte must be '{'", { text: "[]" }],
    ["Policies must be valid JSON and the first byte must be '{'", { text: "{" }],
    ["Policies must be valid JSON and the first byte must be '{'", { text: "" }],
    ["Missing required field Statement", { text: "{}" }],
    ["The policy must contain a valid version string", { version: "2020-01-01" }],
    ["Missing required field Principal", { statement: { Principal: undefined } }],
    ["Missing required field Effect", { statement: { Effect: undefined } }],
    ["Missing required field Action", { statement: { Action: undefined } }],
    ["Missing required field Resource", { statement: { Resource: undefined } }],
    ["Invalid principal in policy", { statement: { Principal: { AWS: "nobody" } } }],
    ["Policy has invalid action", { statement: { Action: "ec2:RunInstances" } }],
    ["Policy has invalid action", { statement: { Action: "s3:GetObjekt" } }],
    ["Policy has invalid action", { statement: { Action: ["s3:GetObject", "s3:ListObjects"] } }],
    ["Policy has invalid action", { statement: { Action: "s3:HeadObject" } }],
    ["Policy has invalid action", { statement: { Action: "s3:constructor" } }],
    ["Policy has invalid action", { statement: { Action: undefined, NotAction: "s3:GetObjekt" } }],
    ["Policy has invalid resource", { statement: { Resource: "arn:aws:s3:::other/*" } }],
    [
      "Action does not apply to any resource(s) in statement",
      { statement: { Resource: "arn:aws:s3:::policies" } },
    ],
    ["Action does not apply to any resource(s) in statement", { statement: { Action: "s3:ListBucket" } }],
    [
      "Invalid Condition type : StringEqual",
      { statement: { Condition: { StringEqual: { "aws:UserAgent": "x" } } } },
    ],
    [
      "Conditions do not apply to combination of actions and resources in statement",
      { statement: { Condition: { StringLike: { "s3:prefix": "home/*" } } } },
    ],
    [
      "Conditions do not apply to combination of actions and resources in statement",
      {
        statement: {
          Action: ["s3:ListBucket", "s3:GetObject"],
          Resource: ["arn:aws:s3:::policies", "arn:aws:s3:::policies/*"],
          Condition: { NumericLessThan: { "s3:max-keys": "10" } },
        },
      },
    ],
  ])("is rejected: %s (%j)", async (message, given) => {
    await openBucket();
    const { text, version, statement } = given as { text?: string; version?: string; statement?: object };
    const putting =
      text === undefined
        ? put({ ...REQUEST_OF_EVERYBODY, ...statement }, version)
        : s3.putBucketPolicy({ Bucket: "policies", Policy: text });
    await expect(putting).rejects.toMatchObject(failure(400, "MalformedPolicy", message));
  });

  test("has 20 KB at most as S3 stores it, with the ARNs of accounts", async () => {
    await openBucket();
    const AWS = Array.from({ length: 700 }, (_, account) => String(100_000_000_000 + account));
    const statement = { ...REQUEST_OF_EVERYBODY, Principal: { AWS } };
    expect(JSON.stringify(statement).length).toBeLessThan(12_000);
    await expect(put(statement)).rejects.toMatchObject(
      failure(400, "MalformedPolicy", "Normalized policy document exceeds the maximum allowed size"),
    );
    await put({ ...statement, Principal: { AWS: AWS.slice(0, 600) } });
    const { PolicyStatus } = await s3.getBucketPolicyStatus({ Bucket: "policies" });
    expect(PolicyStatus).toEqual({ IsPublic: false });
  });

  test.each(["s3:ListBucket", "s3:ListBucketVersions", "s3:*"])(
    "may ask for a prefix of %s",
    async (Action) => {
      await openBucket();
      const Condition = { "ForAnyValue:StringLikeIfExists": { "s3:prefix": "home/*" } };
      await put({ ...REQUEST_OF_EVERYBODY, Action, Resource: "arn:aws:s3:::policies", Condition });
      const { Policy } = await s3.getBucketPolicy({ Bucket: "policies" });
      expect(JSON.parse(Policy ?? "").Statement[0].Condition).toEqual(Condition);
    },
  );

  test.each([
    "s3:getobject",
    "S3:GetObject*",
    "s3:PutObjectVersionAcl",
    "s3:ReplicateTags",
    "s3:RestoreObject",
    "*",
  ])("accepts the action %s", async (Action) => {
    await openBucket();
    await put({ ...REQUEST_OF_EVERYBODY, Action });
    const { Policy } = await s3.getBucketPolicy({ Bucket: "policies" });
    expect(JSON.parse(Policy ?? "").Statement[0].Action).toBe(Action);
  });

  test("accepts several statements with an empty Sid, but not two with the same Sid", async () => {
    await openBucket();
    const statements = (Sid: string) => [
      { ...REQUEST_OF_EVERYBODY, Sid },
      { ...REQUEST_OF_EVERYBODY, Sid, Action: "s3:PutObject" },
    ];
    await put(statements(""));
    const { Policy } = await s3.getBucketPolicy({ Bucket: "policies" });
    expect(JSON.parse(Policy ?? "").Statement).toEqual(statements(""));
    await expect(put(statements("one"))).rejects.toMatchObject(
      failure(400, "MalformedPolicy", "Statement IDs (SID) in a single policy must be unique."),
    );
  });

  test("names the principal that it does not know", async () => {
    await openBucket();
    const Principal = { AWS: ["123456789012", "nobody"] };
    await expect(put({ ...REQUEST_OF_EVERYBODY, Principal })).rejects.toMatchObject({
      Detail: '"AWS" : "nobody"',
    });
  });

  test.each<[boolean, string, object]>([
    [true, "everybody", {}],
    [true, "everybody by AWS", { Principal: { AWS: ["*"] } }],
    [false, "an account", { Principal: { AWS: "123456789012" } }],
    [false, "a denial", { Effect: "Deny" }],
    [false, "an address", { Condition: { IpAddress: { "aws:SourceIp": "10.1.0.0/16" } } }],
    [true, "half the internet", { Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/1" } } }],
    [false, "an endpoint", { Condition: { StringEquals: { "AWS:SourceVpce": "vpce-1" } } }],
    [true, "any endpoint", { Condition: { StringLike: { "aws:SourceVpce": "vpce-*" } } }],
    [true, "all but an endpoint", { Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } }],
    [true, "a referer", { Condition: { StringEquals: { "aws:Referer": "here" } } }],
  ])("public is %s for %s", async (IsPublic, _case, change) => {
    await openBucket();
    await put({ ...REQUEST_OF_EVERYBODY, ...change });
    const { PolicyStatus } = await s3.getBucketPolicyStatus({ Bucket: "policies" });
    expect(PolicyStatus).toEqual({ IsPublic });
  });

  test("is of a bucket that is there", async () => {
    await expect(put(REQUEST_OF_EVERYBODY)).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});
