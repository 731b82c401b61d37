import { request } from "undici";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, encoded, failure, iamWorld, READ, START, TRUST } from "./iam-world.js";
import { SERVER } from "./keys.js";

const world = iamWorld();
const BEDROCK = "arn:aws:iam::aws:policy/AmazonBedrockReadOnly";

/** Makes one of each kind that GetAccountAuthorizationDetails shows. */
async function fillAccount() {
  const { iam } = world;
  const PolicyArn = await world.policy();
  const { Arn, RoleId } = await world.role();
  await iam.createInstanceProfile({ InstanceProfileName: "box" });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: "box", RoleName: "task" });
  await iam.attachRolePolicy({ RoleName: "task", PolicyArn: BEDROCK });
  const { Group } = await iam.createGroup({ GroupName: "devs" });
  await iam.putGroupPolicy({ GroupName: "devs", PolicyName: "inline", PolicyDocument: READ });
  const Tags = [{ Key: "a", Value: "b" }];
  const { User } = await iam.createUser({ UserName: "ann", PermissionsBoundary: PolicyArn, Tags });
  await iam.addUserToGroup({ UserName: "ann", GroupName: "devs" });
  return { PolicyArn, Arn, RoleId, Group, User };
}

test("GetAccountAuthorizationDetails shows users, groups, roles and the policies in use", async () => {
  const { PolicyArn, Arn, RoleId, Group, User } = await fillAccount();
  const role = {
    Path: "/",
    RoleName: "task",
    RoleId,
    Arn,
    CreateDate: START,
    AssumeRolePolicyDocument: encoded(TRUST),
  };
  const details = await body(world.iam.getAccountAuthorizationDetails({}));
  expect(details).toEqual({
    UserDetailList: [{ ...User, GroupList: ["devs"], UserPolicyList: [], AttachedManagedPolicies: [] }],
    GroupDetailList: [
      {
        ...Group,
        GroupPolicyList: [{ PolicyName: "inline", PolicyDocument: encoded(READ) }],
        AttachedManagedPolicies: [],
      },
    ],
    RoleDetailList: [
      {
        ...role,
        InstanceProfileList: [
          {
            Path: "/",
            InstanceProfileName: "box",
            InstanceProfileId: expect.stringMatching(/^AIPA/),
            Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/box`,
            CreateDate: START,
            Roles: [role],
          },
        ],
        RolePolicyList: [],
        AttachedManagedPolicies: [{ PolicyName: "AmazonBedrockReadOnly", PolicyArn: BEDROCK }],
        Tags: [],
        RoleLastUsed: {},
      },
    ],
    Policies: [
      expect.objectContaining({
        Arn: PolicyArn,
        AttachmentCount: 0,
        PermissionsBoundaryUsageCount: 1,
        PolicyVersionList: [
          { Document: encoded(READ), VersionId: "v1", IsDefaultVersion: true, CreateDate: START },
        ],
      }),
      expect.objectContaining({ Arn: BEDROCK, AttachmentCount: 1 }),
    ],
    IsTruncated: false,
  });
});

test("GetAccountAuthorizationDetails filters by kind, in pages", async () => {
  await fillAccount();
  const filtered = await body(world.iam.getAccountAuthorizationDetails({ Filter: ["AWSManagedPolicy"] }));
  expect(filtered).toEqual({
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [expect.objectContaining({ Arn: BEDROCK })],
    IsTruncated: false,
  });
  const first = await world.iam.getAccountAuthorizationDetails({ MaxItems: 2 });
  expect([first.UserDetailList?.length, first.GroupDetailList?.length, first.IsTruncated]).toEqual([
    1,
    1,
    true,
  ]);
  const rest = await world.iam.getAccountAuthorizationDetails({ Marker: first.Marker });
  expect([rest.RoleDetailList?.length, rest.Policies?.length, rest.IsTruncated]).toEqual([1, 2, false]);
});

test("a credential report is there once it was generated, and stays for four hours", async () => {
  expect(await failure(world.iam.getCredentialReport({}))).toMatchObject({
    code: "CredentialReportNotPresent",
    status: 410,
  });
  const { iam } = world;
  await iam.createUser({ UserName: "ann" });
  await iam.createLoginProfile({ UserName: "ann", Password: "Correct-Horse-1" });
  await iam.updateAccountPasswordPolicy({ MaxPasswordAge: 10 });
  await iam.createAccessKey({ UserName: "ann" });
  await iam.uploadSigningCertificate({ UserName: "ann", CertificateBody: SERVER.certificate });
  await iam.enableMFADevice({
    UserName: "ann",
    SerialNumber: "GAHT12345678",
    AuthenticationCode1: "123456",
    AuthenticationCode2: "654321",
  });
  expect(await body(iam.generateCredentialReport({}))).toEqual({
    State: "STARTED",
    Description: "No report exists. Starting a new report generation task",
  });
  await iam.createUser({ UserName: "bob" });
  expect(await body(iam.generateCredentialReport({}))).toEqual({ State: "COMPLETE" });
  const report = async () => {
    const { Content, ReportFormat, GeneratedTime } = await iam.getCredentialReport({});
    const lines = Buffer.from(Content ?? [])
      .toString()
      .split("\n");
    return { ReportFormat, GeneratedTime, lines: lines.map((line) => line.split(",")) };
  };
  const first = await report();
  expect(first).toMatchObject({ ReportFormat: "text/csv", GeneratedTime: START });
  const [columns = [], root, ann, bob] = first.lines;
  expect(bob).toBeUndefined();
  expect(new Set(first.lines.map(({ length }) => length))).toEqual(new Set([22]));
  expect(root?.slice(0, 2)).toEqual(["<root_account>", `arn:aws:iam::${ACCOUNT}:root`]);
  const now = "2031-05-01T10:00:00+00:00";
  expect(Object.fromEntries(columns.map((column, at) => [column, ann?.[at]]))).toMatchObject({
    user: "ann",
    arn: `arn:aws:iam::${ACCOUNT}:user/ann`,
    user_creation_time: now,
    password_enabled: "true",
    password_last_changed: now,
    password_next_rotation: "2031-05-11T10:00:00+00:00",
    mfa_active: "true",
    access_key_1_active: "true",
    access_key_1_last_rotated: now,
    access_key_2_active: "false",
    cert_1_active: "true",
    cert_2_last_rotated: "N/A",
  });
  await world.sim.clock.advance("4h");
  expect((await iam.generateCredentialReport({})).State).toBe("STARTED");
  expect((await report()).lines[3]?.[0]).toBe("bob");
});

test("errors of reports and credentials have AWS's codes on the wire", async () => {
  const send = async (query: string) => {
    const headers = {
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20310501/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=a",
      "content-type": "application/x-www-form-urlencoded",
    };
    const response = await request(world.sim.url, {
      method: "POST",
      headers,
      body: `Version=2010-05-08&${query}`,
    });
    const [, code] = /<Code>(\w+)<\/Code>/.exec(await response.body.text()) ?? [];
    return [response.statusCode, code];
  };
  expect(await send("Action=GetCredentialReport")).toEqual([410, "ReportNotPresent"]);
  await world.iam.createUser({ UserName: "ann" });
  expect(
    await send("Action=CreateServiceSpecificCredential&UserName=ann&ServiceName=s3.amazonaws.com"),
  ).toEqual([404, "NotSupportedService"]);
});
