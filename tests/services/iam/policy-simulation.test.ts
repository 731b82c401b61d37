import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";

const sim = await createAwsSim();
afterAll(() => sim.close());
const iam = new IAM(sim.clientConfig());

const ROLE = "arn:aws:iam::123456789012:role/app";
const OBJECT = "arn:aws:s3:::docs/a";
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Action: string, Resource = "*", more = {}) => ({ Effect: "Allow", Action, Resource, ...more });
const place = (Line: number, Column: number) => ({ Line, Column });

beforeEach(async () => {
  sim.reset();
  const AssumeRolePolicyDocument = JSON.stringify({
    Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs.amazonaws.com" } },
  });
  await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument });
});

const simulate = async (ActionNames: string[], ResourceArns?: string[], more = {}) => {
  const input = { PolicySourceArn: ROLE, ActionNames, ...(ResourceArns && { ResourceArns }), ...more };
  return (await iam.simulatePrincipalPolicy(input)).EvaluationResults;
};

describe("the results of SimulatePrincipalPolicy (P08)", () => {
  test("have the statements that match, with their places in the documents", async () => {
    const PolicyDocument = document(allow("s3:Get*"), allow("s3:List*"), allow("s3:*"));
    await iam.putRolePolicy({ RoleName: "app", PolicyName: "own", PolicyDocument });
    // As AWS has AdministratorAccess: with lines, and two spaces.
    const lines = JSON.stringify(JSON.parse(document(allow("*"))), null, 2);
    const { Policy } = await iam.createPolicy({ PolicyName: "Admin", PolicyDocument: lines });
    await iam.attachRolePolicy({ RoleName: "app", PolicyArn: Policy?.Arn });
    const type = { SourcePolicyType: "IAM Policy" };
    expect(await simulate(["s3:GetObject"])).toEqual([
      {
        EvalActionName: "s3:GetObject",
        EvalResourceName: "*",
        EvalDecision: "allowed",
        MatchedStatements: [
          { SourcePolicyId: "role_app_own", ...type, StartPosition: place(1, 38), EndPosition: place(1, 90) },
          {
            SourcePolicyId: "role_app_own",
            ...type,
            StartPosition: place(1, 144),
            EndPosition: place(1, 194),
          },
          { SourcePolicyId: "Admin", ...type, StartPosition: place(3, 17), EndPosition: place(8, 6) },
        ],
        MissingContextValues: [],
      },
    ]);
  });

  test("have only the statements that deny, if one does", async () => {
    const deny = { Effect: "Deny", Action: "s3:*", Resource: OBJECT };
    const PolicyDocument = JSON.stringify({ Statement: [allow("s3:*"), deny] });
    await iam.putRolePolicy({ RoleName: "app", PolicyName: "own", PolicyDocument });
    const [result] = (await simulate(["s3:GetObject"], [OBJECT])) ?? [];
    expect(result?.EvalDecision).toBe("explicitDeny");
    expect(result?.MatchedStatements).toMatchObject([{ SourcePolicyId: "role_app_own" }]);
  });

  test("are for each resource apart, with the keys that each lacks", async () => {
    const Condition = { StringEquals: { "s3:prefix": "a" } };
    const PolicyDocument = JSON.stringify({ Statement: allow("s3:GetObject", OBJECT, { Condition }) });
    await iam.putRolePolicy({ RoleName: "app", PolicyName: "own", PolicyDocument });
    const ContextEntries = [
      { ContextKeyName: "s3:prefix", ContextKeyValues: ["a"], ContextKeyType: "string" as const },
    ];
    const matched = {
      SourcePolicyId: "role_app_own",
      SourcePolicyType: "IAM Policy",
      StartPosition: place(1, 14),
      EndPosition: place(1, 136),
    };
    const common = { EvalActionName: "s3:GetObject", MissingContextValues: [], EvalDecisionDetails: {} };
    expect(await simulate(["s3:GetObject"], [OBJECT, `${OBJECT}b`], { ContextEntries })).toEqual([
      {
        ...common,
        EvalResourceName: "*",
        EvalDecision: "implicitDeny",
        MatchedStatements: [],
        ResourceSpecificResults: [
          {
            EvalResourceName: OBJECT,
            EvalResourceDecision: "allowed",
            MatchedStatements: [matched],
            MissingContextValues: [],
          },
          {
            EvalResourceName: `${OBJECT}b`,
            EvalResourceDecision: "implicitDeny",
            MatchedStatements: [],
            MissingContextValues: [],
          },
        ],
      },
    ]);
    const [result] = (await simulate(["s3:GetObject"], [OBJECT])) ?? [];
    expect(result).toMatchObject({ ...common, EvalResourceName: OBJECT, EvalDecision: "implicitDeny" });
    expect(result?.ResourceSpecificResults).toMatchObject([{ MissingContextValues: ["s3:prefix"] }]);
  });

  test("say whether the boundary allows the action", async () => {
    await iam.putRolePolicy({ RoleName: "app", PolicyName: "own", PolicyDocument: document(allow("s3:*")) });
    const { Policy } = await iam.createPolicy({
      PolicyName: "b",
      PolicyDocument: document(allow("s3:Get*")),
    });
    await iam.putRolePermissionsBoundary({ RoleName: "app", PermissionsBoundary: Policy?.Arn });
    expect(
      (await simulate(["s3:GetObject", "s3:PutObject"]))?.map((one) => [
        one.EvalDecision,
        one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
      ]),
    ).toEqual([
      ["allowed", true],
      ["implicitDeny", false],
    ]);
  });
});
