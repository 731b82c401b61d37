import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { awsError, simulatedEcs } from "./ecs-world.js";

const aws = simulatedEcs();

const ROOT = "arn:aws:iam::123456789012:root";
const ALICE = "arn:aws:iam::123456789012:user/alice";

test("ListAccountSettings shows what was chosen, and AWS's defaults as effective", async () => {
  expect(await body(aws.ecs.listAccountSettings({}))).toEqual({ settings: [] });
  const { settings, nextToken } = await aws.ecs.listAccountSettings({
    effectiveSettings: true,
    maxResults: 3,
  });
  expect(settings).toEqual([
    { name: "awsvpcTrunking", value: "disabled", principalArn: ROOT, type: "user" },
    { name: "containerInsights", value: "disabled", principalArn: ROOT, type: "user" },
    { name: "containerInstanceLongArnFormat", value: "enabled", principalArn: ROOT, type: "user" },
  ]);
  const rest = await aws.ecs.listAccountSettings({ effectiveSettings: true, maxResults: 10, nextToken });
  expect(rest.settings?.map(({ name, value }) => [name, value])).toEqual([
    ["defaultLogDriverMode", "non-blocking"],
    ["fargateEventWindows", "disabled"],
    ["fargateFIPSMode", "disabled"],
    ["fargateTaskRetirementWaitPeriod", "7"],
    ["guardDutyActivate", "off"],
    ["serviceLongArnFormat", "enabled"],
    ["tagResourceAuthorization", "on"],
    ["taskLongArnFormat", "enabled"],
  ]);
});

test("a principal's own setting covers the account's, which covers AWS's", async () => {
  const name = "containerInsights" as const;
  const effective = async () =>
    (await aws.ecs.listAccountSettings({ name, principalArn: ALICE, effectiveSettings: true })).settings;
  expect(await body(aws.ecs.putAccountSettingDefault({ name, value: "enabled" }))).toEqual({
    setting: { name, value: "enabled", principalArn: ROOT, type: "user" },
  });
  expect(await effective()).toEqual([{ name, value: "enabled", principalArn: ROOT, type: "user" }]);
  await aws.ecs.putAccountSetting({ name, value: "enhanced", principalArn: ALICE });
  expect(await effective()).toEqual([{ name, value: "enhanced", principalArn: ALICE, type: "user" }]);
  expect(await body(aws.ecs.deleteAccountSetting({ name, principalArn: ALICE }))).toEqual({
    setting: { name, value: "enabled", principalArn: ALICE, type: "user" },
  });
  expect(await effective()).toEqual([{ name, value: "enabled", principalArn: ROOT, type: "user" }]);
});

test("the caller's containerInsights is the default of new clusters", async () => {
  await aws.ecs.putAccountSetting({ name: "containerInsights", value: "enabled" });
  const { cluster } = await aws.ecs.createCluster({});
  expect(cluster?.settings).toEqual([{ name: "containerInsights", value: "enabled" }]);
});

test("filters by value need a name", async () => {
  await aws.ecs.putAccountSetting({ name: "awsvpcTrunking", value: "enabled", principalArn: ALICE });
  const list = (value: string) =>
    aws.ecs.listAccountSettings({ name: "awsvpcTrunking", value, principalArn: ALICE });
  expect((await list("enabled")).settings).toEqual([
    { name: "awsvpcTrunking", value: "enabled", principalArn: ALICE, type: "user" },
  ]);
  expect((await list("disabled")).settings).toEqual([]);
  await expect(aws.ecs.listAccountSettings({ value: "enabled" })).rejects.toMatchObject(
    awsError("InvalidParameterException"),
  );
});

test.each([
  ["awsvpcTrunking", "on"],
  ["fargateTaskRetirementWaitPeriod", "3"],
  ["guardDutyActivate", "on"],
] as const)("rejects %s = %s", async (name, value) => {
  await expect(aws.ecs.putAccountSetting({ name, value })).rejects.toMatchObject(
    awsError("InvalidParameterException"),
  );
});
