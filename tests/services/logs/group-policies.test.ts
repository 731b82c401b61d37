import { beforeEach, describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ARN, awsError, NOW, noGroup, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();
const GROUP = `${ARN}:log-group:g`;
const standardOnly = awsError(
  "InvalidParameterException",
  "This operation is only supported on the Standard log class.",
);

beforeEach(async () => {
  await aws.logs.createLogGroup({ logGroupName: "g" });
  await aws.logs.createLogGroup({ logGroupName: "rare", logGroupClass: "INFREQUENT_ACCESS" });
});

const identifiers = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"];

/** A data protection policy, with changes to its parts. */
function protection({ Version = "2021-06-01", masked = identifiers } = {}): string {
  return JSON.stringify({
    Name: "mask",
    Version,
    Statement: [
      { Sid: "audit", DataIdentifier: identifiers, Operation: { Audit: { FindingsDestination: {} } } },
      { Sid: "mask", DataIdentifier: masked, Operation: { Deidentify: { MaskConfig: {} } } },
    ],
  });
}

describe("data protection policies", () => {
  const put = (policyDocument: string, logGroupIdentifier = "g") =>
    body(aws.logs.putDataProtectionPolicy({ logGroupIdentifier, policyDocument }));
  const get = (logGroupIdentifier: string) => body(aws.logs.getDataProtectionPolicy({ logGroupIdentifier }));
  const status = () => aws.sim.logs.groups()[0]?.dataProtectionStatus;

  test("are put, read and deleted, which the group shows", async () => {
    expect(await get("g")).toEqual({ logGroupIdentifier: "g" });
    expect(status()).toBeUndefined();
    const shown = { logGroupIdentifier: GROUP, policyDocument: protection(), lastUpdatedTime: NOW };
    expect(await put(protection(), GROUP)).toEqual(shown);
    expect(await get("g")).toEqual({ ...shown, logGroupIdentifier: "g" });
    expect(status()).toBe("ACTIVATED");
    await aws.logs.deleteDataProtectionPolicy({ logGroupIdentifier: "g" });
    expect(await get("g")).toEqual({ logGroupIdentifier: "g" });
    expect(status()).toBe("DELETED");
  });

  test("go with their group", async () => {
    await put(protection());
    await aws.logs.deleteLogGroup({ logGroupName: "g" });
    await aws.logs.createLogGroup({ logGroupName: "g" });
    expect([await get("g"), status()]).toEqual([{ logGroupIdentifier: "g" }, undefined]);
  });

  test("are checked", async () => {
    await expect(put(protection({ Version: "2012-10-17" }))).rejects.toMatchObject(
      awsError("InvalidParameterException", "Policy Version must be 2021-06-01"),
    );
    const invalid = { name: "InvalidParameterException" };
    await expect(put("x")).rejects.toMatchObject(invalid);
    await expect(put(protection({ masked: ["other"] }))).rejects.toMatchObject(invalid);
    await expect(put('{"Version":"2021-06-01","Statement":[]}')).rejects.toMatchObject(invalid);
    await expect(put(protection(), "rare")).rejects.toMatchObject(standardOnly);
    await expect(put(protection(), "none")).rejects.toMatchObject(noGroup);
    await expect(get("none")).rejects.toMatchObject(noGroup);
    await expect(aws.logs.deleteDataProtectionPolicy({ logGroupIdentifier: "none" })).rejects.toMatchObject(
      noGroup,
    );
  });

  test("of the account are inherited by its groups", async () => {
    await aws.logs.putAccountPolicy({
      policyName: "all",
      policyType: "DATA_PROTECTION_POLICY",
      policyDocument: protection(),
    });
    expect(aws.sim.logs.groups()[0]?.inheritedProperties).toEqual(["ACCOUNT_DATA_PROTECTION"]);
  });
});

describe("field index policies", () => {
  const put = (policyDocument: string, logGroupIdentifier = "g") =>
    aws.logs.putIndexPolicy({ logGroupIdentifier, policyDocument });
  const policies = async (name = "g") =>
    (await aws.logs.describeIndexPolicies({ logGroupIdentifiers: [name] })).indexPolicies;
  const policyDocument = '{"Fields":["requestId","session"]}';

  test("are put, listed with their fields, and deleted", async () => {
    expect(await policies()).toEqual([]);
    const indexPolicy = {
      logGroupIdentifier: GROUP,
      lastUpdateTime: NOW,
      policyDocument,
      source: "LOG_GROUP",
    };
    expect((await put(policyDocument)).indexPolicy).toEqual(indexPolicy);
    expect(await policies(GROUP)).toEqual([indexPolicy]);
    const { fieldIndexes } = await aws.logs.describeFieldIndexes({ logGroupIdentifiers: ["g"] });
    const index = { logGroupIdentifier: GROUP, lastScanTime: NOW, type: "FIELD_INDEX" };
    expect(fieldIndexes).toEqual([
      { ...index, fieldIndexName: "requestId" },
      { ...index, fieldIndexName: "session" },
    ]);
    await aws.logs.deleteIndexPolicy({ logGroupIdentifier: "g" });
    expect(await policies()).toEqual([]);
  });

  test("of the account apply to groups that they select and that have none", async () => {
    await aws.logs.createLogGroup({ logGroupName: "app/web" });
    await aws.logs.putAccountPolicy({
      policyName: "ids",
      policyType: "FIELD_INDEX_POLICY",
      policyDocument: '{"FieldsV2":{"userId":{"type":"FIELD_INDEX"}}}',
      selectionCriteria: 'LogGroupNamePrefix == "app/"',
    });
    expect(await policies()).toEqual([]);
    expect(await policies("app/web")).toMatchObject([{ source: "ACCOUNT", policyName: "ids" }]);
    const { fieldIndexes } = await aws.logs.describeFieldIndexes({ logGroupIdentifiers: ["app/web", "g"] });
    expect(fieldIndexes?.map(({ fieldIndexName }) => fieldIndexName)).toEqual(["userId"]);
    await put(policyDocument, "app/web");
    expect(await policies("app/web")).toMatchObject([{ source: "LOG_GROUP", policyDocument }]);
  });

  test("are checked", async () => {
    const invalid = { name: "InvalidParameterException" };
    for (const document of ["x", "{}", '{"Fields":[]}', '{"Fields":[1]}']) {
      await expect(put(document)).rejects.toMatchObject(invalid);
    }
    await expect(put(JSON.stringify({ Fields: Array(21).fill("f") }))).rejects.toMatchObject(invalid);
    await expect(put(policyDocument, "rare")).rejects.toMatchObject(standardOnly);
    await expect(put(policyDocument, "none")).rejects.toMatchObject(noGroup);
    await expect(policies("none")).rejects.toMatchObject(noGroup);
    await expect(aws.logs.deleteIndexPolicy({ logGroupIdentifier: "none" })).rejects.toMatchObject(noGroup);
    await expect(aws.logs.describeFieldIndexes({ logGroupIdentifiers: ["none"] })).rejects.toMatchObject(
      noGroup,
    );
  });
});

describe("transformers", () => {
  const put = (transformerConfig: object[], logGroupIdentifier = "g") =>
    aws.logs.putTransformer({ logGroupIdentifier, transformerConfig });
  const get = () => body(aws.logs.getTransformer({ logGroupIdentifier: "g" }));
  const config = [{ parseJSON: {} }, { deleteKeys: { withKeys: ["secret"] } }];
  const missing = { name: "ResourceNotFoundException" };

  test("are put, read and deleted", async () => {
    await put(config);
    await aws.sim.clock.advance(1000);
    await put(config);
    expect(await get()).toEqual({
      logGroupIdentifier: GROUP,
      creationTime: NOW,
      lastModifiedTime: NOW + 1000,
      transformerConfig: config,
    });
    await aws.logs.deleteTransformer({ logGroupIdentifier: "g" });
    await expect(get()).rejects.toMatchObject(missing);
    await expect(aws.logs.deleteTransformer({ logGroupIdentifier: "g" })).rejects.toMatchObject(missing);
  });

  test("begin with a parser, in groups of class STANDARD", async () => {
    await expect(put([{ deleteKeys: { withKeys: ["a"] } }])).rejects.toMatchObject(
      awsError("InvalidParameterException", "Transformer config should begin with parser."),
    );
    await expect(put(config, "rare")).rejects.toMatchObject(standardOnly);
    await expect(put(config, "none")).rejects.toMatchObject(noGroup);
  });
});
