import { createHash } from "node:crypto";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { type AssumeRoleWithSAMLCommandInput, STS } from "@aws-sdk/client-sts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import {
  AWS,
  ISSUER,
  PROVIDER,
  type ResponseParts,
  ROLE,
  SIGN_IN,
  samlResponse,
  samlXml,
} from "./saml-response.js";

const sim = await createAwsSim({
  authorization: "enforce",
  clock: "frozen",
  startTime: "2031-05-01T10:00:00Z",
});
afterAll(() => sim.close());
const iam = new IAM(sim.clientConfig());
const anybody = new STS({ ...sim.clientConfig(), signer: { sign: async (request) => request } });

const assume = (parts?: ResponseParts, more: Partial<AssumeRoleWithSAMLCommandInput> = {}) =>
  anybody.assumeRoleWithSAML({
    RoleArn: ROLE,
    PrincipalArn: PROVIDER,
    SAMLAssertion: samlResponse(parts),
    ...more,
  });

const allow = (Condition: object = {}, Action = "sts:AssumeRoleWithSAML") => ({
  Effect: "Allow",
  Principal: { Federated: PROVIDER },
  Action,
  Condition,
});

const document = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const trust = (...statements: readonly object[]) =>
  iam.updateAssumeRolePolicy({ RoleName: "analyst", PolicyDocument: document(...statements) });

const denied = (action = "sts:AssumeRoleWithSAML") => ({
  code: "AccessDenied",
  message: `Not authorized to perform ${action}`,
  status: 403,
});

const invalid = (message: string) => ({ code: "InvalidIdentityTokenException", message, status: 400 });

/** An error that STS has from the service that reads responses. */
const fault = (message: string, code: string) => ({
  ...invalid(""),
  message: expect.stringMatching(
    new RegExp(
      `^${message} \\(Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: ${code}; Request ID: [0-9a-f-]{36}; Proxy: null\\)$`,
    ),
  ),
});
const unreadable = fault("Invalid base64 SAMLResponse", "AuthSamlInvalidSamlResponseException");
const expired = (message: string) => ({ code: "ExpiredTokenException", message, status: 400 });

beforeEach(async () => {
  sim.reset();
  sim.authorization.mode = "enforce";
  const SAMLMetadataDocument = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ISSUER}">${" ".repeat(1000)}</md:EntityDescriptor>`;
  await iam.createSAMLProvider({ Name: "okta", SAMLMetadataDocument });
  await iam.createRole({ RoleName: "analyst", AssumeRolePolicyDocument: document(allow()) });
});

describe("AssumeRoleWithSAML", () => {
  test("returns the session and the claims of the assertion", async () => {
    const NameQualifier = createHash("sha1").update(`${ISSUER}123456789012/okta`).digest("base64");
    const { Credentials, AssumedRoleUser, ...rest } = await body(assume());
    expect(AssumedRoleUser).toEqual({
      Arn: "arn:aws:sts::123456789012:assumed-role/analyst/ann@example.com",
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:ann@example\.com$/),
    });
    expect(Credentials?.Expiration).toEqual(new Date("2031-05-01T11:00:00Z"));
    expect(rest).toEqual({
      Subject: "ann",
      SubjectType: "persistent",
      Issuer: ISSUER,
      Audience: SIGN_IN,
      NameQualifier,
    });
  });

  test.each([
    ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"],
    [undefined, "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"],
  ])("a format without the prefix of SAML 2.0 is whole: %s", async (format, SubjectType = format) => {
    expect(await assume({ format })).toMatchObject({ SubjectType });
  });

  test.each<[string, ResponseParts, number | undefined, string]>([
    ["DurationSeconds", {}, 1800, "10:30:00"],
    [
      "SessionDuration, which only shortens",
      { attributes: { [`${AWS}SessionDuration`]: ["900"] } },
      undefined,
      "10:15:00",
    ],
    [
      "a longer SessionDuration",
      { attributes: { [`${AWS}SessionDuration`]: ["43200"] } },
      undefined,
      "11:00:00",
    ],
    ["SessionNotOnOrAfter", { sessionEnd: "2031-05-01T10:20:00Z" }, 3600, "10:20:00"],
  ])("the session lasts by %s", async (_, parts, DurationSeconds, end) => {
    const { Credentials } = await assume(parts, DurationSeconds === undefined ? {} : { DurationSeconds });
    expect(Credentials?.Expiration).toEqual(new Date(`2031-05-01T${end}Z`));
  });

  test("the session is no longer than the role allows", async () => {
    expect(await failure(assume({}, { DurationSeconds: 7200 }))).toEqual({
      code: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
      status: 400,
    });
  });

  test.each<[string, ResponseParts]>([
    ["a recipient elsewhere", { recipient: "https://example.com/acs" }],
    ["an audience elsewhere", { audience: "urn:example" }],
    ["no audience", { audience: undefined }],
  ])("rejects %s", async (_, parts) => {
    expect(await failure(assume(parts))).toEqual(invalid("Response does not contain the required audience."));
  });

  test.each([
    ["https://eu-west-1.signin.aws.amazon.com/saml", "urn:amazon:webservices"],
    ["https://us-east-1.signin.aws.amazon.com/saml/acs/SAMLSP1234", SIGN_IN],
  ])("accepts the recipient %s", async (recipient, audience) => {
    expect(await assume({ recipient, audience })).toMatchObject({ Audience: recipient });
  });

  test("rejects what is over, by simulated time", async () => {
    expect(await failure(assume({ expiresAt: "2031-05-01T10:00:00Z" }))).toEqual(
      expired("Response has expired"),
    );
    expect(
      await failure(assume({ issuedAt: "2031-05-01T09:55:00Z", expiresAt: "2031-05-01T11:00:00Z" })),
    ).toEqual(expired("Token must be redeemed within 5 minutes of issuance"));
    expect(await failure(assume({ sessionEnd: "2031-05-01T09:59:00Z" }))).toEqual(
      expired("Response has expired"),
    );
    expect(await failure(assume({ notBefore: "2031-05-01T10:00:01Z" }))).toEqual(unreadable);
    await sim.clock.advance("4m");
    expect(await failure(assume())).toEqual(expired("Response has expired"));
  });

  test.each<[string, string]>([
    ["not XML", Buffer.from("none").toString("base64")],
    ["not a response", Buffer.from("<Assertion/>").toString("base64")],
    ["a response without an assertion", Buffer.from("<Response/>").toString("base64")],
    ["without a recipient", samlResponse({ recipient: undefined })],
    ["without an expiration", samlResponse({ expiresAt: undefined })],
    [
      "two assertions",
      Buffer.from(samlXml().replace("<saml2p:Status>", "<saml2:Assertion/><saml2p:Status>")).toString(
        "base64",
      ),
    ],
  ])("rejects a response that is %s", async (_, SAMLAssertion) => {
    expect(await failure(assume({}, { SAMLAssertion }))).toEqual(unreadable);
  });

  test("rejects an authentication that the provider rejected", async () => {
    const status = "urn:oasis:names:tc:SAML:2.0:status:Responder";
    expect(await failure(assume({ status }))).toMatchObject({
      code: "IDPRejectedClaimException",
      status: 403,
    });
  });

  test.each<[string, readonly string[], string]>([
    ["RoleSessionName", [], "RoleSessionName is required in AuthnResponse"],
    ["RoleSessionName", ["Ann Lee"], "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"],
    [
      "SourceIdentity",
      ["aws:ann"],
      'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
    ],
  ])("rejects %s %s", async (name, values, message) => {
    expect(await failure(assume({ attributes: { [AWS + name]: values } }))).toEqual(invalid(message));
  });

  test("rejects a malformed session policy", async () => {
    expect(await failure(assume({}, { Policy: "{}" }))).toEqual({
      code: "MalformedPolicyDocumentException",
      message: "Syntax errors in policy.",
      status: 400,
    });
  });
});

describe("AssumeRoleWithSAML under enforcement (P03)", () => {
  test("needs a provider of IAM that issued the response", async () => {
    expect(await failure(assume({ issuer: "https://other.example.com" }))).toEqual(
      fault("Issuer not present in specified provider", "AuthSamlInvalidSamlResponseException"),
    );
    expect(await failure(assume({}, { PrincipalArn: `${PROVIDER}-2` }))).toEqual(
      fault("Specified provider doesn't exist", "AuthSamlManifestNotFoundException"),
    );
    sim.authorization.mode = "audit";
    await expect(assume({}, { PrincipalArn: `${PROVIDER}-2` })).resolves.toBeDefined();
  });

  test("needs the role among those of the assertion", async () => {
    await iam.createRole({ RoleName: "admin", AssumeRolePolicyDocument: document(allow()) });
    const RoleArn = "arn:aws:iam::123456789012:role/admin";
    expect(await failure(assume({}, { RoleArn }))).toEqual(denied());
    const roles = [`${ROLE},${PROVIDER}`, `${RoleArn}, ${PROVIDER}`];
    await expect(assume({ attributes: { [`${AWS}Role`]: roles } }, { RoleArn })).resolves.toBeDefined();
  });

  test.each<[string, object]>([
    ["saml:aud", { StringEquals: { "saml:aud": SIGN_IN } }],
    ["saml:iss", { StringEquals: { "SAML:iss": ISSUER } }],
    ["saml:sub", { StringLike: { "saml:sub": "a*" } }],
    ["saml:sub_type", { StringEquals: { "saml:sub_type": "persistent" } }],
    ["saml:doc", { StringEquals: { "saml:doc": "123456789012/okta" } }],
    ["saml:eduPersonAffiliation", { "ForAnyValue:StringEquals": { "saml:edupersonaffiliation": "staff" } }],
    ["saml:mail", { StringEquals: { "saml:mail": "ann@example.com" } }],
    ["sts:RoleSessionName", { StringEquals: { "sts:RoleSessionName": "ann@example.com" } }],
  ])("trust policies can ask for %s", async (_, condition) => {
    const attributes = {
      "urn:oid:1.3.6.1.4.1.5923.1.1.1.1": ["member", "staff"],
      "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress": ["ann@example.com"],
    };
    await trust(allow(condition));
    await expect(assume({ attributes })).resolves.toBeDefined();
    const [[operator = "", keys = {}] = []] = Object.entries(condition);
    const [key = ""] = Object.keys(keys);
    await trust(allow({ [operator]: { [key]: "other" } }));
    expect(await failure(assume({ attributes }))).toEqual(denied());
  });

  test.each<[string, readonly object[]]>([
    ["another provider", [{ ...allow(), Principal: { Federated: `${PROVIDER}-2` } }]],
    ["web identities alone", [allow({}, "sts:AssumeRoleWithWebIdentity")]],
    ["accounts", [{ ...allow(), Principal: { AWS: "123456789012" } }]],
    ["the provider, and denies it", [allow(), { ...allow(), Effect: "Deny" }]],
  ])("is denied by a trust policy of %s", async (_, statements) => {
    await trust(...statements);
    expect(await failure(assume())).toEqual(denied());
    expect(sim.requests.last({ operation: "AssumeRoleWithSAML" })?.authorization).toMatchObject({
      decision: "denied",
      action: "sts:AssumeRoleWithSAML",
      resource: ROLE,
      principal: PROVIDER,
    });
  });

  test("tags and a source identity need permissions of their own", async () => {
    const tagged = { attributes: { [`${AWS}PrincipalTag:team`]: ["a"] } };
    expect(await failure(assume(tagged))).toEqual(denied("sts:TagSession"));
    const named = { attributes: { [`${AWS}SourceIdentity`]: ["ann"] } };
    expect(await failure(assume(named))).toEqual(denied("sts:SetSourceIdentity"));
    await trust(
      allow(),
      allow({ StringEquals: { "aws:RequestTag/team": "a" } }, "sts:TagSession"),
      allow({ StringEquals: { "sts:SourceIdentity": "ann" } }, "sts:SetSourceIdentity"),
    );
    await expect(assume(tagged)).resolves.toMatchObject({ PackedPolicySize: 1 });
    await expect(assume(named)).resolves.toMatchObject({ SourceIdentity: "ann" });
  });

  test("policies of the session see its tags, provider and subject, which transitive tags outlive", async () => {
    await trust(allow(), allow({}, "sts:TagSession"));
    const Condition = {
      StringEquals: {
        "aws:PrincipalTag/team": "a",
        "aws:FederatedProvider": PROVIDER,
        "saml:sub": "ann",
        "saml:namequalifier": createHash("sha1").update(`${ISSUER}123456789012/okta`).digest("base64"),
      },
    };
    const PolicyDocument = document({
      Effect: "Allow",
      Action: "s3:ListAllMyBuckets",
      Resource: "*",
      Condition,
    });
    await iam.putRolePolicy({ RoleName: "analyst", PolicyName: "p", PolicyDocument });
    const listAs = async (team: string) => {
      const { Credentials } = await assume({
        attributes: { [`${AWS}PrincipalTag:team`]: [team], [`${AWS}TransitiveTagKeys`]: ["team"] },
      });
      const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
      expect(sim.sts.sessions().find((row) => row.accessKeyId === AccessKeyId)?.transitiveTags).toEqual({
        team,
      });
      const credentials = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      return new S3({ ...sim.clientConfig(), credentials }).listBuckets();
    };
    expect((await listAs("a")).Buckets).toEqual([]);
    expect(await failure(listAs("b"))).toMatchObject({ code: "AccessDenied", status: 403 });
  });
});
