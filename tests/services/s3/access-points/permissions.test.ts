import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { type CreateAccessPointCommandInput, S3Control } from "@aws-sdk/client-s3-control";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { failure } from "../../../support/failure.js";

const sim = await createAwsSim({ authorization: "enforce", delays: 0 });
afterAll(() => sim.close());
const AccountId = sim.accountId;
const OTHER = "210987654321";
const ARN = `arn:aws:s3:us-east-1:${AccountId}:accesspoint/readers`;
const OBJECTS = `${ARN}/object/*`;

const configOf = (actor: { readonly user?: string; readonly accountId?: string }) => ({
  ...sim.clientConfig({ direct: true, ...actor }),
  endpoint: "http://localhost",
  forcePathStyle: false,
});
const control = new S3Control(configOf({}));
const iam = new IAM(sim.clientConfig());

const statement = (Action: string, Resource: string, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const document = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const give = (...statements: readonly object[]) =>
  iam.putUserPolicy({ UserName: "ann", PolicyName: "p", PolicyDocument: document(...statements) });
const bucketPolicy = (...statements: readonly object[]) =>
  new S3(sim.clientConfig()).putBucketPolicy({ Bucket: "docs", Policy: document(...statements) });
const pointPolicy = (...statements: readonly object[]) =>
  control.putAccessPointPolicy({ AccountId, Name: "readers", Policy: document(...statements) });
const create = (more: Partial<CreateAccessPointCommandInput> = {}) =>
  control.createAccessPoint({ AccountId, Name: "readers", Bucket: "docs", ...more });

const DELEGATION = statement("*", "arn:aws:s3:::docs/*", {
  Principal: { AWS: "*" },
  Condition: { StringEquals: { "s3:DataAccessPointAccount": AccountId } },
});

beforeEach(async () => {
  sim.reset();
  sim.s3.createBucket("docs");
  sim.s3.putObject("docs", "a", "text");
  await iam.createUser({ UserName: "ann" });
});

const read = async (actor: { readonly user?: string; readonly accountId?: string }, Bucket = ARN) =>
  new S3(configOf(actor)).getObject({ Bucket, Key: "a" }).then(
    () => "allowed",
    (error: Error) => error.message,
  );

const ANN = `User: arn:aws:iam::${AccountId}:user/ann is not authorized to perform: s3:GetObject on resource`;
const NO_POLICY = "because no identity-based policy allows the s3:GetObject action";

describe("permissions through an access point (P04)", () => {
  test("both the access point and the bucket have to allow", async () => {
    await create();
    expect(await read({})).toBe("allowed");
    await give(statement("s3:GetObject", "arn:aws:s3:::docs/*"));
    expect(await read({ user: "ann" })).toBe(`${ANN}: "${ARN}/object/a" ${NO_POLICY}`);
    expect(await read({ user: "ann" }, "docs")).toBe("allowed");
    await give(statement("s3:GetObject", OBJECTS));
    expect(await read({ user: "ann" })).toBe(`${ANN}: "arn:aws:s3:::docs/a" ${NO_POLICY}`);
    await give(statement("s3:GetObject", OBJECTS), statement("s3:GetObject", "arn:aws:s3:::docs/*"));
    expect(await read({ user: "ann" })).toBe("allowed");
  });

  test("a bucket that delegates leaves the decision to its access points", async () => {
    await create();
    await bucketPolicy(DELEGATION);
    await pointPolicy(
      statement("s3:GetObject", OBJECTS, { Principal: { AWS: `arn:aws:iam::${AccountId}:user/ann` } }),
    );
    expect(await read({ user: "ann" })).toBe("allowed");
    expect(await read({ user: "ann" }, "docs")).toBe(`${ANN}: "arn:aws:s3:::docs/a" ${NO_POLICY}`);
    await pointPolicy({
      ...statement("s3:GetObject", OBJECTS, { Principal: { AWS: AccountId } }),
      Effect: "Deny",
    });
    expect(await read({})).toContain("with an explicit deny in a resource-based policy");
    expect(await read({}, "docs")).toBe("allowed");
  });

  test("another account needs both policies", async () => {
    await create();
    await pointPolicy(statement("s3:GetObject", OBJECTS, { Principal: { AWS: OTHER } }));
    expect(await read({ accountId: OTHER })).toBe("Access Denied");
    await bucketPolicy(DELEGATION);
    expect(await read({ accountId: OTHER })).toBe("allowed");
    expect(await read({ accountId: OTHER }, "docs")).toBe("Access Denied");
    await control.deleteAccessPointPolicy({ AccountId, Name: "readers" });
    expect(await read({ accountId: OTHER })).toBe("Access Denied");
  });

  test("a bucket can demand access points", async () => {
    await create();
    await bucketPolicy(
      statement("s3:*", "arn:aws:s3:::docs/*", {
        Effect: "Deny",
        Principal: "*",
        Condition: { StringNotEquals: { "s3:DataAccessPointArn": ARN } },
      }),
    );
    expect(await read({})).toBe("allowed");
    expect(await read({}, "docs")).toContain("with an explicit deny in a resource-based policy");
    const conditions = { StringEquals: { "s3:AccessPointNetworkOrigin": "VPC" } };
    await bucketPolicy(
      statement("s3:*", "arn:aws:s3:::docs/*", { Effect: "Deny", Principal: "*", Condition: conditions }),
    );
    expect(await read({})).toBe("allowed");
  });

  test("one of a VPC accepts no request from outside of it", async () => {
    await create({ VpcConfiguration: { VpcId: "vpc-1" } });
    expect(await read({})).toBe("Access Denied");
    expect(await read({}, "docs")).toBe("allowed");
  });

  test("a public policy gives other accounts nothing where that is restricted", async () => {
    await bucketPolicy(DELEGATION);
    const everybody = statement("s3:GetObject", OBJECTS, { Principal: "*" });
    await create({ PublicAccessBlockConfiguration: {} });
    await pointPolicy(everybody);
    expect(await read({ accountId: OTHER })).toBe("allowed");
    await control.deleteAccessPoint({ AccountId, Name: "readers" });
    await create({ PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } });
    await pointPolicy(everybody);
    expect(await read({ accountId: OTHER })).toBe("Access Denied");
    expect(await read({ user: "ann" })).toBe("allowed");
  });

  test("listing, copying, deleting many, and keys that are missing", async () => {
    await create();
    await bucketPolicy(DELEGATION);
    await give(
      statement("s3:GetObject", OBJECTS),
      statement("s3:PutObject", `${ARN}/object/copies/*`),
      statement("s3:DeleteObject", `${ARN}/object/copies/*`),
    );
    const ann = new S3(configOf({ user: "ann" }));
    await ann.copyObject({ Bucket: ARN, Key: "copies/a", CopySource: `${ARN}/object/a` });
    expect(
      await failure(ann.copyObject({ Bucket: ARN, Key: "b", CopySource: `${ARN}/object/a` })),
    ).toMatchObject({
      message: expect.stringContaining(`s3:PutObject on resource: "${ARN}/object/b"`),
    });
    const { Deleted, Errors } = await ann.deleteObjects({
      Bucket: ARN,
      Delete: { Objects: [{ Key: "a" }, { Key: "copies/a" }] },
    });
    expect(Deleted).toEqual([{ Key: "copies/a" }]);
    expect(Errors).toEqual([
      expect.objectContaining({
        Key: "a",
        Code: "AccessDenied",
        Message: expect.stringContaining(`${ARN}/object/a`),
      }),
    ]);
    expect(await failure(ann.listObjectsV2({ Bucket: ARN }))).toMatchObject({
      message: `User: arn:aws:iam::${AccountId}:user/ann is not authorized to perform: s3:ListBucket on resource: "${ARN}" because no identity-based policy allows the s3:ListBucket action`,
    });
    expect(await failure(ann.getObject({ Bucket: ARN, Key: "none" }))).toMatchObject({
      code: "AccessDenied",
    });
  });

  test("S3 Control's own operations", async () => {
    await create();
    const ann = new S3Control(configOf({ user: "ann" }));
    await give(statement("s3:GetAccessPoint", "*"));
    expect((await ann.getAccessPoint({ AccountId, Name: "readers" })).Name).toBe("readers");
    expect(await failure(ann.deleteAccessPoint({ AccountId, Name: "readers" }))).toMatchObject({
      code: "AccessDenied",
      status: 403,
      message: `User: arn:aws:iam::${AccountId}:user/ann is not authorized to perform: s3:DeleteAccessPoint on resource: ${ARN} because no identity-based policy allows the s3:DeleteAccessPoint action`,
    });
  });
});
