import { paginateListRoles } from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, encoded, failure, iamWorld, READ, START, TASK_EXECUTION, TRUST } from "./iam-world.js";

const world = iamWorld();

const BOUNDARY = "arn:aws:iam::aws:policy/PowerUserAccess";

test("A09: a role has all that it was made with, and its document comes back encoded for a URL", async () => {
  const { Role: created } = await world.iam.createRole({
    RoleName: "task",
    Path: "/team/",
    AssumeRolePolicyDocument: TRUST,
    Description: "Runs tasks",
    MaxSessionDuration: 7200,
    PermissionsBoundary: BOUNDARY,
    Tags: [{ Key: "team", Value: "a" }],
  });
  const expected = {
    Path: "/team/",
    RoleName: "task",
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    Arn: `arn:aws:iam::${ACCOUNT}:role/team/task`,
    CreateDate: START,
    AssumeRolePolicyDocument: encoded(TRUST),
    Description: "Runs tasks",
    MaxSessionDuration: 7200,
    PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: BOUNDARY },
    Tags: [{ Key: "team", Value: "a" }],
  };
  expect(created).toEqual(expected);
  const { Role: shown } = await world.iam.getRole({ RoleName: "task" });
  expect(shown).toEqual({ ...expected, RoleLastUsed: {} });
  const { Roles } = await world.iam.listRoles({});
  const { Tags, PermissionsBoundary, ...listed } = expected;
  expect(Roles).toEqual([listed]);
  expect(world.sim.iam.role("task")).toEqual({
    ...expected,
    RoleLastUsed: {},
    inlinePolicies: {},
    attachedPolicies: [],
  });
});

test("A08: names are taken whatever their case, and unknown ones are NoSuchEntity", async () => {
  await world.role("task");
  expect(await failure(world.role("TASK"))).toEqual({
    code: "EntityAlreadyExists",
    status: 409,
    message: "Role with name TASK already exists.",
  });
  expect(await failure(world.iam.getRole({ RoleName: "other" }))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: "The role with name other cannot be found.",
  });
  expect(await failure(world.role("AWSReservedSSO_x"))).toMatchObject({
    message: "The role name AWSReservedSSO_x is reserved for AWS use",
  });
});

test("A07: a violated constraint is reported without the value", async () => {
  const tooLong = { RoleName: "task", AssumeRolePolicyDocument: TRUST, MaxSessionDuration: 60 };
  expect(await failure(world.iam.createRole(tooLong))).toEqual({
    code: "ValidationError",
    status: 400,
    message:
      "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
  });
});

test("a role can be changed: description, duration, trust policy, boundary, tags", async () => {
  await world.role("task");
  const RoleName = "task";
  const trust = TRUST.replace("ecs-tasks", "lambda");
  await world.iam.updateRole({ RoleName, Description: "new", MaxSessionDuration: 43_200 });
  await world.iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trust });
  await world.iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary: BOUNDARY });
  await world.iam.tagRole({
    RoleName,
    Tags: [
      { Key: "A", Value: "1" },
      { Key: "b", Value: "2" },
    ],
  });
  await world.iam.tagRole({ RoleName, Tags: [{ Key: "a", Value: "3" }] });
  await world.iam.untagRole({ RoleName, TagKeys: ["B"] });
  expect(world.sim.iam.role("task")).toMatchObject({
    Description: "new",
    MaxSessionDuration: 43_200,
    AssumeRolePolicyDocument: encoded(trust),
    PermissionsBoundary: { PermissionsBoundaryArn: BOUNDARY },
    Tags: [{ Key: "a", Value: "3" }],
  });
  expect(await body(world.iam.listRoleTags({ RoleName }))).toEqual({
    Tags: [{ Key: "a", Value: "3" }],
    IsTruncated: false,
  });
  await world.iam.deleteRolePermissionsBoundary({ RoleName });
  expect(world.sim.iam.role("task")).not.toHaveProperty("PermissionsBoundary");
  const duplicate = world.iam.tagRole({
    RoleName,
    Tags: [
      { Key: "x", Value: "" },
      { Key: "X", Value: "" },
    ],
  });
  expect(await failure(duplicate)).toEqual({
    code: "InvalidInput",
    status: 400,
    message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
  });
  const strange = "arn:aws:iam::aws:policy/Nonsense";
  expect(
    await failure(world.iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary: strange })),
  ).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: `Scope ARN: ${strange} does not exist or is not attachable.`,
  });
});

test("inline and attached policies are put, listed and taken away", async () => {
  await world.role();
  const RoleName = "task";
  await world.iam.putRolePolicy({ RoleName, PolicyName: "read", PolicyDocument: READ });
  await world.iam.attachRolePolicy({ RoleName, PolicyArn: TASK_EXECUTION });
  await world.iam.attachRolePolicy({ RoleName, PolicyArn: TASK_EXECUTION });
  expect(await body(world.iam.getRolePolicy({ RoleName, PolicyName: "read" }))).toEqual({
    RoleName,
    PolicyName: "read",
    PolicyDocument: encoded(READ),
  });
  expect(await body(world.iam.listRolePolicies({ RoleName }))).toEqual({
    PolicyNames: ["read"],
    IsTruncated: false,
  });
  expect(await body(world.iam.listAttachedRolePolicies({ RoleName }))).toEqual({
    AttachedPolicies: [{ PolicyName: "AmazonECSTaskExecutionRolePolicy", PolicyArn: TASK_EXECUTION }],
    IsTruncated: false,
  });
  await world.iam.deleteRolePolicy({ RoleName, PolicyName: "read" });
  await world.iam.detachRolePolicy({ RoleName, PolicyArn: TASK_EXECUTION });
  expect(world.sim.iam.role("task")).toMatchObject({ inlinePolicies: {}, attachedPolicies: [] });
  expect(await failure(world.iam.deleteRolePolicy({ RoleName, PolicyName: "read" }))).toMatchObject({
    code: "NoSuchEntity",
    message: "The role policy with name read cannot be found.",
  });
  expect(await failure(world.iam.detachRolePolicy({ RoleName, PolicyArn: TASK_EXECUTION }))).toMatchObject({
    code: "NoSuchEntity",
    message: `Policy ${TASK_EXECUTION} was not found.`,
  });
  const missing = `arn:aws:iam::${ACCOUNT}:policy/none`;
  expect(await failure(world.iam.attachRolePolicy({ RoleName, PolicyArn: missing }))).toMatchObject({
    code: "NoSuchEntity",
    message: `Policy ${missing} does not exist or is not attachable.`,
  });
  expect(
    await failure(world.iam.attachRolePolicy({ RoleName, PolicyArn: "arn:aws:iam:nonsense" })),
  ).toMatchObject({
    code: "ValidationError",
    message: "Invalid ARN:  Could not be parsed!",
  });
});

test("DeleteRole insists on an order", async () => {
  const RoleName = "task";
  await world.role();
  await world.iam.putRolePolicy({ RoleName, PolicyName: "read", PolicyDocument: READ });
  await world.iam.attachRolePolicy({ RoleName, PolicyArn: TASK_EXECUTION });
  await world.iam.createInstanceProfile({ InstanceProfileName: "p" });
  await world.iam.addRoleToInstanceProfile({ InstanceProfileName: "p", RoleName });
  const conflict = (must: string) => ({
    code: "DeleteConflict",
    status: 409,
    message: `Cannot delete entity, must ${must} first.`,
  });
  const remove = () => world.iam.deleteRole({ RoleName });
  expect(await failure(remove())).toEqual(conflict("remove roles from instance profile"));
  await world.iam.removeRoleFromInstanceProfile({ InstanceProfileName: "p", RoleName });
  expect(await failure(remove())).toEqual(conflict("detach all policies"));
  await world.iam.detachRolePolicy({ RoleName, PolicyArn: TASK_EXECUTION });
  expect(await failure(remove())).toEqual(conflict("delete policies"));
  await world.iam.deleteRolePolicy({ RoleName, PolicyName: "read" });
  await remove();
  expect(world.sim.iam.roles()).toEqual([]);
});

test("listings are in order of names and in pages", async () => {
  for (const name of ["b", "D", "a", "c"]) await world.role(name);
  const pages: (string | undefined)[][] = [];
  for await (const page of paginateListRoles({ client: world.iam, pageSize: 3 }, {}))
    pages.push((page.Roles ?? []).map(({ RoleName }) => RoleName));
  expect(pages).toEqual([["a", "b", "c"], ["D"]]);
  expect(await failure(world.iam.listRoles({ Marker: "made-up" }))).toEqual({
    code: "ValidationError",
    status: 400,
    message: "Invalid Marker.",
  });
});

test("IAM is global: an account has the same roles in every region, and others have none of them", async () => {
  await world.role();
  const names = (at: object) => world.sim.iam.roles(at).map(({ RoleName }) => RoleName);
  expect(names({ region: "eu-west-1" })).toEqual(["task"]);
  expect(names({ account: "210987654321" })).toEqual([]);
});

test("a service-linked role is the service's, until it is deleted as such", async () => {
  const { Role } = await world.iam.createServiceLinkedRole({ AWSServiceName: "ecs.amazonaws.com" });
  expect(Role).toMatchObject({
    RoleName: "AWSServiceRoleForECS",
    Path: "/aws-service-role/ecs.amazonaws.com/",
    Arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
  });
  expect(
    await failure(world.iam.createServiceLinkedRole({ AWSServiceName: "ecs.amazonaws.com" })),
  ).toMatchObject({
    code: "InvalidInput",
    message:
      "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.",
  });
  const suffixed = { AWSServiceName: "ecs.amazonaws.com", CustomSuffix: "x" };
  expect(await failure(world.iam.createServiceLinkedRole(suffixed))).toMatchObject({
    message: "Custom suffix is not allowed for ecs.amazonaws.com",
  });
  const RoleName = "AWSServiceRoleForECS";
  expect(await failure(world.iam.deleteRole({ RoleName }))).toMatchObject({
    code: "UnmodifiableEntity",
    status: 400,
  });
  const { DeletionTaskId } = await world.iam.deleteServiceLinkedRole({ RoleName });
  expect(await body(world.iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId }))).toEqual({
    Status: "SUCCEEDED",
  });
  expect(world.sim.iam.roles()).toEqual([]);
});

test("STS uses the roles of IAM: their ids, and maximum session durations", async () => {
  const { STS } = await import("@aws-sdk/client-sts");
  const sts = new STS(world.sim.clientConfig());
  const { RoleId, Arn: RoleArn } = await world.role();
  const assume = (DurationSeconds: number) =>
    sts.assumeRole({ RoleArn, RoleSessionName: "ci", DurationSeconds });
  const { AssumedRoleUser } = await assume(3600);
  expect(AssumedRoleUser?.AssumedRoleId).toBe(`${RoleId}:ci`);
  expect(await failure(assume(3601))).toMatchObject({
    code: "ValidationError",
    message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  });
  sts.destroy();
});
