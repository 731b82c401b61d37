import type { PolicyType } from "@aws-sdk/client-cloudwatch-logs";
import { describe, expect, test } from "vitest";
import { awsError, badToken, broken, NOW, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

const DOCUMENTS: Partial<Record<PolicyType, string>> = {
  FIELD_INDEX_POLICY: '{"Fields":["requestId"]}',
  SUBSCRIPTION_FILTER_POLICY: JSON.stringify({
    DestinationArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
    FilterPattern: "",
  }),
  TRANSFORMER_POLICY: '[{"parseJSON":{}}]',
  METRIC_EXTRACTION_POLICY: "{}",
};

const put = (policyType: PolicyType, policyName = "p", change: object = {}) =>
  aws.logs.putAccountPolicy({
    policyName,
    policyType,
    policyDocument: DOCUMENTS[policyType],
    ...change,
  });
const names = async (input: { policyType: PolicyType; policyName?: string; nextToken?: string }) =>
  (await aws.logs.describeAccountPolicies(input)).accountPolicies?.map(({ policyName }) => policyName);

describe("account policies", () => {
  test("are put, replaced, found and deleted, each type on its own", async () => {
    const { accountPolicy } = await put("FIELD_INDEX_POLICY", "p", {
      selectionCriteria: 'LogGroupNamePrefix == "a"',
    });
    expect(accountPolicy).toEqual({
      policyName: "p",
      policyType: "FIELD_INDEX_POLICY",
      policyDocument: DOCUMENTS.FIELD_INDEX_POLICY,
      lastUpdatedTime: NOW,
      scope: "ALL",
      selectionCriteria: 'LogGroupNamePrefix == "a"',
      accountId: "123456789012",
    });
    await put("TRANSFORMER_POLICY", "q");
    expect(await names({ policyType: "FIELD_INDEX_POLICY" })).toEqual(["p"]);
    expect(await names({ policyType: "TRANSFORMER_POLICY", policyName: "p" })).toEqual([]);
    await aws.sim.clock.advance(5);
    await put("FIELD_INDEX_POLICY");
    const { accountPolicies } = await aws.logs.describeAccountPolicies({ policyType: "FIELD_INDEX_POLICY" });
    expect(accountPolicies).toMatchObject([{ policyName: "p", lastUpdatedTime: NOW + 5 }]);
    expect(accountPolicies?.[0]).not.toHaveProperty("selectionCriteria");
    await aws.logs.deleteAccountPolicy({ policyName: "p", policyType: "FIELD_INDEX_POLICY" });
    await expect(
      aws.logs.deleteAccountPolicy({ policyName: "p", policyType: "FIELD_INDEX_POLICY" }),
    ).rejects.toMatchObject(awsError("ResourceNotFoundException", "Policy with name [p] does not exist."));
    const elsewhere = aws.elsewhere({ region: "eu-west-1" });
    const there = await elsewhere.describeAccountPolicies({ policyType: "TRANSFORMER_POLICY" });
    expect(there.accountPolicies).toEqual([]);
  });

  test.each<[PolicyType, number]>([
    ["SUBSCRIPTION_FILTER_POLICY", 1],
    ["METRIC_EXTRACTION_POLICY", 5],
    ["FIELD_INDEX_POLICY", 20],
  ])("of type %s are at most %i", async (type, most) => {
    for (let n = 0; n < most; n++) await put(type, `p${n}`);
    await expect(put(type, "more")).rejects.toMatchObject(
      awsError("LimitExceededException", "Resource limit exceeded."),
    );
    await put(type, "p0");
    expect(await names({ policyType: type })).toHaveLength(most);
  });

  test("are checked", async () => {
    const invalid = (message: string) => awsError("InvalidParameterException", message);
    await expect(
      put("DATA_PROTECTION_POLICY", "p", { selectionCriteria: "x", policyDocument: "{}" }),
    ).rejects.toMatchObject(
      invalid("SelectionCriteria is not yet supported for the DATA_PROTECTION_POLICY policy type."),
    );
    await expect(put("DATA_PROTECTION_POLICY", "p", { policyDocument: "{}" })).rejects.toMatchObject(
      invalid("Policy Version must be 2021-06-01"),
    );
    await expect(put("SUBSCRIPTION_FILTER_POLICY", "p", { policyDocument: "{" })).rejects.toMatchObject(
      invalid("Malformed Subscription filter policy"),
    );
    await expect(
      put("TRANSFORMER_POLICY", "p", { policyDocument: '[{"addKeys":{}}]' }),
    ).rejects.toMatchObject(invalid("Transformer config should begin with parser."));
    await expect(put("METRIC_EXTRACTION_POLICY", "p", { policyDocument: "[" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(names({ policyType: "OTHER" as PolicyType })).rejects.toMatchObject(
      broken(
        "OTHER",
        "policyType",
        "Member must satisfy enum value set: [DATA_PROTECTION_POLICY, SUBSCRIPTION_FILTER_POLICY, FIELD_INDEX_POLICY, TRANSFORMER_POLICY, METRIC_EXTRACTION_POLICY]",
      ),
    );
    await expect(names({ policyType: "FIELD_INDEX_POLICY", nextToken: "x" })).rejects.toMatchObject(badToken);
  });
});
