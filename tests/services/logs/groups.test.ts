import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ARN, awsError, badToken, broken, NOW, noGroup, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

function group(logGroupName: string, change: object = {}) {
  return {
    logGroupName,
    creationTime: NOW,
    metricFilterCount: 0,
    arn: `${ARN}:log-group:${logGroupName}:*`,
    storedBytes: 0,
    logGroupClass: "STANDARD",
    logGroupArn: `${ARN}:log-group:${logGroupName}`,
    deletionProtectionEnabled: false,
    ...change,
  };
}

describe("CreateLogGroup", () => {
  test("D01 a group is shown as it was made", async () => {
    expect(await body(aws.logs.createLogGroup({ logGroupName: "/a/b" }))).toEqual({});
    await aws.logs.createLogGroup({
      logGroupName: "/a/c",
      kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/k",
      logGroupClass: "INFREQUENT_ACCESS",
      deletionProtectionEnabled: true,
      tags: { team: "data" },
    });
    expect(await body(aws.logs.describeLogGroups({}))).toEqual({
      logGroups: [
        group("/a/b"),
        group("/a/c", {
          kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/k",
          logGroupClass: "INFREQUENT_ACCESS",
          deletionProtectionEnabled: true,
        }),
      ],
    });
    const { tags } = await aws.logs.listTagsForResource({ resourceArn: `${ARN}:log-group:/a/c` });
    expect(tags).toEqual({ team: "data" });
  });

  test.each([
    ["a", awsError("ResourceAlreadyExistsException", "The specified log group already exists")],
    ["AWS/x", awsError("InvalidParameterException", "Log groups starting with AWS/ are reserved for AWS.")],
    [
      "x y",
      broken("x y", "logGroupName", "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"),
    ],
    [
      "x".repeat(513),
      awsError(
        "InvalidParameterException",
        "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
      ),
    ],
  ])("D01 rejects %.10s", async (logGroupName, error) => {
    await aws.logs.createLogGroup({ logGroupName: "a" });
    await expect(aws.logs.createLogGroup({ logGroupName })).rejects.toMatchObject(error);
  });
});

describe("DeleteLogGroup", () => {
  test("D02 streams, events and filters go with it", async () => {
    aws.sim.logs.put("a", "s", "one");
    await aws.logs.putMetricFilter({
      logGroupName: "a",
      filterName: "f",
      filterPattern: "",
      metricTransformations: [{ metricName: "m", metricNamespace: "n", metricValue: "1" }],
    });
    await aws.logs.deleteLogGroup({ logGroupName: "a" });
    await expect(aws.logs.describeLogStreams({ logGroupName: "a" })).rejects.toMatchObject(noGroup);
    await aws.logs.createLogGroup({ logGroupName: "a" });
    expect((await aws.logs.describeLogGroups({})).logGroups).toEqual([group("a")]);
    expect((await aws.logs.describeLogStreams({ logGroupName: "a" })).logStreams).toEqual([]);
    await aws.logs.createLogStream({ logGroupName: "a", logStreamName: "s" });
    expect(aws.sim.logs.messages("a")).toEqual([]);
  });

  test("D02 rejects groups that do not exist, and protected ones", async () => {
    await expect(aws.logs.deleteLogGroup({ logGroupName: "a" })).rejects.toMatchObject(noGroup);
    await aws.logs.createLogGroup({ logGroupName: "a", deletionProtectionEnabled: true });
    await expect(aws.logs.deleteLogGroup({ logGroupName: "a" })).rejects.toMatchObject({
      name: "ValidationException",
    });
    await aws.logs.putLogGroupDeletionProtection({
      logGroupIdentifier: `${ARN}:log-group:a`,
      deletionProtectionEnabled: false,
    });
    await aws.logs.deleteLogGroup({ logGroupName: "a" });
    expect(aws.sim.logs.groups()).toEqual([]);
  });
});

describe("DescribeLogGroups", () => {
  const names = async (input: object) => {
    const { logGroups = [], nextToken } = await aws.logs.describeLogGroups(input);
    return { names: logGroups.map(({ logGroupName }) => logGroupName), nextToken };
  };

  test("D03 pages by name, each token bound to its listing", async () => {
    for (const logGroupName of ["b/2", "a/1", "b/1", "b/3", "c"])
      await aws.logs.createLogGroup({ logGroupName });
    const first = await names({ logGroupNamePrefix: "b", limit: 2 });
    expect(first).toEqual({ names: ["b/1", "b/2"], nextToken: expect.any(String) });
    const { nextToken } = first;
    expect(await names({ logGroupNamePrefix: "b", limit: 2, nextToken })).toEqual({
      names: ["b/3"],
      nextToken: undefined,
    });
    await expect(names({ nextToken })).rejects.toMatchObject(badToken);
    await expect(names({ nextToken: "x" })).rejects.toMatchObject(badToken);
    await expect(names({ limit: 51 })).rejects.toMatchObject(
      broken("51", "limit", "Member must have value less than or equal to 50"),
    );
  });

  test("D03 a pattern is a part of the name, in its case; bytes and protection are not shown then", async () => {
    for (const logGroupName of ["app/Web", "app/web", "db"]) await aws.logs.createLogGroup({ logGroupName });
    const { storedBytes: _, deletionProtectionEnabled: __, ...shown } = group("app/web");
    expect((await aws.logs.describeLogGroups({ logGroupNamePattern: "web" })).logGroups).toEqual([shown]);
    await expect(names({ logGroupNamePattern: "a", logGroupNamePrefix: "a" })).rejects.toMatchObject(
      awsError(
        "InvalidParameterException",
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
      ),
    );
    expect(await names({ logGroupIdentifiers: ["db", `${ARN}:log-group:app/Web`, "none"] })).toMatchObject({
      names: ["app/Web", "db"],
    });
    expect(await names({ logGroupClass: "DELIVERY" })).toMatchObject({ names: [] });
  });

  test("ListLogGroups takes alternatives and beginnings", async () => {
    for (const logGroupName of ["app/web", "web/app", "db/one"])
      await aws.logs.createLogGroup({ logGroupName });
    const { logGroups } = await aws.logs.listLogGroups({ logGroupNamePattern: "^web|one" });
    expect(logGroups).toEqual([
      { logGroupName: "db/one", logGroupArn: `${ARN}:log-group:db/one`, logGroupClass: "STANDARD" },
      { logGroupName: "web/app", logGroupArn: `${ARN}:log-group:web/app`, logGroupClass: "STANDARD" },
    ]);
  });
});

describe("settings of a group", () => {
  test("D01 retention", async () => {
    await aws.logs.createLogGroup({ logGroupName: "a" });
    await aws.logs.putRetentionPolicy({ logGroupName: "a", retentionInDays: 7 });
    expect(aws.sim.logs.groups()).toEqual([group("a", { retentionInDays: 7 })]);
    await aws.logs.deleteRetentionPolicy({ logGroupName: "a" });
    expect(aws.sim.logs.groups()).toEqual([group("a")]);
    await expect(
      aws.logs.putRetentionPolicy({ logGroupName: "a", retentionInDays: 2 }),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining("Value '2' at 'retentionInDays' failed to satisfy constraint"),
    });
    await expect(
      aws.logs.putRetentionPolicy({ logGroupName: "b", retentionInDays: 1 }),
    ).rejects.toMatchObject(noGroup);
    await expect(aws.logs.deleteRetentionPolicy({ logGroupName: "b" })).rejects.toMatchObject(noGroup);
  });

  test("keys", async () => {
    await aws.logs.createLogGroup({ logGroupName: "a" });
    await aws.logs.associateKmsKey({ logGroupName: "a", kmsKeyId: "k1" });
    expect(aws.sim.logs.groups()).toEqual([group("a", { kmsKeyId: "k1" })]);
    await aws.logs.disassociateKmsKey({ resourceIdentifier: `${ARN}:log-group:a` });
    expect(aws.sim.logs.groups()).toEqual([group("a")]);
    await expect(aws.logs.associateKmsKey({ kmsKeyId: "k" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  test("D01 both tag interfaces see the same tags", async () => {
    await aws.logs.createLogGroup({ logGroupName: "a", tags: { one: "1" } });
    await aws.logs.tagLogGroup({ logGroupName: "a", tags: { two: "2" } });
    await aws.logs.tagResource({ resourceArn: `${ARN}:log-group:a`, tags: { one: "I", three: "3" } });
    await aws.logs.untagLogGroup({ logGroupName: "a", tags: ["two", "none"] });
    await aws.logs.untagResource({ resourceArn: `${ARN}:log-group:a`, tagKeys: ["three"] });
    expect((await aws.logs.listTagsLogGroup({ logGroupName: "a" })).tags).toEqual({ one: "I" });
    const { tags } = await aws.logs.listTagsForResource({ resourceArn: `${ARN}:log-group:a` });
    expect(tags).toEqual({ one: "I" });
    await expect(aws.logs.tagLogGroup({ logGroupName: "b", tags: { a: "1" } })).rejects.toMatchObject(
      noGroup,
    );
    await expect(aws.logs.listTagsForResource({ resourceArn: `${ARN}:log-group:b` })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("accounts and regions have their own", async () => {
    await aws.logs.createLogGroup({ logGroupName: "a" });
    for (const place of [{ accountId: "111122223333" }, { region: "eu-west-1" }]) {
      expect((await aws.elsewhere(place).describeLogGroups({})).logGroups).toEqual([]);
    }
    expect(aws.sim.logs.at({ region: "eu-west-1" }).groups()).toEqual([]);
  });
});
