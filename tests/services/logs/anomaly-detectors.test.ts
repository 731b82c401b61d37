import { beforeEach, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ARN, badToken, broken, NOW, noGroup, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();
const GROUP = `${ARN}:log-group:g`;
const missing = { name: "ResourceNotFoundException" };

beforeEach(() => aws.logs.createLogGroup({ logGroupName: "g" }));

async function create(change: object = {}): Promise<string> {
  const { anomalyDetectorArn = "" } = await aws.logs.createLogAnomalyDetector({
    logGroupArnList: [GROUP],
    detectorName: "web",
    evaluationFrequency: "FIVE_MIN",
    ...change,
  });
  return anomalyDetectorArn;
}
const get = (anomalyDetectorArn: string) => body(aws.logs.getLogAnomalyDetector({ anomalyDetectorArn }));
const status = async (arn: string) => (await get(arn)).anomalyDetectorStatus;

test("an anomaly detector trains and analyzes on the clock, pauses and trains again", async () => {
  const arn = await create();
  expect(arn).toMatch(new RegExp(`^${ARN}:anomaly-detector:[0-9a-f-]{36}$`));
  const shown = {
    detectorName: "web",
    logGroupArnList: [GROUP],
    evaluationFrequency: "FIVE_MIN",
    anomalyDetectorStatus: "INITIALIZING",
    anomalyVisibilityTime: 21,
    creationTimeStamp: NOW,
    lastModifiedTimeStamp: NOW,
  };
  expect(await get(arn)).toEqual(shown);
  await aws.sim.clock.advance(500);
  expect(await status(arn)).toBe("TRAINING");
  await aws.sim.clock.advance(500);
  expect(await status(arn)).toBe("ANALYZING");
  await aws.logs.updateLogAnomalyDetector({
    anomalyDetectorArn: arn,
    enabled: false,
    filterPattern: "ERROR",
  });
  expect(await get(arn)).toEqual({
    ...shown,
    anomalyDetectorStatus: "PAUSED",
    filterPattern: "ERROR",
    lastModifiedTimeStamp: NOW + 1000,
  });
  await aws.logs.updateLogAnomalyDetector({ anomalyDetectorArn: arn, enabled: true });
  await aws.sim.clock.advance(1000);
  expect(await status(arn)).toBe("ANALYZING");
});

test("anomaly detectors are listed by group in pages, have tags, and are deleted", async () => {
  await aws.logs.createLogGroup({ logGroupName: "h" });
  const arns = [await create({ tags: { team: "web" } }), await create()].sort();
  const other = await create({ logGroupArnList: [`${ARN}:log-group:h`] });
  const list = async (input: object) => {
    const { anomalyDetectors = [], nextToken } = await aws.logs.listLogAnomalyDetectors(input);
    return { arns: anomalyDetectors.map((row) => row.anomalyDetectorArn), nextToken };
  };
  expect((await list({})).arns).toEqual([...arns, other].sort());
  expect((await list({ filterLogGroupArn: GROUP })).arns).toEqual(arns);
  const { nextToken } = await list({ limit: 2 });
  expect((await list({ limit: 2, nextToken })).arns).toHaveLength(1);
  await expect(list({ nextToken: "x" })).rejects.toMatchObject(badToken);
  const tags = await Promise.all(
    arns.map(async (resourceArn) => (await aws.logs.listTagsForResource({ resourceArn })).tags),
  );
  expect(tags).toContainEqual({ team: "web" });
  await aws.logs.deleteLogAnomalyDetector({ anomalyDetectorArn: other });
  await expect(get(other)).rejects.toMatchObject(missing);
  await expect(aws.logs.deleteLogAnomalyDetector({ anomalyDetectorArn: other })).rejects.toMatchObject(
    missing,
  );
});

test("anomaly detectors find no anomalies", async () => {
  const anomalyDetectorArn = await create();
  expect(await body(aws.logs.listAnomalies({ anomalyDetectorArn }))).toEqual({ anomalies: [] });
  await expect(
    aws.logs.listAnomalies({ anomalyDetectorArn: `${anomalyDetectorArn}x` }),
  ).rejects.toMatchObject(missing);
});

test("anomaly detectors are checked", async () => {
  await expect(create({ logGroupArnList: [`${ARN}:log-group:none`] })).rejects.toMatchObject(noGroup);
  await expect(create({ filterPattern: "{" })).rejects.toMatchObject({ name: "InvalidParameterException" });
  await expect(create({ anomalyVisibilityTime: 6 })).rejects.toMatchObject(
    broken("6", "anomalyVisibilityTime", "Member must have value greater than or equal to 7"),
  );
  const anomalyDetectorArn = `${ARN}:anomaly-detector:none`;
  await expect(
    aws.logs.updateLogAnomalyDetector({ anomalyDetectorArn, enabled: true }),
  ).rejects.toMatchObject(missing);
});
