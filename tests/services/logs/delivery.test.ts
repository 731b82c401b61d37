import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Lambda } from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

const START = Date.UTC(2030, 0, 1);
const [logGroupName, logStreamName] = ["/app", "web"];

let sim: AwsSim;
let logs: CloudWatchLogs;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: START, delays: { logs: { delivery: "10s" } } });
  logs = new CloudWatchLogs(sim.clientConfig());
});
beforeEach(async () => {
  await logs.createLogGroup({ logGroupName });
  await logs.createLogStream({ logGroupName, logStreamName });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

const put = (message: string) =>
  logs.putLogEvents({ logGroupName, logStreamName, logEvents: [{ timestamp: sim.clock.now(), message }] });

/** What each way of reading shows. */
async function readable() {
  const { events: got = [] } = await logs.getLogEvents({ logGroupName, logStreamName });
  const { events: filtered = [] } = await logs.filterLogEvents({ logGroupName });
  const { logStreams = [] } = await logs.describeLogStreams({ logGroupName });
  return {
    got: got.map(({ message, ingestionTime }) => [message, ingestionTime]),
    filtered: filtered.map(({ message }) => message),
    seen: sim.logs.messages(logGroupName),
    lastEvents: logStreams.map(({ lastEventTimestamp }) => lastEventTimestamp),
  };
}

const NOTHING = { got: [], filtered: [], seen: [], lastEvents: [undefined] };

describe("B21 D08 the delay logs.delivery", () => {
  test("holds back what PutLogEvents wrote, from every reader", async () => {
    expect((await put("one")).nextSequenceToken).toMatch(/^496\d{53}$/);
    await sim.clock.advance(9_999);
    expect(await readable()).toEqual(NOTHING);
    await sim.clock.advance(1);
    const one = { got: [["one", START]], filtered: ["one"], seen: ["one"], lastEvents: [START] };
    expect(await readable()).toEqual(one);
  });

  test("delays events of sim.logs.put; groups and streams exist immediately", async () => {
    sim.logs.put("/other", "s", "one");
    expect([sim.logs.messages("/other"), sim.logs.streams("/other").length]).toEqual([[], 1]);
    await sim.clock.advance("10s");
    expect(sim.logs.messages("/other")).toEqual(["one"]);
  });

  test("holds back what functions write", async () => {
    sim.lambda.on("f", (_, context) => context.log("hello"));
    await new Lambda(sim.clientConfig()).invoke({ FunctionName: "f" });
    expect(sim.logs.messages("/aws/lambda/f")).toEqual([]);
    await sim.clock.advance("10s");
    expect(sim.logs.messages("/aws/lambda/f").length).toBeGreaterThan(0);
  });

  test("holds back subscriptions and queries", async () => {
    const delivered: unknown[] = [];
    sim.lambda.on("sink", (event) => void delivered.push(event));
    const destinationArn = `arn:aws:lambda:${sim.region}:${sim.accountId}:function:sink`;
    await logs.putSubscriptionFilter({ logGroupName, filterName: "f", filterPattern: "", destinationArn });
    await put("one");
    const { queryId } = await logs.startQuery({
      logGroupName,
      queryString: "fields @message",
      startTime: START / 1000 - 60,
      endTime: START / 1000 + 60,
    });
    await sim.clock.advance("9s");
    expect((await logs.getQueryResults({ queryId })).results).toEqual([]);
    expect([delivered.length, sim.logs.deliveries().length]).toEqual([0, 0]);
    await sim.clock.advance("1s");
    expect([delivered.length, sim.logs.deliveries().length]).toEqual([1, 1]);
  });

  test("keeps the order of what was written, also with a shorter delay later", async () => {
    await put("one");
    await sim.clock.advance("1s");
    await put("two");
    await sim.clock.advance("9s");
    expect(sim.logs.messages(logGroupName)).toEqual(["one"]);
    sim.delays.set({ logs: { delivery: 0 } });
    await put("three");
    expect(sim.logs.messages(logGroupName)).toEqual(["one", "three"]);
    await sim.clock.advance("1s");
    expect(sim.logs.messages(logGroupName)).toEqual(["one", "two", "three"]);
  });

  test("is part of snapshots", async () => {
    await put("one");
    const snapshot = sim.snapshot();
    await sim.clock.advance("10s");
    sim.restore(snapshot);
    expect(sim.logs.messages(logGroupName)).toEqual([]);
    await sim.clock.advance("10s");
    expect(sim.logs.messages(logGroupName)).toEqual(["one"]);
  });

  test("ends with release where it is never", async () => {
    sim.delays.set({ logs: { delivery: "never" } });
    await put("one");
    await sim.clock.advance("1h");
    expect(sim.logs.messages(logGroupName)).toEqual([]);
    expect(sim.transitions.release("logs", "delivery")).toBe(1);
    await sim.clock.advance(0);
    expect(sim.logs.messages(logGroupName)).toEqual(["one"]);
  });

  test("brings nothing into a stream that was deleted and created again", async () => {
    await put("one");
    await logs.deleteLogStream({ logGroupName, logStreamName });
    await logs.createLogStream({ logGroupName, logStreamName });
    await sim.clock.advance("10s");
    expect(await readable()).toEqual(NOTHING);
  });
});
