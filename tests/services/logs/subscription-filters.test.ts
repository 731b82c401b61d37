import { gunzipSync } from "node:zlib";
import { Lambda } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { awsError, NOW, noGroup, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:sink";
const STREAM_ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/s";
const ROLE = "arn:aws:iam::123456789012:role/logs";

function put(change: object = {}) {
  return aws.logs.putSubscriptionFilter({
    logGroupName: "g",
    filterName: "f",
    filterPattern: "ERROR",
    destinationArn: FUNCTION,
    ...change,
  });
}

function unpacked(payload: unknown): unknown {
  const { awslogs } = payload as { awslogs: { data: string } };
  return JSON.parse(gunzipSync(Buffer.from(awslogs.data, "base64")).toString());
}

describe("delivery", () => {
  test("a function gets the matching events, packed as by AWS", async () => {
    const sink = aws.sim.lambda.on("sink", () => undefined);
    const stream = await aws.stream();
    await put();
    await aws.logs.putLogEvents({
      ...stream,
      logEvents: [
        { timestamp: NOW, message: "INFO fine" },
        { timestamp: NOW, message: "ERROR one" },
        { timestamp: NOW + 1, message: "ERROR two" },
      ],
    });
    await aws.sim.clock.advance(0);
    expect(sink.callCount).toBe(1);
    expect(sink.lastInvocation?.invocationType).toBe("Event");
    const { events = [] } = await aws.logs.filterLogEvents({ logGroupName: "g", filterPattern: "ERROR" });
    expect(unpacked(sink.lastInvocation?.payload)).toEqual({
      messageType: "DATA_MESSAGE",
      owner: "123456789012",
      logGroup: "g",
      logStream: "s",
      subscriptionFilters: ["f"],
      logEvents: events.map(({ eventId, timestamp, message }) => ({ id: eventId, timestamp, message })),
    });
    await aws.logs.putLogEvents({ ...stream, logEvents: [{ timestamp: NOW, message: "fine again" }] });
    await aws.sim.clock.advance(0);
    expect(sink.callCount).toBe(1);
  });

  test("the delay subscriptionDelivery", async () => {
    const sink = aws.sim.lambda.on("sink", () => undefined);
    await aws.stream();
    await put();
    aws.sim.delays.set({ logs: { subscriptionDelivery: "2s" } });
    aws.sim.logs.put("g", "s", "ERROR");
    await aws.sim.clock.advance(1999);
    expect(sink.callCount).toBe(0);
    await aws.sim.clock.advance(1);
    expect(sink.callCount).toBe(1);
  });

  test("through a destination, and to what is not simulated", async () => {
    const sink = aws.sim.lambda.on("sink", () => undefined);
    await aws.stream();
    const { destination } = await aws.logs.putDestination({
      destinationName: "central",
      targetArn: FUNCTION,
      roleArn: ROLE,
    });
    await put({ destinationArn: destination?.arn });
    await put({ filterName: "k", filterPattern: "", destinationArn: STREAM_ARN, roleArn: ROLE });
    aws.sim.logs.put("g", "s", "ERROR");
    await aws.sim.clock.advance(0);
    expect(sink.callCount).toBe(1);
    const logEvents = [{ id: expect.any(String), timestamp: NOW, message: "ERROR" }];
    const from = { logGroup: "g", logStream: "s", logEvents };
    expect(aws.sim.logs.deliveries()).toEqual([
      { destinationArn: destination?.arn, filterName: "f", ...from },
      { destinationArn: STREAM_ARN, filterName: "k", ...from },
    ]);
  });

  test("what a function logs can be subscribed to", async () => {
    const sink = aws.sim.lambda.on("sink", () => undefined);
    aws.sim.lambda.on("work", (_event, context) => context.log("ERROR inside"));
    await aws.logs.createLogGroup({ logGroupName: "/aws/lambda/work" });
    await put({ logGroupName: "/aws/lambda/work" });
    await new Lambda(aws.sim.clientConfig()).invoke({ FunctionName: "work" });
    await aws.sim.clock.advance(0);
    expect(unpacked(sink.lastInvocation?.payload)).toMatchObject({
      logGroup: "/aws/lambda/work",
      logEvents: [{ message: "ERROR inside\n" }],
    });
  });
});

describe("subscription filters", () => {
  test("are shown as they were put", async () => {
    aws.sim.lambda.on("sink", () => undefined);
    await aws.stream();
    await put();
    await put({ filterName: "k", destinationArn: STREAM_ARN, roleArn: ROLE, distribution: "Random" });
    const shown = {
      filterName: "f",
      logGroupName: "g",
      filterPattern: "ERROR",
      destinationArn: FUNCTION,
      distribution: "ByLogStream",
      applyOnTransformedLogs: false,
      creationTime: NOW,
    };
    const { subscriptionFilters } = await aws.logs.describeSubscriptionFilters({ logGroupName: "g" });
    expect(subscriptionFilters).toEqual([
      shown,
      { ...shown, filterName: "k", destinationArn: STREAM_ARN, roleArn: ROLE, distribution: "Random" },
    ]);
    const named = await aws.logs.describeSubscriptionFilters({ logGroupName: "g", filterNamePrefix: "k" });
    expect(named.subscriptionFilters).toHaveLength(1);
    await expect(put({ filterName: "third" })).rejects.toMatchObject(
      awsError("LimitExceededException", "Resource limit exceeded."),
    );
    await aws.logs.deleteSubscriptionFilter({ logGroupName: "g", filterName: "f" });
    await expect(
      aws.logs.deleteSubscriptionFilter({ logGroupName: "g", filterName: "f" }),
    ).rejects.toMatchObject(
      awsError("ResourceNotFoundException", "The specified subscription filter does not exist."),
    );
  });

  test.each([
    [
      "a function that is not there",
      { destinationArn: FUNCTION },
      "InvalidParameterException",
      "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
    ],
    [
      "a function of another account",
      { destinationArn: "arn:aws:lambda:us-east-1:111122223333:function:sink" },
      "AccessDeniedException",
      "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
    ],
    [
      "Kinesis without a role",
      { destinationArn: STREAM_ARN },
      "InvalidParameterException",
      "destinationArn for vendor kinesis cannot be used without roleArn",
    ],
    [
      "a pattern that cannot be read",
      { filterPattern: "a/b" },
      "InvalidParameterException",
      "Invalid character(s) in term '/'",
    ],
  ])("rejects %s", async (_, change, name, message) => {
    await aws.stream();
    await expect(put(change)).rejects.toMatchObject(awsError(name, message));
  });

  test("rejects groups that do not exist", async () => {
    await expect(put()).rejects.toMatchObject(noGroup);
    await expect(aws.logs.describeSubscriptionFilters({ logGroupName: "g" })).rejects.toMatchObject(noGroup);
  });
});
