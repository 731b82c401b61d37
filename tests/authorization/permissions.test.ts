// biome-ignore-all lint/suspicious/noTemplateCurlyInString: names may look like variables of policies.
import { ECS } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, type ConnectedAwsSim, connectAwsSim, createAwsSim } from "../../lib/index.js";
import { matchers } from "../../lib/testing/vitest.js";

expect.extend(matchers);

const ROLE = "arn:aws:iam::123456789012:role/app";
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } },
});

let sim: AwsSim;
let connected: ConnectedAwsSim;
let iam: IAM;

beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", delays: 0, authorization: "enforce" });
  connected = await connectAwsSim(sim.url);
  iam = new IAM(sim.clientConfig());
});
afterAll(() => sim.close());
beforeEach(prepare);

async function prepare(): Promise<void> {
  sim.reset();
  await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: TRUST });
  await give({ Action: "*" });
  sim.s3.createBucket("docs", { versioning: "Enabled" });
  sim.s3.createBucket("exports");
  sim.s3.putObject("docs", "a", "text");
}

const give = (...statements: readonly object[]) =>
  iam.putRolePolicy({
    RoleName: "app",
    PolicyName: "p",
    PolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map((one) => ({ Effect: "Allow", Resource: "*", ...one })),
    }),
  });

const s3 = () => new S3({ ...sim.clientConfig({ role: "app" }), maxAttempts: 1 });

describe("leastPrivilege", () => {
  test("is what was done: actions of the same resources together", async () => {
    await s3().getObject({ Bucket: "docs", Key: "a" });
    await s3().listObjectsV2({ Bucket: "docs" });
    await s3().putObject({ Bucket: "exports", Key: "b", Body: "x", Tagging: "a=b" });
    expect(sim.iam.leastPrivilege({ role: "app" })).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::docs/a"] },
        { Effect: "Allow", Action: ["s3:ListBucket"], Resource: ["arn:aws:s3:::docs"] },
        {
          Effect: "Allow",
          Action: ["s3:PutObject", "s3:PutObjectTagging"],
          Resource: ["arn:aws:s3:::exports/b"],
        },
      ],
    });
  });

  test("has patterns for many names and for generated ids, unless it is exact", async () => {
    for (const Key of ["d/1", "d/2", "d/3", "d/4"])
      await s3().putObject({ Bucket: "exports", Key, Body: "x" });
    const resources = (width?: "exact" | "types") =>
      sim.iam.leastPrivilege({ role: "app", ...(width && { width }) }).Statement;
    const statement = (...Resource: string[]) => [{ Effect: "Allow", Action: ["s3:PutObject"], Resource }];
    expect(resources()).toEqual(statement("arn:aws:s3:::exports/d/*"));
    expect(resources("types")).toEqual(statement("arn:aws:s3:::*"));
    expect(resources("exact")).toEqual(
      statement(...["1", "2", "3", "4"].map((name) => `arn:aws:s3:::exports/d/${name}`)),
    );
  });

  test("has what was denied only while denials were recorded, not enforced", async () => {
    await give({ Action: "s3:ListBucket" });
    await s3()
      .getObject({ Bucket: "docs", Key: "a" })
      .catch(() => {});
    expect(sim.iam.leastPrivilege({ role: "app" }).Statement).toEqual([]);
    sim.authorization.mode = "audit";
    await s3().getObject({ Bucket: "docs", Key: "a" });
    expect(sim.iam.leastPrivilege({ role: "app" }).Statement).toEqual([
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::docs/a"] },
    ]);
  });

  test("has all that a request requires, also where its first requirement was denied", async () => {
    sim.authorization.mode = "audit";
    const ecs = new ECS({ ...sim.clientConfig({ role: "app" }), maxAttempts: 1 });
    await ecs.registerTaskDefinition({
      family: "f",
      taskRoleArn: "arn:aws:iam::123456789012:role/app",
      containerDefinitions: [{ name: "a", image: "i", memory: 128 }],
    });
    const actions = sim.iam.leastPrivilege({ role: "app" }).Statement;
    expect([actions].flat().flatMap(({ Action }) => Action)).toEqual([
      "ecs:RegisterTaskDefinition",
      "iam:PassRole",
    ]);
  });

  test("is of a role or user that exists", () => {
    expect(() => sim.iam.leastPrivilege({})).toThrow("Use { role } or { user }.");
    expect(() => sim.iam.leastPrivilege({ role: "nobody" })).toThrow("cannot be found");
  });

  const key = fc.constantFrom("a", "b", "d/1", "d/2", "d/3", "d/4", "*", "${x}");
  const bucket = fc.constantFrom("docs", "exports");
  const step = fc.oneof(
    fc.record({ kind: fc.constant("get"), bucket, key }),
    fc.record({ kind: fc.constant("put"), bucket, key }),
    fc.record({ kind: fc.constant("delete"), bucket, key }),
    fc.record({ kind: fc.constant("list"), bucket, key }),
    fc.record({ kind: fc.constant("copy"), bucket, key }),
    fc.record({ kind: fc.constant("cluster"), bucket, key }),
  );
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  /** The outcomes of steps, as the role. */
  async function run(steps: readonly Step[]): Promise<string[]> {
    const client = s3();
    const ecs = new ECS({ ...sim.clientConfig({ role: "app" }), maxAttempts: 1 });
    const outcomes: string[] = [];
    for (const { kind, bucket: Bucket, key: Key } of steps) {
      const call = {
        get: () => client.getObject({ Bucket, Key }),
        put: () => client.putObject({ Bucket, Key, Body: "x", ...(Key === "b" && { Tagging: "a=b" }) }),
        delete: () => client.deleteObjects({ Bucket, Delete: { Objects: [{ Key }] } }),
        list: () => client.listObjectsV2({ Bucket, Prefix: Key }),
        copy: () => client.copyObject({ Bucket, Key: "copy", CopySource: `docs/${encodeURIComponent(Key)}` }),
        cluster: () => ecs.createCluster({ clusterName: Bucket }),
      }[kind];
      if (!call) throw new Error(kind);
      outcomes.push(
        await call().then(
          (output) => ("Errors" in output && output.Errors ? "errors" : "ok"),
          (error: Error) => error.name,
        ),
      );
    }
    return outcomes;
  }

  test("P09: attached alone, it allows the same run", { timeout: 60_000 }, async () => {
    const width = fc.constantFrom("exact" as const, "patterns" as const, "types" as const);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), width, async (steps, wide) => {
        await prepare();
        const before = await run(steps);
        const PolicyDocument = JSON.stringify(sim.iam.leastPrivilege({ role: "app", width: wide }));
        await prepare();
        if (steps.length === 0) return;
        await iam.putRolePolicy({ RoleName: "app", PolicyName: "p", PolicyDocument });
        expect(await run(steps)).toEqual(before);
        expect(before).not.toContain("AccessDenied");
      }),
      { numRuns: 15 },
    );
  });
});

describe("explain", () => {
  test("P08: shows each statement with why it does not apply", async () => {
    await give(
      {
        Sid: "Read",
        Action: "s3:GetObject",
        Condition: { StringEquals: { "aws:PrincipalTag/team": "blue" } },
      },
      { Sid: "Other", Action: "s3:PutObject" },
      { Sid: "Else", Action: "s3:Get*", Resource: "arn:aws:s3:::exports/*" },
    );
    const explanation = sim.iam.explain({
      principal: ROLE,
      action: "s3:GetObject",
      resource: "arn:aws:s3:::docs/a",
    });
    expect(explanation).toEqual({
      decision: "denied",
      principal: "arn:aws:sts::123456789012:assumed-role/app/session",
      action: "s3:GetObject",
      resource: "arn:aws:s3:::docs/a",
      reason: "no identity-based policy allows it",
      policies: [
        {
          name: "inline policy p of role app",
          type: "identity-based policy",
          statements: [
            {
              statement: "Read",
              effect: "Allow",
              applies: false,
              why: "the condition StringEquals on aws:PrincipalTag/team does not hold: the request lacks it",
            },
            { statement: "Other", effect: "Allow", applies: false, why: "is about other actions" },
            { statement: "Else", effect: "Allow", applies: false, why: "is about other resources" },
          ],
        },
      ],
      text: expect.stringContaining("  │   └ statement Other (Allow): is about other actions"),
    });
    const context = { "aws:PrincipalTag/team": "blue" };
    const asked = { principal: ROLE, action: "s3:GetObject", resource: "arn:aws:s3:::docs/a", context };
    expect(sim.iam.explain(asked)).toMatchObject({
      decision: "allowed",
      statement: { policy: "inline policy p of role app", statement: "Read" },
    });
    expect(await connected.iam.explain(asked)).toEqual(sim.iam.explain(asked));
  });

  test("accepts services, unsigned requests and trust policies; others are errors", () => {
    const action = { action: "s3:GetObject", resource: "arn:aws:s3:::docs/a" };
    expect(sim.iam.explain({ principal: "anonymous", ...action }).decision).toBe("denied");
    expect(sim.iam.explain({ principal: "s3.amazonaws.com", ...action }).decision).toBe("denied");
    const root = "arn:aws:iam::210987654321:root";
    expect(sim.iam.explain({ principal: root, action: "sts:AssumeRole", resource: ROLE }).decision).toBe(
      "allowed",
    );
    expect(() => sim.iam.explain({ principal: "ann", ...action })).toThrow('Unknown principal "ann".');
  });
});

describe("the policy simulator of IAM", () => {
  test("P08: decides about policies of a role", async () => {
    await give(
      { Action: "s3:Get*", Resource: "arn:aws:s3:::docs/*" },
      { Effect: "Deny", Action: "s3:GetObjectAcl" },
    );
    const { EvaluationResults, IsTruncated } = await iam.simulatePrincipalPolicy({
      PolicySourceArn: ROLE,
      ActionNames: ["s3:GetObject", "s3:GetObjectAcl", "s3:PutObject"],
      ResourceArns: ["arn:aws:s3:::docs/a"],
    });
    expect(IsTruncated).toBe(false);
    expect(
      EvaluationResults?.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision]),
    ).toEqual([
      ["s3:GetObject", "allowed"],
      ["s3:GetObjectAcl", "explicitDeny"],
      ["s3:PutObject", "implicitDeny"],
    ]);
    await expect(
      iam.simulatePrincipalPolicy({ PolicySourceArn: `${ROLE}2`, ActionNames: ["s3:GetObject"] }),
    ).rejects.toThrow("The role with name app2 cannot be found.");
  });

  test("decides about policies that it is given, with context and page by page", async () => {
    const Condition = {
      NumericLessThan: { "s3:max-keys": "10" },
      "ForAnyValue:StringEquals": { "aws:TagKeys": "a" },
    };
    const input = {
      PolicyInputList: [
        JSON.stringify({
          Version: "2012-10-17",
          Statement: { Effect: "Allow", Action: "s3:ListBucket", Resource: "*", Condition },
        }),
      ],
      ActionNames: ["s3:ListBucket", "s3:GetObject"],
      MaxItems: 1,
    };
    const first = await iam.simulateCustomPolicy(input);
    expect(first.EvaluationResults).toEqual([
      {
        EvalActionName: "s3:ListBucket",
        EvalResourceName: "*",
        EvalDecision: "implicitDeny",
        MatchedStatements: [],
        MissingContextValues: ["s3:max-keys", "aws:TagKeys"],
      },
    ]);
    const second = await iam.simulateCustomPolicy({ ...input, Marker: first.Marker });
    expect(second.EvaluationResults?.[0]?.EvalActionName).toBe("s3:GetObject");
    const ContextEntries = [
      { ContextKeyName: "s3:max-keys", ContextKeyValues: ["5"], ContextKeyType: "numeric" as const },
      { ContextKeyName: "aws:TagKeys", ContextKeyValues: ["a", "b"], ContextKeyType: "stringList" as const },
    ];
    const allowed = await iam.simulateCustomPolicy({ ...input, ContextEntries });
    expect(allowed.EvaluationResults?.[0]).toMatchObject({
      EvalDecision: "allowed",
      MatchedStatements: [{ SourcePolicyId: "PolicyInputList.1", SourcePolicyType: "IAM Policy" }],
    });
    await expect(iam.simulateCustomPolicy({ ...input, PolicyInputList: ["{}"] })).rejects.toThrow(
      "Syntax errors in policy.",
    );
  });
});

describe("matchers, in process and connected", () => {
  test("P10: toHaveBeenDenied", async () => {
    expect(sim).not.toHaveBeenDenied();
    await give({ Action: "s3:ListBucket" });
    await s3()
      .getObject({ Bucket: "docs", Key: "a" })
      .catch(() => {});
    expect(sim).toHaveBeenDenied({ action: "s3:GetObject", resource: "arn:aws:s3:::docs/a" });
    await expect(connected).toHaveBeenDenied({ principal: expect.stringContaining("/app/") });
    expect(() => expect(sim).toHaveBeenDenied({ action: "s3:PutObject" })).toThrow(
      "s3:GetObject on arn:aws:s3:::docs/a by arn:aws:sts::123456789012:assumed-role/app/aws-sim: no identity-based policy allows it",
    );
  });

  test("P10: toHaveUsedOnly", async () => {
    await s3().getObject({ Bucket: "docs", Key: "a" });
    expect(sim).toHaveUsedOnly(["s3:Get*"], { role: "app" });
    expect(sim).not.toHaveUsedOnly(["ecs:*"]);
    await expect(connected).toHaveUsedOnly(["s3:GetObject"], { role: "app" });
    expect(() => expect(sim).toHaveUsedOnly([], { role: "app" })).toThrow(
      "It also used:\n  s3:GetObject on arn:aws:s3:::docs/a by arn:aws:iam::123456789012:role/app",
    );
  });
});

describe("a connected simulator", () => {
  test("has the mode, and clients of roles", async () => {
    expect(await connected.authorization.mode()).toBe("enforce");
    await give({ Action: "s3:ListBucket" });
    const client = new S3({ ...connected.clientConfig({ role: "app" }), maxAttempts: 1 });
    await client.listObjectsV2({ Bucket: "docs" });
    await expect(client.getObject({ Bucket: "docs", Key: "a" })).rejects.toThrow("is not authorized");
    await connected.authorization.set("off");
    await client.getObject({ Bucket: "docs", Key: "a" });
    expect(sim.authorization.mode).toBe("off");
    await expect(connected.authorization.credentials({ user: "nobody" })).rejects.toThrow(
      'There is no user "nobody" in the account 123456789012.',
    );
  });
});
