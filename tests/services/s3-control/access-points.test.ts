import { S3 } from "@aws-sdk/client-s3";
import { type CreateAccessPointCommandInput, S3Control } from "@aws-sdk/client-s3-control";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";

const sim = await createAwsSim({
  seed: 1,
  region: "eu-west-1",
  startTime: "2030-01-01T00:00:00Z",
  clock: "frozen",
});
// The SDK puts the account before the host, which an address cannot have.
const controlOf = (accountId?: string) =>
  new S3Control({
    ...sim.clientConfig({ direct: true, ...(accountId && { accountId }) }),
    endpoint: "http://localhost",
  });
const control = controlOf();
const s3 = new S3(sim.clientConfig());
const AccountId = sim.accountId;
const OTHER = "210987654321";
const ARN = "arn:aws:s3:eu-west-1:123456789012:accesspoint/readers";
const bare = ({ $metadata: _, ...rest }: object & { $metadata?: unknown }) => rest;

beforeEach(async () => {
  sim.reset();
  await s3.createBucket({ Bucket: "docs", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } });
});
afterAll(() => sim.close());

const create = (more: Partial<CreateAccessPointCommandInput> = {}) =>
  control.createAccessPoint({ AccountId, Name: "readers", Bucket: "docs", ...more });

const policyOf = (Principal: object | string, Resource = `${ARN}/object/*`) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal, Action: "s3:GetObject", Resource },
  });

const NO_ACCESS_POINT = {
  code: "NoSuchAccessPoint",
  message: "The specified accesspoint does not exist",
  status: 404,
};

describe("access points", () => {
  test("are created, shown, listed and deleted", async () => {
    const created = await create();
    const Alias = created.Alias ?? "";
    expect(bare(created)).toEqual({ AccessPointArn: ARN, Alias });
    expect(Alias).toMatch(/^readers-[a-z0-9]{34}-s3alias$/);
    const listed = {
      Name: "readers",
      NetworkOrigin: "Internet",
      Bucket: "docs",
      AccessPointArn: ARN,
      Alias,
      BucketAccountId: AccountId,
    };
    const whole = {
      ...listed,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
      CreationDate: new Date("2030-01-01T00:00:00Z"),
      Endpoints: {
        ipv4: "s3-accesspoint.eu-west-1.amazonaws.com",
        fips: "s3-accesspoint-fips.eu-west-1.amazonaws.com",
        fips_dualstack: "s3-accesspoint-fips.dualstack.eu-west-1.amazonaws.com",
        dualstack: "s3-accesspoint.dualstack.eu-west-1.amazonaws.com",
      },
    };
    expect(bare(await control.getAccessPoint({ AccountId, Name: "readers" }))).toEqual(whole);
    expect((await control.listAccessPoints({ AccountId })).AccessPointList).toEqual([listed]);
    expect(sim.s3Control.accessPoints()).toEqual([{ ...whole, policy: undefined, tags: {} }]);
    const { $metadata } = await control.deleteAccessPoint({ AccountId, Name: "readers" });
    expect($metadata.httpStatusCode).toBe(204);
    expect(await failure(control.deleteAccessPoint({ AccountId, Name: "readers" }))).toEqual(NO_ACCESS_POINT);
    expect(await failure(control.getAccessPoint({ AccountId, Name: "readers" }))).toEqual(NO_ACCESS_POINT);
  });

  test("of a VPC, and with a block of their own", async () => {
    await create({
      VpcConfiguration: { VpcId: "vpc-1" },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    });
    expect(await control.getAccessPoint({ AccountId, Name: "readers" })).toMatchObject({
      NetworkOrigin: "VPC",
      VpcConfiguration: { VpcId: "vpc-1" },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: false,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    });
  });

  test.each(["xn-_test-alias", "ab", "Upper", "-a-b", "ends-", "some-s3alias", "a".repeat(51)])(
    "cannot have the name %s",
    async (Name) => {
      expect(await failure(create({ Name }))).toEqual({
        code: "InvalidURI",
        message: "Couldn't parse the specified URI.",
        status: 400,
      });
    },
  );

  test("need a bucket that exists, and a name of their own", async () => {
    const message = "Amazon S3 AccessPoint can only be created for existing bucket";
    const noBucket = { code: "InvalidRequest", message, status: 400 };
    expect(await failure(create({ Bucket: "none" }))).toEqual(noBucket);
    expect(await failure(create({ BucketAccountId: OTHER }))).toEqual(noBucket);
    await create();
    expect(await failure(create())).toEqual({
      code: "AccessPointAlreadyOwnedByYou",
      message: "Your previous request to create the named accesspoint succeeded and you already own it.",
      status: 409,
    });
    expect(await failure(create({ Name: "more", AccountId: OTHER }))).toMatchObject({ code: "AccessDenied" });
  });

  test("keep their bucket from being deleted", async () => {
    await create();
    expect(await failure(s3.deleteBucket({ Bucket: "docs" }))).toEqual({
      code: "BucketHasAccessPointsAttached",
      message:
        "The bucket you tried to delete has access points attached. Delete your access points before deleting your bucket.",
      status: 400,
    });
    await control.deleteAccessPoint({ AccountId, Name: "readers" });
    await s3.deleteBucket({ Bucket: "docs" });
  });

  test("are listed in pages, by name, and by bucket", async () => {
    await s3.createBucket({ Bucket: "more", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } });
    for (const Name of ["one", "two", "three"]) await create({ Name });
    await create({ Name: "four", Bucket: "more" });
    const names = async (NextToken?: string, Bucket?: string): Promise<unknown[]> => {
      const page = await control.listAccessPoints({ AccountId, MaxResults: 2, NextToken, Bucket });
      const found = page.AccessPointList?.map(({ Name }) => Name) ?? [];
      return page.NextToken === undefined ? [found] : [found, ...(await names(page.NextToken, Bucket))];
    };
    expect(await names()).toEqual([
      ["four", "one"],
      ["three", "two"],
    ]);
    expect(await names(undefined, "docs")).toEqual([["one", "three"], ["two"]]);
    expect(await failure(control.listAccessPoints({ AccountId, NextToken: "none" }))).toMatchObject({
      code: "InvalidRequest",
    });
  });

  test("of another account, for a bucket of this one", async () => {
    const other = controlOf(OTHER);
    const point = { AccountId: OTHER, Name: "readers", Bucket: "docs", BucketAccountId: AccountId };
    const { AccessPointArn } = await other.createAccessPoint(point);
    expect(AccessPointArn).toBe(`arn:aws:s3:eu-west-1:${OTHER}:accesspoint/readers`);
    await create();
    expect((await control.listAccessPoints({ AccountId })).AccessPointList).toHaveLength(1);
    const there = {
      ...sim.clientConfig({ direct: true }),
      region: "us-east-1",
      endpoint: "http://localhost",
    };
    expect((await new S3Control(there).listAccessPoints({ AccountId })).AccessPointList).toEqual([]);
  });

  test("stay after a restore of a snapshot, with their aliases", async () => {
    const { Alias = "" } = await create();
    const snapshot = sim.snapshot();
    await control.deleteAccessPoint({ AccountId, Name: "readers" });
    sim.restore(snapshot);
    expect((await control.getAccessPoint({ AccountId, Name: "readers" })).Alias).toBe(Alias);
    expect((await s3.headBucket({ Bucket: Alias })).AccessPointAlias).toBe(true);
  });
});

describe("policies of access points", () => {
  const Name = "readers";

  test("are put, shown with their status, and deleted", async () => {
    await create();
    const NO_POLICY = {
      code: "NoSuchAccessPointPolicy",
      message: "The specified accesspoint policy does not exist",
      status: 404,
    };
    expect(await failure(control.getAccessPointPolicy({ AccountId, Name }))).toEqual(NO_POLICY);
    expect(await failure(control.getAccessPointPolicyStatus({ AccountId, Name }))).toEqual(NO_POLICY);
    const Policy = policyOf({ AWS: OTHER });
    await control.putAccessPointPolicy({ AccountId, Name, Policy });
    expect((await control.getAccessPointPolicy({ AccountId, Name })).Policy).toBe(Policy);
    const { PolicyStatus } = await control.getAccessPointPolicyStatus({ AccountId, Name });
    expect(PolicyStatus).toEqual({ IsPublic: false });
    const { $metadata } = await control.deleteAccessPointPolicy({ AccountId, Name });
    expect($metadata.httpStatusCode).toBe(204);
    expect(await failure(control.getAccessPointPolicy({ AccountId, Name }))).toEqual(NO_POLICY);
  });

  test("are about the access point alone, and not public where that is blocked", async () => {
    await create();
    for (const Policy of ["{", policyOf("*", "arn:aws:s3:::docs/*"), policyOf("*", `${ARN}-2/object/*`)])
      expect(await failure(control.putAccessPointPolicy({ AccountId, Name, Policy }))).toMatchObject({
        code: "MalformedPolicy",
        status: 400,
      });
    expect(await failure(control.putAccessPointPolicy({ AccountId, Name, Policy: policyOf("*") }))).toEqual({
      code: "AccessDenied",
      message: `User: arn:aws:iam::${AccountId}:user/aws-sim is not authorized to perform: s3:PutAccessPointPolicy on resource: "${ARN}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      status: 403,
    });
    await create({ Name: "open", PublicAccessBlockConfiguration: {} });
    const Policy = policyOf("*", "arn:aws:s3:eu-west-1:123456789012:accesspoint/open/object/*");
    await control.putAccessPointPolicy({ AccountId, Name: "open", Policy });
    const { PolicyStatus } = await control.getAccessPointPolicyStatus({ AccountId, Name: "open" });
    expect(PolicyStatus).toEqual({ IsPublic: true });
    expect(await failure(control.putAccessPointPolicy({ AccountId, Name: "none", Policy }))).toEqual(
      NO_ACCESS_POINT,
    );
  });
});

describe("tags of access points", () => {
  test("come with the request, and are added and removed", async () => {
    await create({ Tags: [{ Key: "team", Value: "a" }] });
    await control.tagResource({ AccountId, ResourceArn: ARN, Tags: [{ Key: "stage", Value: "test" }] });
    await control.untagResource({ AccountId, ResourceArn: ARN, TagKeys: ["team"] });
    const { Tags } = await control.listTagsForResource({ AccountId, ResourceArn: ARN });
    expect(Tags).toEqual([{ Key: "stage", Value: "test" }]);
    const twice = [
      { Key: "a", Value: "1" },
      { Key: "a", Value: "2" },
    ];
    expect(await failure(create({ Name: "more", Tags: twice }))).toEqual({
      code: "InvalidTag",
      message: "There are duplicate tag keys in your request. Remove the duplicate tag keys and try again.",
      status: 400,
    });
    expect(await failure(create({ Name: "more", Tags: [{ Key: "a#", Value: "1" }] }))).toMatchObject({
      code: "InvalidTag",
    });
    const none = { AccountId, ResourceArn: `${ARN}-2` };
    expect(await failure(control.listTagsForResource(none))).toMatchObject({ code: "NoSuchResource" });
  });
});
