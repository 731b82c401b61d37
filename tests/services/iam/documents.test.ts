import { expect, test } from "vitest";
import { ACCOUNT, failure, iamWorld, READ, TRUST } from "./iam-world.js";

const world = iamWorld();

function identity(statement: object | object[], rest: object = {}): string {
  return JSON.stringify({ Version: "2012-10-17", ...rest, Statement: statement });
}

const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

test.each([
  ["no JSON", "{", "This policy contains invalid Json"],
  ["no object", "[]", "Syntax errors in policy."],
  ["no statement", identity([]), "Syntax errors in policy."],
  ["an unknown version", identity(ALLOW, { Version: "2020-01-01" }), "Syntax errors in policy."],
  ["an unknown member", identity({ ...ALLOW, Extra: 1 }), "Syntax errors in policy."],
  ["no effect", identity({ Action: "s3:*", Resource: "*" }), "Syntax errors in policy."],
  ["an unknown operator", identity({ ...ALLOW, Condition: { Foo: { a: "b" } } }), "Syntax errors in policy."],
  ["no action", identity({ Effect: "Allow", Resource: "*" }), "Policy statement must contain actions."],
  [
    "an action without a service",
    identity({ ...ALLOW, Action: "GetObject" }),
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
  ],
  ["no resource", identity({ Effect: "Allow", Action: "s3:*" }), "Policy statement must contain resources."],
  [
    "a bad resource",
    identity({ ...ALLOW, Resource: "bucket" }),
    'Resource bucket must be in ARN format or "*".',
  ],
  ["a principal", identity({ ...ALLOW, Principal: "*" }), "Policy document should not specify a principal."],
  [
    "the same id twice",
    identity([
      { ...ALLOW, Sid: "A" },
      { ...ALLOW, Sid: "A" },
    ]),
    "Statement IDs (SID) in a single policy must be unique.",
  ],
])("an identity policy with %s is malformed", async (_, PolicyDocument, message) => {
  expect(await failure(world.iam.createPolicy({ PolicyName: "p", PolicyDocument }))).toEqual({
    code: "MalformedPolicyDocument",
    status: 400,
    message,
  });
  // Bad input is not a failure of the simulator, and is not logged as one.
  expect(world.sim.requests.last()).not.toHaveProperty("exception");
});

test.each([
  ["one statement that is no list", identity(ALLOW)],
  [
    "conditions, opposites and variables",
    identity([
      { ...ALLOW, Sid: "", Condition: { "ForAllValues:StringNotLikeIfExists": { "aws:TagKeys": ["a"] } } },
      { Effect: "Deny", NotAction: ["iam:*"], NotResource: ["arn:aws:s3:::$" + "{aws:username}/*"] },
    ]),
  ],
])("an identity policy with %s is good", async (_, PolicyDocument) => {
  await world.iam.createPolicy({ PolicyName: "p", PolicyDocument });
  expect(world.sim.iam.policies()).toMatchObject([{ PolicyName: "p", document: PolicyDocument }]);
});

const TRUSTING = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } };

test.each([
  ["a resource", { ...TRUSTING, Resource: "*" }, "Has prohibited field Resource"],
  ["no principal", { Effect: "Allow", Action: "sts:AssumeRole" }, "Missing required field Principal"],
  [
    "an action of another service",
    { ...TRUSTING, Action: "s3:GetObject" },
    "AssumeRole policy may only specify STS AssumeRole actions.",
  ],
  [
    "a principal that is none",
    { ...TRUSTING, Principal: { AWS: "me" } },
    'Invalid principal in policy: "AWS":"me"',
  ],
  [
    "a service that is none",
    { ...TRUSTING, Principal: { Service: "ecs" } },
    'Invalid principal in policy: "SERVICE":"ecs"',
  ],
  [
    "empty lists of principals",
    { ...TRUSTING, Principal: { AWS: [], Service: [] } },
    "Syntax errors in policy.",
  ],
  [
    "a type of principal that JavaScript has",
    { ...TRUSTING, Principal: { constructor: "*" } },
    "Syntax errors in policy.",
  ],
])("a trust policy with %s is malformed", async (_, statement, message) => {
  const AssumeRolePolicyDocument = identity(statement);
  expect(await failure(world.iam.createRole({ RoleName: "r", AssumeRolePolicyDocument }))).toMatchObject({
    code: "MalformedPolicyDocument",
    message,
  });
});

test.each([
  ["Service", { AWS: `arn:aws:iam::${ACCOUNT}:root`, Service: [] }],
  ["AWS", { AWS: [], Service: ["ecs-tasks.amazonaws.com"] }],
  ["Federated", { AWS: "*", Federated: [] }],
])("a trust policy may have an empty list of %s beside another principal", async (_, Principal) => {
  const AssumeRolePolicyDocument = identity({ ...TRUSTING, Principal });
  const { Role } = await world.iam.createRole({ RoleName: "r", AssumeRolePolicyDocument });
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(AssumeRolePolicyDocument);
});

test("documents may be so large, white space apart", async () => {
  const long = (characters: number) =>
    identity({ ...ALLOW, Resource: `arn:aws:s3:::${"a".repeat(characters)}` });
  const managed = (PolicyDocument: string) => world.iam.createPolicy({ PolicyName: "p", PolicyDocument });
  expect(await failure(managed(long(6144)))).toEqual({
    code: "LimitExceeded",
    status: 409,
    message: "Cannot exceed quota for PolicySize: 6144",
  });
  await managed(READ + " ".repeat(7000));
  await world.role();
  const inline = (PolicyName: string, PolicyDocument: string) =>
    world.iam.putRolePolicy({ RoleName: "task", PolicyName, PolicyDocument });
  await inline("a", long(6000));
  expect(await failure(inline("b", long(6000)))).toMatchObject({
    code: "LimitExceeded",
    message: "Maximum policy size of 10240 bytes exceeded for role task",
  });
  const AssumeRolePolicyDocument = TRUST.replace(
    '"ecs-tasks.amazonaws.com"',
    JSON.stringify(Array.from({ length: 100 }, (_, at) => `service-${at}.amazonaws.com`)),
  );
  expect(await failure(world.iam.createRole({ RoleName: "r", AssumeRolePolicyDocument }))).toMatchObject({
    message: "Cannot exceed quota for ACLSizePerRole: 2048",
  });
});
