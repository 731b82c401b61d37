import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, encoded, failure, iamWorld, READ, TASK_EXECUTION } from "./iam-world.js";

const world = iamWorld();
const PolicyName = "read";
const attached = { PolicyName: "AmazonECSTaskExecutionRolePolicy", PolicyArn: TASK_EXECUTION };

test("policies of a user are put, attached, shown and taken away", async () => {
  const UserName = "ann";
  await world.iam.createUser({ UserName });
  await world.iam.putUserPolicy({ UserName, PolicyName, PolicyDocument: READ });
  await world.iam.attachUserPolicy({ UserName, PolicyArn: TASK_EXECUTION });
  expect([
    await body(world.iam.getUserPolicy({ UserName, PolicyName })),
    await body(world.iam.listUserPolicies({ UserName })),
    await body(world.iam.listAttachedUserPolicies({ UserName })),
  ]).toEqual([
    { UserName, PolicyName, PolicyDocument: encoded(READ) },
    { PolicyNames: [PolicyName], IsTruncated: false },
    { AttachedPolicies: [attached], IsTruncated: false },
  ]);
  await world.iam.detachUserPolicy({ UserName, PolicyArn: TASK_EXECUTION });
  await world.iam.deleteUserPolicy({ UserName, PolicyName });
  expect((await world.iam.listAttachedUserPolicies({ UserName })).AttachedPolicies).toEqual([]);
  expect(await failure(world.iam.getUserPolicy({ UserName, PolicyName }))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: "The user policy with name read cannot be found.",
  });
});

test.each(["constructor", "toString", "hasOwnProperty", "valueOf"])(
  "a policy named %s is a policy like any other",
  async (name) => {
    const UserName = "ann";
    await world.iam.createUser({ UserName });
    const named = { UserName, PolicyName: name };
    const missing = {
      code: "NoSuchEntity",
      status: 404,
      message: `The user policy with name ${name} cannot be found.`,
    };
    expect(await failure(world.iam.getUserPolicy(named))).toEqual(missing);
    expect(await failure(world.iam.deleteUserPolicy(named))).toEqual(missing);
    await world.iam.putUserPolicy({ ...named, PolicyDocument: READ });
    expect(await body(world.iam.getUserPolicy(named))).toEqual({ ...named, PolicyDocument: encoded(READ) });
    await world.iam.deleteUserPolicy(named);
    expect(await failure(world.iam.getUserPolicy(named))).toEqual(missing);
  },
);

test("policies of a group are put, attached, shown and taken away", async () => {
  const GroupName = "devs";
  await world.iam.createGroup({ GroupName });
  await world.iam.putGroupPolicy({ GroupName, PolicyName, PolicyDocument: READ });
  await world.iam.attachGroupPolicy({ GroupName, PolicyArn: TASK_EXECUTION });
  expect([
    await body(world.iam.getGroupPolicy({ GroupName, PolicyName })),
    await body(world.iam.listGroupPolicies({ GroupName })),
    await body(world.iam.listAttachedGroupPolicies({ GroupName })),
  ]).toEqual([
    { GroupName, PolicyName, PolicyDocument: encoded(READ) },
    { PolicyNames: [PolicyName], IsTruncated: false },
    { AttachedPolicies: [attached], IsTruncated: false },
  ]);
  await world.iam.detachGroupPolicy({ GroupName, PolicyArn: TASK_EXECUTION });
  await world.iam.deleteGroupPolicy({ GroupName, PolicyName });
  expect((await world.iam.listAttachedGroupPolicies({ GroupName })).AttachedPolicies).toEqual([]);
  expect(await failure(world.iam.detachGroupPolicy({ GroupName, PolicyArn: TASK_EXECUTION }))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: `Policy ${TASK_EXECUTION} was not found.`,
  });
});

test("a user has a boundary until it is taken away, and the policy cannot go before it", async () => {
  const UserName = "ann";
  const PermissionsBoundary = await world.policy();
  await world.iam.createUser({ UserName });
  await world.iam.putUserPermissionsBoundary({ UserName, PermissionsBoundary });
  expect((await world.iam.getUser({ UserName })).User?.PermissionsBoundary).toEqual({
    PermissionsBoundaryType: "Policy",
    PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/read`,
  });
  expect((await failure(world.iam.deletePolicy({ PolicyArn: PermissionsBoundary }))).code).toBe(
    "DeleteConflict",
  );
  await world.iam.deleteUserPermissionsBoundary({ UserName });
  expect((await world.iam.getUser({ UserName })).User).not.toHaveProperty("PermissionsBoundary");
  await world.iam.deletePolicy({ PolicyArn: PermissionsBoundary });
});
