import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { STS } from "@aws-sdk/client-sts";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";

const ACCOUNT = "123456789012";
const sim = await createAwsSim({ authorization: "enforce" });
afterAll(() => sim.close());
const owner = new S3(sim.clientConfig());
const iam = new IAM(sim.clientConfig());

type Actions = readonly ("s3:GetObject" | "s3:PutObject" | "sts:GetFederationToken")[];

const document = (Action: readonly string[], more: object = { Resource: "*" }) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, ...more } });

const give = (...actions: Actions) =>
  iam.putUserPolicy({ UserName: "ann", PolicyName: "p", PolicyDocument: document(actions) });

beforeEach(async () => {
  sim.reset();
  sim.s3.createBucket("docs");
  sim.s3.putObject("docs", "a", "text");
  await iam.createUser({ UserName: "ann" });
});

interface Issued {
  readonly Credentials?: {
    readonly AccessKeyId: string | undefined;
    readonly SecretAccessKey: string | undefined;
    readonly SessionToken: string | undefined;
  };
}

/** What a session may do with the object. */
async function abilities({ Credentials }: Issued): Promise<string[]> {
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  const s3 = new S3({ ...sim.clientConfig(), maxAttempts: 1, credentials });
  const calls = {
    "s3:GetObject": () => s3.getObject({ Bucket: "docs", Key: "a" }),
    "s3:PutObject": () => s3.putObject({ Bucket: "docs", Key: "a", Body: "x" }),
  };
  const able: string[] = [];
  for (const [action, call] of Object.entries(calls))
    await call().then(
      () => able.push(action),
      (error: Error) => expect(error.name).toBe("AccessDenied"),
    );
  return able;
}

describe("GetFederationToken", () => {
  const actions = fc.subarray(["s3:GetObject", "s3:PutObject"] as const);

  test("P01: a federated user may do what its user and the session policy both allow", async () => {
    const sts = new STS(sim.clientConfig({ user: "ann" }));
    await fc.assert(
      fc.asyncProperty(actions, fc.option(actions), async (own, passed) => {
        await give(...own, "sts:GetFederationToken");
        const Policy = passed?.length ? document(passed) : undefined;
        const token = await sts.getFederationToken({ Name: "guest", ...(Policy && { Policy }) });
        expect(await abilities(token)).toEqual(own.filter((action) => passed?.includes(action)));
      }),
      { numRuns: 12 },
    );
  });

  test("of the root user it has what the session policy allows", async () => {
    const sts = new STS(sim.clientConfig());
    const Policy = document(["s3:GetObject"]);
    expect(await abilities(await sts.getFederationToken({ Name: "guest", Policy }))).toEqual([
      "s3:GetObject",
    ]);
    expect(await abilities(await sts.getFederationToken({ Name: "guest" }))).toEqual([]);
  });

  test("without a session policy, only policies of resources that name it grant something", async () => {
    await give("s3:PutObject", "sts:GetFederationToken");
    const Principal = { AWS: `arn:aws:sts::${ACCOUNT}:federated-user/guest` };
    const Policy = document(["s3:GetObject"], { Principal, Resource: "arn:aws:s3:::docs/*" });
    await owner.putBucketPolicy({ Bucket: "docs", Policy });
    const sts = new STS(sim.clientConfig({ user: "ann" }));
    expect(await abilities(await sts.getFederationToken({ Name: "guest" }))).toEqual(["s3:GetObject"]);
    expect(await abilities(await sts.getFederationToken({ Name: "other" }))).toEqual([]);
  });
});

describe("GetSessionToken", () => {
  test("is the user, with the permissions that it has now", async () => {
    const token = await new STS(sim.clientConfig({ user: "ann" })).getSessionToken({});
    expect(await abilities(token)).toEqual([]);
    await give("s3:GetObject");
    expect(await abilities(token)).toEqual(["s3:GetObject"]);
  });

  test("of a user that was deleted may do nothing", async () => {
    await give("s3:GetObject");
    const token = await new STS(sim.clientConfig({ user: "ann" })).getSessionToken({});
    await iam.deleteUserPolicy({ UserName: "ann", PolicyName: "p" });
    const { AccessKeyMetadata = [] } = await iam.listAccessKeys({ UserName: "ann" });
    for (const { AccessKeyId } of AccessKeyMetadata)
      await iam.deleteAccessKey({ UserName: "ann", AccessKeyId });
    await iam.deleteUser({ UserName: "ann" });
    expect(await abilities(token)).toEqual([]);
  });

  test("of the root user may do everything", async () => {
    const token = await new STS(sim.clientConfig()).getSessionToken({});
    expect(await abilities(token)).toEqual(["s3:GetObject", "s3:PutObject"]);
  });
});
