import { describe, expect, test } from "vitest";
import { FN, functionNamed, useLambda } from "./lambda-world.js";

const world = useLambda();

const send = (Payload = '{"n":1}', FunctionName = "f1") =>
  world.lambda.invoke({ FunctionName, InvocationType: "Event", Payload });
const timesOf = (name: string) =>
  world.sim.lambda
    .invocations(name)
    .map((i) => (i.time.getTime() - Date.parse("2024-05-01T12:00:00Z")) / 1000);

describe("G07 Event", () => {
  test("answers 202 immediately and runs then", async () => {
    const spy = world.sim.lambda.on("f1", (event: { n: number }) => event.n + 1);
    const { StatusCode, ExecutedVersion, Payload, $metadata } = await send();
    expect([StatusCode, $metadata.httpStatusCode, ExecutedVersion, Payload?.length ?? 0]).toEqual([
      202,
      202,
      undefined,
      0,
    ]);
    await world.sim.clock.advance(0);
    expect(spy.invocations).toEqual([
      expect.objectContaining({
        invocationType: "Event",
        payload: { n: 1 },
        response: 2,
        attempt: 1,
        requestId: $metadata.requestId,
        destination: { condition: "Success", arn: undefined },
      }),
    ]);
  });

  test("fails twice and succeeds at the third attempt, one and two minutes later", async () => {
    const spy = world.sim.lambda.on("f1", new Error("one"), new Error("two"), { ok: true });
    await send();
    await world.sim.clock.advance(59_999);
    expect(spy.callCount).toBe(1);
    await world.sim.clock.advance(1);
    expect(spy.callCount).toBe(2);
    await world.sim.clock.advance(119_999);
    expect(spy.callCount).toBe(2);
    await world.sim.clock.advance(1);
    expect(spy.invocations.map((i) => [i.attempt, i.error?.errorMessage ?? i.response])).toEqual([
      [1, "one"],
      [2, "two"],
      [3, { ok: true }],
    ]);
    expect(new Set(spy.invocations.map((i) => i.requestId)).size).toBe(1);
    expect(spy.invocations.map((i) => i.destination?.condition)).toEqual([undefined, undefined, "Success"]);
  });

  test("gives up after the third attempt", async () => {
    world.sim.lambda.on("f1", new Error("always"));
    await send();
    await world.sim.clock.runUntilIdle();
    expect(timesOf("f1")).toEqual([0, 60, 180]);
    expect(world.sim.lambda.invocations().at(-1)?.destination).toEqual({
      condition: "RetriesExhausted",
      arn: undefined,
    });
  });

  test("retries after a timeout too", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Timeout: 3 }));
    world.sim.lambda.on("f1", (_event, context) => context.sleep("1h"));
    await send();
    await world.sim.clock.advance("1h");
    expect(timesOf("f1")).toEqual([0, 63, 186]);
  });

  test("a function deleted before the retry is not retried", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    const spy = world.sim.lambda.on("f1", new Error("always"));
    await send();
    await world.sim.clock.advance(0);
    await world.lambda.deleteFunction({ FunctionName: "f1" });
    spy.restore();
    await world.sim.clock.advance("1h");
    expect(world.sim.lambda.invocations()).toHaveLength(1);
  });

  test("a throttled event comes back until there is room", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    await world.lambda.putFunctionConcurrency({ FunctionName: "f1", ReservedConcurrentExecutions: 0 });
    await send();
    await world.sim.clock.advance("10s");
    expect(world.sim.lambda.invocations()).toEqual([]);
    await world.lambda.deleteFunctionConcurrency({ FunctionName: "f1" });
    await world.sim.clock.advance("10s");
    expect(world.sim.lambda.invocations().map((i) => [i.attempt, i.invocationType])).toEqual([[1, "Event"]]);
  });

  test("survives a snapshot: the restored simulator retries as the first did", async () => {
    world.sim.lambda.on("f1", new Error("always"));
    await send();
    await world.sim.clock.advance("30s");
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("1h");
    expect(timesOf("f1")).toEqual([0, 60, 180]);
    world.sim.restore(snapshot);
    expect(timesOf("f1")).toEqual([0]);
    await world.sim.clock.advance("1h");
    expect(timesOf("f1")).toEqual([0, 60, 180]);
  });
});

describe("event invoke configurations are honoured", () => {
  const configure = (more: object) =>
    world.lambda.putFunctionEventInvokeConfig({ FunctionName: "f1", ...more });

  test("MaximumRetryAttempts", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    world.sim.lambda.on("f1", new Error("always"));
    await configure({ MaximumRetryAttempts: 0 });
    await send();
    await world.sim.clock.advance("1h");
    expect(timesOf("f1")).toEqual([0]);
    await configure({ MaximumRetryAttempts: 1 });
    await send();
    await world.sim.clock.advance("1h");
    expect(timesOf("f1")).toEqual([0, 3600, 3660]);
  });

  test("MaximumEventAgeInSeconds", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    world.sim.lambda.on("f1", new Error("always"));
    await configure({ MaximumEventAgeInSeconds: 100 });
    await send();
    await world.sim.clock.advance("1h");
    expect(timesOf("f1")).toEqual([0, 60]);
    expect(world.sim.lambda.invocations().at(-1)?.destination?.condition).toBe("EventAgeExceeded");
  });

  test("destinations are recorded", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    const OnSuccess = { Destination: "arn:aws:sqs:us-east-1:123456789012:good" };
    const OnFailure = { Destination: "arn:aws:sqs:us-east-1:123456789012:bad" };
    await configure({ MaximumRetryAttempts: 0, DestinationConfig: { OnSuccess, OnFailure } });
    world.sim.lambda.on("f1", {}, new Error("no"));
    await send();
    await send();
    await world.sim.clock.advance(0);
    expect(world.sim.lambda.invocations().map((i) => i.destination)).toEqual([
      { condition: "Success", arn: OnSuccess.Destination },
      { condition: "RetriesExhausted", arn: OnFailure.Destination },
    ]);
  });
});

test("InvokeAsync answers 202 and runs then", async () => {
  await world.lambda.createFunction(functionNamed("f1"));
  const { Status } = await world.lambda.invokeAsync({
    FunctionName: "f1",
    InvokeArgs: Buffer.from('{"n":2}'),
  });
  expect(Status).toBe(202);
  await world.sim.clock.advance(0);
  expect(world.sim.lambda.invocations()).toEqual([
    expect.objectContaining({
      functionArn: FN("f1"),
      invocationType: "Event",
      payload: { n: 2 },
      response: { statusCode: 200 },
    }),
  ]);
});

test("a reset while a function runs drops the request and leaves nothing behind", async () => {
  world.sim.lambda.on("f1", (_event, context) => context.sleep("1h"));
  const answer = world.lambda.invoke({ FunctionName: "f1" }).then(
    () => "answered",
    (error: Error) => error,
  );
  await expect.poll(() => world.sim.lambda.invocations().length).toBe(1);
  world.sim.reset();
  expect(await answer).toMatchObject({ code: "ECONNRESET" });
  expect(world.sim.lambda.invocations()).toEqual([]);
});
