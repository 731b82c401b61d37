import { type Policy, paginateListPolicies } from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, failure, iamWorld, READ, START, TASK_EXECUTION } from "./iam-world.js";

const world = iamWorld();

test("a policy has versions, of which one is the default", async () => {
  const PolicyArn = await world.policy("read");
  expect(PolicyArn).toBe(`arn:aws:iam::${ACCOUNT}:policy/read`);
  const wider = READ.replace("GetObject", "Get*");
  const { PolicyVersion } = await world.iam.createPolicyVersion({
    PolicyArn,
    PolicyDocument: wider,
    SetAsDefault: true,
  });
  expect(PolicyVersion).toEqual({ VersionId: "v2", IsDefaultVersion: true, CreateDate: START });
  const { Versions } = await world.iam.listPolicyVersions({ PolicyArn });
  expect(Versions).toEqual([
    { VersionId: "v2", IsDefaultVersion: true, CreateDate: START },
    { VersionId: "v1", IsDefaultVersion: false, CreateDate: START },
  ]);
  const { PolicyVersion: shown } = await world.iam.getPolicyVersion({ PolicyArn, VersionId: "v2" });
  expect(decodeURIComponent(shown?.Document ?? "")).toBe(wider);
  expect(shown?.Document).not.toContain("*");
  expect(await failure(world.iam.deletePolicyVersion({ PolicyArn, VersionId: "v2" }))).toMatchObject({
    code: "DeleteConflict",
    message: "Cannot delete the default version of a policy.",
  });
  await world.iam.setDefaultPolicyVersion({ PolicyArn, VersionId: "v1" });
  await world.iam.deletePolicyVersion({ PolicyArn, VersionId: "v2" });
  expect(await failure(world.iam.getPolicyVersion({ PolicyArn, VersionId: "v2" }))).toMatchObject({
    code: "NoSuchEntity",
    status: 404,
  });
  const next = await world.iam.createPolicyVersion({ PolicyArn, PolicyDocument: READ });
  expect(next.PolicyVersion?.VersionId).toBe("v3");
});

test("there are five versions at most", async () => {
  const PolicyArn = await world.policy();
  const add = () => world.iam.createPolicyVersion({ PolicyArn, PolicyDocument: READ });
  for (let version = 2; version <= 5; version++) await add();
  expect(await failure(add())).toEqual({
    code: "LimitExceeded",
    status: 409,
    message:
      "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
  });
  expect(await failure(world.iam.deletePolicy({ PolicyArn }))).toMatchObject({ code: "DeleteConflict" });
});

test("an attached policy cannot be deleted, and its attachments are listed", async () => {
  const PolicyArn = await world.policy();
  const { RoleId } = await world.role();
  await world.iam.createUser({ UserName: "ann", PermissionsBoundary: PolicyArn });
  await world.iam.createGroup({ GroupName: "devs" });
  await world.iam.attachRolePolicy({ RoleName: "task", PolicyArn });
  await world.iam.attachGroupPolicy({ GroupName: "devs", PolicyArn });
  const { Policy } = await world.iam.getPolicy({ PolicyArn });
  expect(Policy).toMatchObject({ AttachmentCount: 2, PermissionsBoundaryUsageCount: 1, IsAttachable: true });
  expect(await failure(world.iam.deletePolicy({ PolicyArn }))).toEqual({
    code: "DeleteConflict",
    status: 409,
    message: "Cannot delete a policy attached to entities.",
  });
  expect(await body(world.iam.listEntitiesForPolicy({ PolicyArn }))).toEqual({
    PolicyGroups: [{ GroupName: "devs", GroupId: expect.stringMatching(/^AGPA/) }],
    PolicyUsers: [{ UserName: "ann", UserId: expect.stringMatching(/^AIDA/) }],
    PolicyRoles: [{ RoleName: "task", RoleId }],
    IsTruncated: false,
  });
  const boundary = await world.iam.listEntitiesForPolicy({
    PolicyArn,
    PolicyUsageFilter: "PermissionsBoundary",
  });
  expect([boundary.PolicyRoles, boundary.PolicyUsers?.length]).toEqual([[], 1]);
});

test("AWS's own policies can be read, listed and attached, and not changed", async () => {
  const { Policy } = await world.iam.getPolicy({ PolicyArn: TASK_EXECUTION });
  expect(Policy).toMatchObject({
    PolicyName: "AmazonECSTaskExecutionRolePolicy",
    Path: "/service-role/",
    Arn: TASK_EXECUTION,
    DefaultVersionId: "v1",
    AttachmentCount: 0,
  });
  const { PolicyVersion } = await world.iam.getPolicyVersion({ PolicyArn: TASK_EXECUTION, VersionId: "v1" });
  expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ""))).toMatchObject({
    Statement: [
      { Effect: "Allow", Action: expect.arrayContaining(["ecr:BatchGetImage", "logs:PutLogEvents"]) },
    ],
  });
  for (const name of [
    "service-role/AWSLambdaBasicExecutionRole",
    "AmazonS3ReadOnlyAccess",
    "AdministratorAccess",
  ])
    await world.iam.getPolicy({ PolicyArn: `arn:aws:iam::aws:policy/${name}` });
  expect(await failure(world.iam.deletePolicy({ PolicyArn: TASK_EXECUTION }))).toMatchObject({
    code: "AccessDenied",
    status: 403,
  });
  await world.policy("mine");
  const scopes = async (Scope: "AWS" | "Local") =>
    (await world.iam.listPolicies({ Scope, MaxItems: 1000 })).Policies;
  expect((await scopes("Local"))?.map(({ PolicyName }) => PolicyName)).toEqual(["mine"]);
  const names = (await scopes("AWS"))?.map(({ PolicyName = "" }) => PolicyName.toLowerCase());
  expect(names).toEqual([...(names ?? [])].sort());
  expect(names).toContain("amazons3readonlyaccess");
});

test("every policy of AWS's own is listed in pages, with its path, version and dates", async () => {
  const all: Policy[] = [];
  for await (const { Policies = [] } of paginateListPolicies(
    { client: world.iam },
    { Scope: "AWS", MaxItems: 500 },
  ))
    all.push(...Policies);
  expect(all.length).toBeGreaterThan(1400);
  expect(new Set(all.map(({ PolicyId }) => PolicyId)).size).toBe(all.length);
  expect(new Set(all.map(({ Path }) => Path))).toEqual(
    new Set(["/", "/service-role/", "/aws-service-role/", "/job-function/", "/root-task/"]),
  );
  const PolicyArn = "arn:aws:iam::aws:policy/job-function/Billing";
  const { Policy } = await world.iam.getPolicy({ PolicyArn });
  expect(Policy).toMatchObject({
    PolicyName: "Billing",
    Path: "/job-function/",
    DefaultVersionId: expect.stringMatching(/^v\d+$/),
    CreateDate: new Date("2016-11-10T17:33:18Z"),
  });
  expect(all).toContainEqual(Policy);
  const jobs = await world.iam.listPolicies({ PathPrefix: "/job-function/" });
  expect(jobs.Policies).toEqual(all.filter(({ Path }) => Path === "/job-function/"));
});

test("OnlyAttached leaves the policies that nothing has attached out of a listing", async () => {
  const PolicyArn = "arn:aws:iam::aws:policy/AmazonBedrockReadOnly";
  await world.role();
  await world.iam.attachRolePolicy({ RoleName: "task", PolicyArn });
  const { Policies } = await world.iam.listPolicies({ OnlyAttached: true });
  expect(Policies).toMatchObject([{ Arn: PolicyArn, AttachmentCount: 1 }]);
});

test("the document of a policy of which only the name is known states this, and allows nothing", async () => {
  const PolicyArn = "arn:aws:iam::aws:policy/AmazonBedrockReadOnly";
  const { Policy } = await world.iam.getPolicy({ PolicyArn });
  const { PolicyVersion } = await world.iam.getPolicyVersion({
    PolicyArn,
    VersionId: Policy?.DefaultVersionId,
  });
  expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ""))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "aws-sim:DocumentNotIncluded", Resource: "*" }],
  });
});

test("AWS alone attaches the policies of service-linked roles", async () => {
  await world.role();
  const PolicyArn = "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy";
  expect(await failure(world.iam.attachRolePolicy({ RoleName: "task", PolicyArn }))).toEqual({
    code: "PolicyNotAttachable",
    status: 400,
    message: "Cannot attach a Service Role Policy to a Customer Role.",
  });
});

test("a policy is found only below its own path", async () => {
  const PolicyArn = "arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy";
  expect(await failure(world.iam.getPolicy({ PolicyArn }))).toMatchObject({ code: "NoSuchEntity" });
});

test("a test adds policies of AWS's own that the simulator does not know", async () => {
  const PolicyArn = "arn:aws:iam::aws:policy/service-role/Newest";
  expect(await failure(world.iam.getPolicy({ PolicyArn }))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: `Policy ${PolicyArn} was not found.`,
  });
  world.sim.iam.addManagedPolicy("Newest", { path: "/service-role/", document: READ });
  const { PolicyVersion } = await world.iam.getPolicyVersion({ PolicyArn, VersionId: "v1" });
  expect(decodeURIComponent(PolicyVersion?.Document ?? "")).toBe(READ);
  expect(() => world.sim.iam.addManagedPolicy("Bad", { document: "{" })).toThrow(
    new TypeError("The document of Bad is not a valid policy: This policy contains invalid Json"),
  );
  expect(() => world.sim.iam.addManagedPolicy("Bad", { path: "x" })).toThrow(TypeError);
});
