import { ECS } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { failure } from "../support/failure.js";

const ACCOUNT = "123456789012";
const sim = await createAwsSim({ authorization: "enforce" });
afterAll(() => sim.close());
const iam = new IAM(sim.clientConfig());

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const EVERYTHING = { Effect: "Allow", Action: "*", Resource: "*" };
const DEVICE = { SerialNumber: `arn:aws:iam::${ACCOUNT}:mfa/ann`, TokenCode: "123456" };

const give = (...statements: object[]) =>
  iam.putUserPolicy({ UserName: "ann", PolicyName: "p", PolicyDocument: document(...statements) });

beforeEach(async () => {
  sim.reset();
  await iam.createUser({ UserName: "ann" });
  await give(EVERYTHING);
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: ACCOUNT } };
  await iam.createRole({ RoleName: "r", AssumeRolePolicyDocument: document(trust) });
  await iam.putRolePolicy({ RoleName: "r", PolicyName: "p", PolicyDocument: document(EVERYTHING) });
});

const ann = () => new STS(sim.clientConfig({ user: "ann" }));
const guest = { Name: "guest", Policy: document(EVERYTHING) };
const ROLE = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/r`, RoleSessionName: "ci" };

interface Issued {
  readonly Credentials?: {
    readonly AccessKeyId: string | undefined;
    readonly SecretAccessKey: string | undefined;
    readonly SessionToken: string | undefined;
  };
}

/** The settings of a client with temporary credentials. */
function withCredentials({ Credentials }: Issued) {
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return { ...sim.clientConfig(), credentials };
}

const INVALID_TOKEN = {
  code: "InvalidClientTokenId",
  message: "The security token included in the request is invalid",
  status: 403,
};
const refused = (operation: string) => ({
  code: "AccessDenied",
  message: `Cannot call ${operation} with session credentials`,
  status: 403,
});

describe("what temporary credentials cannot call (P01)", () => {
  test("those of GetSessionToken: IAM without MFA", async () => {
    const session = withCredentials(await ann().getSessionToken({}));
    expect(await failure(new IAM(session).listUsers({}))).toEqual(INVALID_TOKEN);
    expect(sim.requests.last({})?.authorization).toMatchObject({
      decision: "denied",
      action: "iam:ListUsers",
      principal: `arn:aws:iam::${ACCOUNT}:user/ann`,
      reason: "credentials of GetSessionToken cannot call IAM without MFA",
    });
    const confirmed = withCredentials(await ann().getSessionToken(DEVICE));
    expect((await new IAM(confirmed).listUsers({})).Users).toHaveLength(1);
    await expect(new S3(session).listBuckets({})).resolves.toBeDefined();
  });

  test("those of the root user's GetSessionToken: IAM without MFA", async () => {
    const session = withCredentials(await new STS(sim.clientConfig()).getSessionToken({}));
    expect(await failure(new IAM(session).listUsers({}))).toEqual(INVALID_TOKEN);
  });

  test("those of GetSessionToken: all of STS but AssumeRole and GetCallerIdentity", async () => {
    const sts = new STS(withCredentials(await ann().getSessionToken({})));
    await expect(sts.assumeRole(ROLE)).resolves.toBeDefined();
    expect((await sts.getCallerIdentity({})).Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/ann`);
    expect(await failure(sts.getFederationToken(guest))).toEqual(refused("GetFederationToken"));
    expect(await failure(sts.getSessionToken({}))).toEqual(refused("GetSessionToken"));
    expect(await failure(sts.getAccessKeyInfo({ AccessKeyId: "AKIAIOSFODNN7EXAMPLE" }))).toEqual({
      code: "AccessDenied",
      message: `User: arn:aws:iam::${ACCOUNT}:user/ann is not authorized to perform: sts:GetAccessKeyInfo on resource: *`,
      status: 403,
    });
  });

  test("those of GetFederationToken: IAM, and all of STS but GetCallerIdentity", async () => {
    const session = withCredentials(await ann().getFederationToken(guest));
    const sts = new STS(session);
    expect(await failure(new IAM(session).listUsers({}))).toEqual(INVALID_TOKEN);
    expect(await failure(sts.assumeRole(ROLE))).toEqual({
      code: "AccessDenied",
      message: `User: arn:aws:sts::${ACCOUNT}:federated-user/guest is not authorized to perform: sts:AssumeRole on resource: ${ROLE.RoleArn}`,
      status: 403,
    });
    expect(await failure(sts.getSessionToken({}))).toEqual(refused("GetSessionToken"));
    expect((await sts.getCallerIdentity({})).Arn).toBe(`arn:aws:sts::${ACCOUNT}:federated-user/guest`);
    await expect(new S3(session).listBuckets({})).resolves.toBeDefined();
  });

  test("those of AssumeRole: GetSessionToken and GetFederationToken", async () => {
    const session = withCredentials(await ann().assumeRole(ROLE));
    const sts = new STS(session);
    expect(await failure(sts.getFederationToken(guest))).toEqual(refused("GetFederationToken"));
    expect(await failure(sts.getSessionToken({}))).toEqual(refused("GetSessionToken"));
    await expect(sts.assumeRole(ROLE)).resolves.toBeDefined();
    expect((await new IAM(session).listUsers({})).Users).toHaveLength(1);
  });

  test("a role can be passed to other services with credentials of GetSessionToken", async () => {
    const session = withCredentials(await ann().getSessionToken({}));
    const definition = { family: "f", containerDefinitions: [{ name: "c", image: "i", memory: 64 }] };
    await expect(
      new ECS(session).registerTaskDefinition({ ...definition, taskRoleArn: ROLE.RoleArn }),
    ).resolves.toBeDefined();
  });

  test("is recorded and not denied with audit", async () => {
    const session = withCredentials(await ann().getSessionToken({}));
    sim.authorization.mode = "audit";
    expect((await new IAM(session).listUsers({})).Users).toHaveLength(1);
    expect(sim.requests.last({})?.authorization).toMatchObject({
      decision: "denied",
      reason: "credentials of GetSessionToken cannot call IAM without MFA",
    });
    sim.authorization.mode = "off";
    expect((await new IAM(session).listUsers({})).Users).toHaveLength(1);
  });
});

describe("multi-factor authentication", () => {
  const onlyWith = (Condition: object) =>
    give({ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*", Condition });

  test("aws:MultiFactorAuthPresent is true, false, or absent for long-term keys", async () => {
    const present = withCredentials(await ann().getSessionToken(DEVICE));
    const absent = withCredentials(await ann().getSessionToken({}));
    await onlyWith({ Bool: { "aws:MultiFactorAuthPresent": "true" } });
    await expect(new S3(present).listBuckets({})).resolves.toBeDefined();
    expect(await failure(new S3(absent).listBuckets({}))).toMatchObject({ code: "AccessDenied" });
    await onlyWith({ Null: { "aws:MultiFactorAuthPresent": "true" } });
    await expect(new S3(sim.clientConfig({ user: "ann" })).listBuckets({})).resolves.toBeDefined();
    expect(await failure(new S3(absent).listBuckets({}))).toMatchObject({ code: "AccessDenied" });
  });

  test("aws:MultiFactorAuthAge is in simulated seconds", async () => {
    const s3 = new S3(withCredentials(await ann().getSessionToken(DEVICE)));
    await onlyWith({ NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } });
    await expect(s3.listBuckets({})).resolves.toBeDefined();
    await sim.clock.advance("1h");
    expect(await failure(s3.listBuckets({}))).toMatchObject({ code: "AccessDenied" });
  });

  test("a trust policy can ask for it at AssumeRole (P03)", async () => {
    const trust = {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: ACCOUNT },
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    };
    await iam.updateAssumeRolePolicy({ RoleName: "r", PolicyDocument: document(trust) });
    expect(await failure(ann().assumeRole(ROLE))).toMatchObject({ code: "AccessDenied" });
    const session = withCredentials(await ann().assumeRole({ ...ROLE, ...DEVICE }));
    // The session of the role itself has no information about MFA.
    await iam.putRolePolicy({
      RoleName: "r",
      PolicyName: "p",
      PolicyDocument: document({ ...EVERYTHING, Condition: trust.Condition }),
    });
    expect(await failure(new S3(session).listBuckets({}))).toMatchObject({ code: "AccessDenied" });
  });
});

test("GetSessionToken needs no permission, but a policy can deny it", async () => {
  await give({ Effect: "Allow", Action: "s3:*", Resource: "*" });
  await expect(ann().getSessionToken({})).resolves.toBeDefined();
  await give({ Effect: "Deny", Action: "sts:GetSessionToken", Resource: "*" });
  expect(await failure(ann().getSessionToken({}))).toEqual({
    code: "AccessDenied",
    message: `User: arn:aws:iam::${ACCOUNT}:user/ann is not authorized to perform: sts:GetSessionToken on resource: * with an explicit deny in an identity-based policy`,
    status: 403,
  });
});
