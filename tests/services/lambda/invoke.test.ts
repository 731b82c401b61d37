import { describe, expect, test } from "vitest";
import type { LambdaContext } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";
import { FN, functionNamed, notFound, UUID, useLambda } from "./lambda-world.js";

const world = useLambda();

/** What an Invoke answered, its payload parsed. */
async function invoke(FunctionName: string, payload?: unknown, more: object = {}) {
  const answer = await world.lambda.invoke({
    FunctionName,
    ...(payload !== undefined && { Payload: JSON.stringify(payload) }),
    ...more,
  });
  const { StatusCode, FunctionError, ExecutedVersion, Payload } = answer;
  const text = Payload ? Payload.transformToString() : "";
  return { StatusCode, FunctionError, ExecutedVersion, payload: text === "" ? undefined : JSON.parse(text) };
}

describe("G05 what a function answers", () => {
  test("by default", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    expect(await invoke("f1")).toEqual({
      StatusCode: 200,
      FunctionError: undefined,
      ExecutedVersion: "$LATEST",
      payload: { statusCode: 200 },
    });
  });

  test("by a default of the test", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    world.sim.lambda.respondByDefault((event: { n: number }) => event.n + 1);
    expect((await invoke("f1", { n: 1 })).payload).toBe(2);
    world.sim.lambda.respondByDefault({ ok: true });
    expect((await invoke("f1")).payload).toEqual({ ok: true });
  });

  test("with a handler, asynchronous or not", async () => {
    world.sim.lambda.on("f1", (event) => ({ sent: event.rows }));
    expect((await invoke("f1", { rows: 42 })).payload).toEqual({ sent: 42 });
    world.sim.lambda.on("f1", async (event) => event.rows);
    expect((await invoke("f1", { rows: 42 })).payload).toBe(42);
  });

  test.each([[{ a: [1] }], [[1, 2]], ["text"], [7], [true], [null]])(
    "with the static response %j",
    async (response) => {
      world.sim.lambda.on("f1", response);
      expect((await invoke("f1")).payload).toEqual(response);
    },
  );

  test("nothing becomes null", async () => {
    world.sim.lambda.on("f1", () => undefined);
    const { Payload } = await world.lambda.invoke({ FunctionName: "f1" });
    expect(Payload?.transformToString()).toBe("null");
  });

  test("with a sequence, whose last outcome stays", async () => {
    world.sim.lambda.on("f1", new Error("busy"), { n: 1 }, () => ({ n: 2 }));
    const answers = [await invoke("f1"), await invoke("f1"), await invoke("f1"), await invoke("f1")];
    expect(answers.map((answer) => answer.FunctionError ?? answer.payload)).toEqual([
      "Unhandled",
      { n: 1 },
      { n: 2 },
      { n: 2 },
    ]);
  });

  test("an empty body is an empty event", async () => {
    const spy = world.sim.lambda.on("f1", (event) => event);
    expect((await invoke("f1")).payload).toEqual({});
    expect(spy.lastInvocation?.rawPayload).toEqual(new Uint8Array());
  });

  test("every run gets an event of its own", async () => {
    world.sim.lambda.on("f1", (event: { touched?: boolean }) => {
      event.touched = true;
      return null;
    });
    await invoke("f1", { n: 1 });
    expect(world.sim.lambda.invocations()[0]?.payload).toEqual({ n: 1 });
  });
});

describe("which behaviour a function has", () => {
  test("a behaviour is enough to be invoked, nothing else is", async () => {
    world.sim.lambda.on("implicit", "here");
    expect((await invoke("implicit")).payload).toBe("here");
    expect(await failure(world.lambda.invoke({ FunctionName: "gone" }))).toEqual(
      notFound(`Function not found: ${FN("gone:$LATEST")}`),
    );
    expect(await failure(world.lambda.invoke({ FunctionName: "gone", Qualifier: "x" }))).toEqual(
      notFound(`Function not found: ${FN("gone:x")}`),
    );
    expect((await failure(world.lambda.getFunction({ FunctionName: "implicit" }))).code).toBe(
      "ResourceNotFoundException",
    );
  });

  test("the most exact name wins, then the last", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    await world.lambda.createAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "1" });
    world.sim.lambda.on("f1:live", "alias");
    world.sim.lambda.on("f1", "first");
    world.sim.lambda.on("f1", "second");
    world.sim.lambda.on("arn:aws:lambda:eu-west-1:123456789012:function:f1", "elsewhere");
    expect((await invoke("f1")).payload).toBe("second");
    expect((await invoke("f1:live")).payload).toBe("alias");
  });

  test("restore takes a behaviour back", async () => {
    world.sim.lambda.on("f1", "first");
    const second = world.sim.lambda.on("f1", "second");
    second.restore();
    expect((await invoke("f1")).payload).toBe("first");
  });

  test("an invalid name is rejected immediately", () => {
    expect(() => world.sim.lambda.on("not a name", {})).toThrow(
      new TypeError('Invalid function name or ARN: "not a name". Use "name", "name:alias" or an ARN.'),
    );
  });
});

test("G06 the spy has everything of an invocation", async () => {
  await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
  const spy = world.sim.lambda.on("f1", () => ({ ok: true }));
  const ClientContext = Buffer.from(JSON.stringify({ custom: { a: "b" } })).toString("base64");
  const { $metadata } = await world.lambda.invoke({
    FunctionName: "f1",
    Qualifier: "1",
    Payload: '{"n":1}',
    ClientContext,
  });
  const whole = {
    functionName: "f1",
    functionArn: FN("f1:1"),
    qualifier: "1",
    executedVersion: "1",
    invocationType: "RequestResponse",
    payload: { n: 1 },
    rawPayload: new Uint8Array(Buffer.from('{"n":1}')),
    clientContext: { custom: { a: "b" } },
    requestId: $metadata.requestId,
    time: new Date("2024-05-01T12:00:00.000Z"),
    attempt: 1,
    response: { ok: true },
  };
  expect(spy.invocations).toEqual([whole]);
  expect(spy.lastInvocation).toEqual(whole);
  expect(spy.callCount).toBe(1);
  expect(world.sim.lambda.invocations("f1")).toEqual([whole]);
  world.sim.lambda.on("other", null);
  expect(world.sim.lambda.invocations("other")).toEqual([]);
  spy.reset();
  expect([spy.callCount, spy.lastInvocation]).toEqual([0, undefined]);
});

test("G06 what is read is a copy", async () => {
  const spy = world.sim.lambda.on("f1", () => ({ ok: true }));
  await invoke("f1", { n: 1 });
  (spy.invocations[0]?.payload as { n: number }).n = 2;
  expect(spy.invocations[0]?.payload).toEqual({ n: 1 });
});

test("the context has the properties of the runtime", async () => {
  await world.lambda.createFunction(
    functionNamed("f1", {
      Timeout: 10,
      MemorySize: 512,
      Environment: { Variables: { STAGE: "test" } },
      Publish: true,
    }),
  );
  await world.lambda.createAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "1" });
  world.sim.lambda.on("f1", async (_event, context) => {
    const before = context.getRemainingTimeInMillis();
    await context.sleep("4s");
    const { signal, sleep, log, getRemainingTimeInMillis, ...rest } = context;
    return { ...rest, before, after: getRemainingTimeInMillis(), aborted: signal.aborted };
  });
  const answer = invoke("f1:live");
  await world.sim.clock.advance("4s");
  const { payload, ExecutedVersion } = await answer;
  expect(ExecutedVersion).toBe("1");
  expect(payload).toEqual({
    functionName: "f1",
    functionVersion: "1",
    invokedFunctionArn: FN("f1:live"),
    memoryLimitInMB: "512",
    awsRequestId: expect.stringMatching(UUID),
    logGroupName: "/aws/lambda/f1",
    logStreamName: expect.stringMatching(/^2024\/05\/01\/\[1\][0-9a-f]{32}$/),
    env: expect.objectContaining({
      STAGE: "test",
      AWS_REGION: "us-east-1",
      AWS_LAMBDA_FUNCTION_VERSION: "1",
      _HANDLER: "index.handler",
    }),
    attempt: 1,
    before: 10_000,
    after: 6_000,
    aborted: false,
  });
});

test("a handler that needs exactly its time is too late, however it waits", async () => {
  await world.lambda.createFunction(functionNamed("f1", { Timeout: 3 }));
  for (const wait of [() => world.sim.clock.sleep("3s"), (context: LambdaContext) => context.sleep("3s")]) {
    world.sim.lambda.on("f1", async (_event, context) => {
      await wait(context);
      return "in time";
    });
    const answer = invoke("f1");
    await world.sim.clock.advance("3s");
    expect((await answer).payload).toMatchObject({ errorType: "Sandbox.Timedout" });
  }
});

test("the signal of a handler that has returned is aborted", async () => {
  let kept: LambdaContext | undefined;
  world.sim.lambda.on("f1", (_event, context) => {
    kept = context;
    return context.awsRequestId;
  });
  await invoke("f1");
  expect(kept?.signal.aborted).toBe(true);
  await expect(kept?.sleep("1s")).rejects.toThrow("The function f1 ended.");
});

test("a function that returns without waiting is done when the next is called", async () => {
  await world.lambda.createFunction(functionNamed("f1"));
  await world.lambda.putFunctionConcurrency({ FunctionName: "f1", ReservedConcurrentExecutions: 1 });
  const spy = world.sim.lambda.on("f1", { ok: true });
  for (let i = 0; i < 3; i++)
    await world.lambda.invoke({ FunctionName: "f1", InvocationType: "Event", Payload: "{}" });
  await world.sim.clock.advance(0);
  expect(spy.callCount).toBe(3);
  expect(new Set(spy.invocations.map(({ error }) => error))).toEqual(new Set([undefined]));
});

test("an alias with weights spreads invocations, the same way for the same seed", async () => {
  await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
  await world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 9 });
  await world.lambda.publishVersion({ FunctionName: "f1" });
  await world.lambda.createAlias({
    FunctionName: "f1",
    Name: "live",
    FunctionVersion: "1",
    RoutingConfig: { AdditionalVersionWeights: { "2": 0.5 } },
  });
  const versions = new Set<string | undefined>();
  for (let n = 0; n < 40; n++) versions.add((await invoke("f1:live")).ExecutedVersion);
  expect([...versions].sort()).toEqual(["1", "2"]);
  await world.lambda.updateAlias({
    FunctionName: "f1",
    Name: "live",
    RoutingConfig: { AdditionalVersionWeights: { "2": 1 } },
  });
  expect((await invoke("f1:live")).ExecutedVersion).toBe("2");
});

test("G07 DryRun runs nothing", async () => {
  const spy = world.sim.lambda.on("f1", {});
  const { StatusCode, ExecutedVersion, $metadata } = await world.lambda.invoke({
    FunctionName: "f1",
    InvocationType: "DryRun",
  });
  expect([StatusCode, $metadata.httpStatusCode, ExecutedVersion, spy.callCount]).toEqual([
    204,
    204,
    undefined,
    0,
  ]);
  expect(
    (await failure(world.lambda.invoke({ FunctionName: "gone", InvocationType: "DryRun" }))).status,
  ).toBe(404);
});

describe("G07 G10 logs", () => {
  const tail = async (more: object = {}) => {
    const { LogResult } = await world.lambda.invoke({ FunctionName: "f1", LogType: "Tail", ...more });
    return Buffer.from(LogResult ?? "", "base64").toString();
  };

  test("Tail has START, what the handler wrote, END and REPORT", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    world.sim.lambda.on("f1", async (_event, context) => {
      context.log("hello", { n: 1 });
      await context.sleep(1500);
    });
    const cold = tail();
    await world.sim.clock.advance("2s");
    const id = world.sim.lambda.invocations()[0]?.requestId;
    const arn = world.sim.lambda.function("f1")?.RuntimeVersionConfig?.RuntimeVersionArn;
    expect(await cold).toBe(
      `INIT_START Runtime Version: nodejs:22.x.v1\tRuntime Version ARN: ${arn}\n` +
        `START RequestId: ${id} Version: $LATEST\nhello {"n":1}\nEND RequestId: ${id}\n` +
        `REPORT RequestId: ${id}\tDuration: 1500.00 ms\tBilled Duration: 1500 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 100.00 ms\t\n`,
    );
    const warm = tail();
    await world.sim.clock.advance("2s");
    expect(await warm).toMatch(/^START RequestId: /);
    expect(await warm).not.toContain("Init Duration");
  });

  test("Tail has the last 4 KB only", async () => {
    world.sim.lambda.on("f1", (_event, context) => context.log("x".repeat(10_000)));
    const text = await tail();
    expect(Buffer.byteLength(text)).toBe(4096);
    expect(text).toMatch(/^x+\nEND RequestId: /);
  });

  test("no log is answered unless asked for", async () => {
    world.sim.lambda.on("f1", {});
    expect((await world.lambda.invoke({ FunctionName: "f1" })).LogResult).toBeUndefined();
  });
});
