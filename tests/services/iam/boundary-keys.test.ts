import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";

const sim = await createAwsSim({ authorization: "enforce" });
afterAll(() => sim.close());
const root = new IAM(sim.clientConfig());
const delegate = () => new IAM({ ...sim.clientConfig({ user: "delegate" }), maxAttempts: 1 });

const BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";
const READ = "arn:aws:iam::123456789012:policy/read";
const allow = (Action: string | string[], more = {}) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource: "*", ...more } });
const AssumeRolePolicyDocument = JSON.stringify({
  Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } },
});

beforeEach(async () => {
  sim.reset();
  await root.createPolicy({ PolicyName: "boundary", PolicyDocument: allow("s3:*") });
  await root.createPolicy({ PolicyName: "read", PolicyDocument: allow("s3:Get*") });
  await root.createUser({ UserName: "delegate" });
  await root.createRole({ RoleName: "free", AssumeRolePolicyDocument });
  await root.createUser({ UserName: "free" });
  await root.createUser({ UserName: "bound", PermissionsBoundary: BOUNDARY });
});

test("a delegate administers only principals with its boundary (iam:PermissionsBoundary)", async () => {
  const actions = ["CreateRole", "PutRolePolicy", "DeleteRolePolicy", "AttachRolePolicy", "DetachRolePolicy"];
  const ofUsers = ["PutUserPolicy", "AttachUserPolicy"];
  const Condition = { StringEquals: { "iam:PermissionsBoundary": BOUNDARY } };
  const PolicyDocument = allow(
    [...actions, ...ofUsers].map((name) => `iam:${name}`),
    { Condition },
  );
  await root.putUserPolicy({ UserName: "delegate", PolicyName: "p", PolicyDocument });
  const inline = { PolicyName: "p", PolicyDocument: allow("s3:*") };
  const denied = { code: "AccessDenied", status: 403 };

  const role = { RoleName: "bound", AssumeRolePolicyDocument };
  expect(await failure(delegate().createRole(role))).toMatchObject(denied);
  await delegate().createRole({ ...role, PermissionsBoundary: BOUNDARY });
  for (const [RoleName, works] of [
    ["bound", true],
    ["free", false],
  ] as const) {
    for (const call of [
      () => delegate().putRolePolicy({ RoleName, ...inline }),
      () => delegate().attachRolePolicy({ RoleName, PolicyArn: READ }),
    ])
      if (works) await call();
      else expect(await failure(call())).toMatchObject(denied);
  }
  await delegate().detachRolePolicy({ RoleName: "bound", PolicyArn: READ });
  await delegate().deleteRolePolicy({ RoleName: "bound", PolicyName: "p" });
  await delegate().putUserPolicy({ UserName: "bound", ...inline });
  expect(await failure(delegate().putUserPolicy({ UserName: "free", ...inline }))).toMatchObject(denied);
  // Removing the boundary is not among its actions.
  expect(await failure(delegate().deleteRolePermissionsBoundary({ RoleName: "bound" }))).toMatchObject(
    denied,
  );
});

test("iam:PolicyARN and iam:PermissionsBoundary are known together", async () => {
  const Condition = { ArnEquals: { "iam:PolicyARN": READ, "iam:PermissionsBoundary": BOUNDARY } };
  const PolicyDocument = allow("iam:AttachUserPolicy", { Condition });
  await root.putUserPolicy({ UserName: "delegate", PolicyName: "p", PolicyDocument });
  await delegate().attachUserPolicy({ UserName: "bound", PolicyArn: READ });
  expect(
    await failure(delegate().attachUserPolicy({ UserName: "bound", PolicyArn: BOUNDARY })),
  ).toMatchObject({
    code: "AccessDenied",
  });
});
