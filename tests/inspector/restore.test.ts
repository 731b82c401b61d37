import { Lambda } from "@aws-sdk/client-lambda";
import { SFN } from "@aws-sdk/client-sfn";
import { SQS } from "@aws-sdk/client-sqs";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { causesOf, entriesOf, eventsIn, inspect, type Page } from "./inspected.js";

const START = Date.parse("2030-01-01T00:00:00Z");
const OPTIONS = { clock: "frozen", startTime: START, delays: 0, seed: "restore" } as const;

let sim: AwsSim;
beforeEach(async () => {
  sim = await createAwsSim({ ...OPTIONS, inspect: "always" });
});
afterEach(() => sim.close());

const createQueue = (QueueName: string) => new SQS(sim.clientConfig()).createQueue({ QueueName });
const named = async () =>
  (await entriesOf(sim)).map(({ kind, name, resource }) => `${kind} ${resource ?? name}`);

/** Starts an execution that waits for an hour. */
async function startWaiting(): Promise<void> {
  const sfn = new SFN(sim.clientConfig());
  const { stateMachineArn } = await sfn.createStateMachine({
    name: "orders",
    roleArn: `arn:aws:iam::${sim.accountId}:role/r`,
    definition: JSON.stringify({
      StartAt: "Wait",
      States: { Wait: { Type: "Wait", Seconds: 3_600, End: true } },
    }),
  });
  await sfn.startExecution({ stateMachineArn });
}

describe("after a restore", () => {
  test("entries after the snapshot are removed, and earlier ones remain", async () => {
    await createQueue("before");
    const snapshot = sim.snapshot();
    await createQueue("after");
    const { generation } = await inspect<Page>(sim, "/timeline");
    sim.restore(snapshot);
    expect(await named()).toEqual(["request before"]);
    expect((await inspect<Page>(sim, "/timeline")).generation).toBe(generation + 1);
    await createQueue("again");
    expect(await named()).toEqual(["request before", "request again"]);
  });

  test("an execution that had ended is in progress again, with its cause, and ends again", async () => {
    await startWaiting();
    const snapshot = sim.snapshot();
    const execution = async () => (await entriesOf(sim)).find(({ kind }) => kind === "execution");
    await sim.clock.advance("2h");
    expect(await execution()).toMatchObject({ outcome: "succeeded", endedAt: START + 3_600_000 });
    sim.restore(snapshot);
    expect(await execution()).toMatchObject({ outcome: "running" });
    expect(await execution()).not.toHaveProperty("endedAt");
    const timers = async () =>
      (await entriesOf(sim)).flatMap(({ kind, name }) => (kind === "timer" ? [name] : []));
    expect(await timers()).toEqual(["execution-begins"]);
    await sim.clock.advance("2h");
    expect(await execution()).toMatchObject({ outcome: "succeeded", endedAt: START + 3_600_000 });
    expect(await causesOf(sim, "execution", "orders")).toEqual([
      "execution orders",
      "request StartExecution",
    ]);
  });

  test("a timer that fires again has its cause", async () => {
    const lambda = new Lambda(sim.clientConfig());
    sim.lambda.on("f", 1);
    await lambda.invoke({ FunctionName: "f", InvocationType: "Event" });
    const snapshot = sim.snapshot();
    const chain = ["invocation f", "timer async-event", "request Invoke"];
    for (let times = 0; times < 2; times++) {
      await sim.clock.runUntilIdle();
      expect(await causesOf(sim, "invocation", "f")).toEqual(chain);
      expect(await entriesOf(sim)).toHaveLength(chain.length);
      sim.restore(snapshot);
    }
  });

  test("numbers that are used again lead to the latest of their name", async () => {
    const snapshot = sim.snapshot();
    for (const name of ["first", "second"]) {
      sim.restore(snapshot);
      sim.lambda.on(name, async (_, context) => {
        await new SQS(context.clientConfig()).createQueue({ QueueName: name });
      });
      await new Lambda(sim.clientConfig()).invoke({ FunctionName: name });
    }
    expect(await causesOf(sim, "request", "CreateQueue")).toEqual([
      "request CreateQueue",
      "invocation second",
      "request Invoke",
    ]);
    expect((await entriesOf(sim)).filter(({ name }) => name === "first")).toEqual([]);
  });

  test("a reader of events starts again with the entries that are left", async () => {
    await createQueue("before");
    const snapshot = sim.snapshot();
    await createQueue("after");
    const stream = await request(`${sim.url}/_sim/inspector/events`);
    const events = eventsIn(stream.body);
    const first = (await events.next()).value;
    expect(first?.entries).toHaveLength(2);
    sim.restore(snapshot);
    let next = first;
    while (next?.generation === first?.generation) next = (await events.next()).value;
    expect(next?.entries).toMatchObject([{ resource: "before" }]);
    await events.return(undefined);
  });

  test("of a snapshot from before recording, the histories have what there is", async () => {
    await using late = await createAwsSim(OPTIONS);
    const lambda = new Lambda(late.clientConfig());
    late.lambda.on("f", 1);
    await lambda.invoke({ FunctionName: "f" });
    const snapshot = late.snapshot();
    expect(await entriesOf(late)).toHaveLength(2);
    await lambda.invoke({ FunctionName: "f" });
    late.restore(snapshot);
    expect((await entriesOf(late)).map(({ kind, name }) => `${kind} ${name}`)).toEqual(["invocation f"]);
  });
});

test("after a reset, the timeline is empty, and continues", async () => {
  await startWaiting();
  sim.reset();
  expect(await entriesOf(sim)).toEqual([]);
  await sim.clock.advance("2h");
  expect(await entriesOf(sim)).toEqual([]);
  await createQueue("next");
  expect(await named()).toEqual(["request next"]);
});
