import { expect, test } from "vitest";
import { ARN, awsError, badToken, NOW, noGroup, noStream, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

const names = async (input: object) => {
  const { logStreams = [], nextToken } = await aws.logs.describeLogStreams({ logGroupName: "g", ...input });
  return { names: logStreams.map(({ logStreamName }) => logStreamName), nextToken };
};

test("D04 a stream without events and one with", async () => {
  const stream = await aws.stream();
  const shown = {
    logStreamName: "s",
    creationTime: NOW,
    arn: `${ARN}:log-group:g:log-stream:s`,
    storedBytes: 0,
  };
  expect((await aws.logs.describeLogStreams({ logGroupName: "g" })).logStreams).toEqual([shown]);
  const { nextSequenceToken } = await aws.logs.putLogEvents({
    ...stream,
    logEvents: [
      { timestamp: NOW - 2000, message: "a" },
      { timestamp: NOW - 1000, message: "b" },
    ],
  });
  const { logStreams } = await aws.logs.describeLogStreams({ logGroupIdentifier: `${ARN}:log-group:g` });
  expect(logStreams).toEqual([
    {
      ...shown,
      firstEventTimestamp: NOW - 2000,
      lastEventTimestamp: NOW - 1000,
      lastIngestionTime: NOW,
      uploadSequenceToken: nextSequenceToken,
    },
  ]);
});

test("D04 rejects missing, existing and duplicate groups", async () => {
  await expect(aws.logs.createLogStream({ logGroupName: "g", logStreamName: "s" })).rejects.toMatchObject(
    noGroup,
  );
  const stream = await aws.stream();
  await expect(aws.logs.createLogStream(stream)).rejects.toMatchObject(
    awsError("ResourceAlreadyExistsException", "The specified log stream already exists"),
  );
  await aws.logs.deleteLogStream(stream);
  await expect(aws.logs.deleteLogStream(stream)).rejects.toMatchObject(noStream);
  await expect(names({ logGroupIdentifier: "g" })).rejects.toMatchObject(
    awsError("ValidationException", "LogGroup name and LogGroup ARN are mutually exclusive parameters."),
  );
  await expect(aws.logs.describeLogStreams({})).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("D04 the four orders, in pages", async () => {
  aws.sim.logs.put("g", "b", { message: "x", timestamp: NOW + 3 });
  aws.sim.logs.put("g", "a", { message: "x", timestamp: NOW + 1 });
  aws.sim.logs.put("g", "c", { message: "x", timestamp: NOW + 2 });
  aws.sim.logs.put("g", "a", { message: "x", timestamp: NOW + 4 });
  await aws.logs.createLogStream({ logGroupName: "g", logStreamName: "empty" });
  const inPages = async (input: object) => {
    const all: unknown[] = [];
    let nextToken: string | undefined;
    do {
      const page = await names({ ...input, limit: 3, nextToken });
      all.push(...page.names);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return all;
  };
  expect(await inPages({})).toEqual(["a", "b", "c", "empty"]);
  expect(await inPages({ descending: true })).toEqual(["empty", "c", "b", "a"]);
  expect(await inPages({ orderBy: "LastEventTime" })).toEqual(["empty", "c", "b", "a"]);
  expect(await inPages({ orderBy: "LastEventTime", descending: true })).toEqual(["a", "b", "c", "empty"]);
});

test("D04 prefixes, which LastEventTime does not take", async () => {
  for (const name of ["web/2", "db", "web/1"]) aws.sim.logs.put("g", name, "x");
  expect(await names({ logStreamNamePrefix: "web/" })).toMatchObject({ names: ["web/1", "web/2"] });
  expect(await names({ logStreamNamePrefix: "web/", descending: true })).toMatchObject({
    names: ["web/2", "web/1"],
  });
  await expect(names({ logStreamNamePrefix: "w", orderBy: "LastEventTime" })).rejects.toMatchObject(
    awsError("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix."),
  );
  const { nextToken } = await names({ limit: 1 });
  await expect(names({ descending: true, nextToken })).rejects.toMatchObject(badToken);
});
