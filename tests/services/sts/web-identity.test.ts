import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { type AssumeRoleWithWebIdentityCommandInput, STS } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";

const sim = await createAwsSim({ authorization: "enforce" });
afterAll(() => sim.close());
const iam = new IAM(sim.clientConfig());
const anybody = new STS({ ...sim.clientConfig(), signer: { sign: async (request) => request } });

const ISSUER = "token.actions.githubusercontent.com";
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const RoleArn = "arn:aws:iam::123456789012:role/deploy";

function token(claims: object): string {
  const whole = {
    iss: `https://${ISSUER}`,
    aud: "sts.amazonaws.com",
    sub: "repo:org/app:ref:main",
    ...claims,
  };
  return ["{}", JSON.stringify(whole), "signature"]
    .map((part) => Buffer.from(part).toString("base64url"))
    .join(".");
}

const assume = (claims: object = {}, more: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) =>
  anybody.assumeRoleWithWebIdentity({
    RoleArn,
    RoleSessionName: "ci",
    WebIdentityToken: token(claims),
    ...more,
  });

async function trust(...statements: readonly object[]): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  await iam.updateAssumeRolePolicy({ RoleName: "deploy", PolicyDocument });
}

const allow = (Condition: object = {}, Action = "sts:AssumeRoleWithWebIdentity") => ({
  Effect: "Allow",
  Principal: { Federated: PROVIDER },
  Action,
  Condition,
});

const DENIED = {
  code: "AccessDenied",
  message: "Not authorized to perform sts:AssumeRoleWithWebIdentity",
  status: 403,
};

beforeAll(async () => {
  await iam.createOpenIDConnectProvider({ Url: `https://${ISSUER}`, ClientIDList: ["sts.amazonaws.com"] });
  const Statement = allow();
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.createRole({ RoleName: "deploy", AssumeRolePolicyDocument });
});

describe("AssumeRoleWithWebIdentity under enforcement (P03)", () => {
  test("is allowed by the claims that the trust policy requires", async () => {
    await trust(
      allow({
        StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" },
        StringLike: { [`${ISSUER}:sub`]: "repo:org/app:*" },
      }),
    );
    expect(await assume()).toMatchObject({
      SubjectFromWebIdentityToken: "repo:org/app:ref:main",
      Audience: "sts.amazonaws.com",
      Provider: PROVIDER,
      AssumedRoleUser: { Arn: "arn:aws:sts::123456789012:assumed-role/deploy/ci" },
    });
    expect(await failure(assume({ sub: "repo:other/app:ref:main" }))).toEqual(DENIED);
    expect(sim.requests.last({ operation: "AssumeRoleWithWebIdentity" })?.authorization).toMatchObject({
      decision: "denied",
      action: "sts:AssumeRoleWithWebIdentity",
      resource: RoleArn,
      principal: PROVIDER,
      reason: "no role trust policy allows it",
    });
  });

  test.each<[string, object[]]>([
    ["another provider", [{ ...allow(), Principal: { Federated: "cognito-identity.amazonaws.com" } }]],
    ["AssumeRole alone", [allow({}, "sts:AssumeRole")]],
    ["accounts", [{ ...allow(), Principal: { AWS: "123456789012" } }]],
    ["the provider, and denies it", [allow(), { ...allow(), Effect: "Deny" }]],
  ])("is denied by a trust policy of %s", async (_, statements) => {
    await trust(...statements);
    expect(await failure(assume())).toEqual(DENIED);
  });

  test("is denied for a role that does not exist", async () => {
    expect(await failure(assume({}, { RoleArn: `${RoleArn}-2` }))).toEqual(DENIED);
  });

  test("needs a provider in IAM, and an audience that it has", async () => {
    await trust(allow());
    expect(await failure(assume({ iss: "https://issuer.example" }))).toEqual({
      code: "InvalidIdentityTokenException",
      message: "No OpenIDConnect provider found in your account for https://issuer.example",
      status: 400,
    });
    expect(await failure(assume({ aud: "someone" }))).toEqual({
      code: "InvalidIdentityTokenException",
      message: "Incorrect token audience",
      status: 400,
    });
  });

  test("tags of the token need sts:TagSession", async () => {
    const tags = { "https://aws.amazon.com/tags": { principal_tags: { team: ["a"] } } };
    await trust(allow());
    expect(await failure(assume(tags))).toEqual({
      ...DENIED,
      message: "Not authorized to perform sts:TagSession",
    });
    await trust(allow(), allow({ StringEquals: { "aws:RequestTag/team": "a" } }, "sts:TagSession"));
    expect((await assume(tags)).Credentials).toBeDefined();
    expect(
      await failure(assume({ "https://aws.amazon.com/tags": { principal_tags: { team: ["b"] } } })),
    ).toEqual({ ...DENIED, message: "Not authorized to perform sts:TagSession" });
  });

  test("policies of the session see the tags, the provider and the claims of the token", async () => {
    await trust(allow(), allow({}, "sts:TagSession"));
    const Statement = {
      Effect: "Allow",
      Action: "s3:ListAllMyBuckets",
      Resource: "*",
      Condition: {
        StringEquals: {
          "aws:PrincipalTag/team": "a",
          "aws:FederatedProvider": PROVIDER,
          [`${ISSUER}:sub`]: "repo:org/app:ref:main",
        },
      },
    };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.putRolePolicy({ RoleName: "deploy", PolicyName: "p", PolicyDocument });
    const as = async (claims: object) => {
      const { Credentials: { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = {} } =
        await assume(claims);
      const credentials = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      return new S3({ ...sim.clientConfig(), credentials }).listBuckets();
    };
    const tags = { "https://aws.amazon.com/tags": { principal_tags: { team: "a" } } };
    expect((await as(tags)).Buckets).toEqual([]);
    expect(await failure(as({}))).toMatchObject({ code: "AccessDenied", status: 403 });
  });
});
