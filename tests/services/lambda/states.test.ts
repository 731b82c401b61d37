import {
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
  waitUntilPublishedVersionActive,
} from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { conflict, FN, functionNamed, useLambda } from "./lambda-world.js";

const world = useLambda({ delays: { lambda: { creating: "2s", updating: "3s", provisioning: "5s" } } });

const stateOf = (name: string) => world.sim.lambda.function(name)?.State;
const updateOf = (name: string) => world.sim.lambda.function(name)?.LastUpdateStatus;

describe("G01 State", () => {
  test("is Pending until the very millisecond of its delay", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    await world.sim.clock.advance(1999);
    expect([stateOf("f1"), updateOf("f1")]).toEqual(["Pending", undefined]);
    await world.sim.clock.advance(1);
    expect([stateOf("f1"), updateOf("f1")]).toEqual(["Active", "Successful"]);
  });

  test("becomes Active with another revision", async () => {
    const { RevisionId } = await world.lambda.createFunction(functionNamed("f1"));
    await world.sim.clock.advance("2s");
    expect(world.sim.lambda.function("f1")?.RevisionId).not.toBe(RevisionId);
  });

  test("rejects updates, publications and, G08, invocations while Pending", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    const pending = conflict(
      "The operation cannot be performed at this time. The function is currently in the following state: Pending",
    );
    expect(
      await failure(world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 9 })),
    ).toEqual(pending);
    expect(await failure(world.lambda.publishVersion({ FunctionName: "f1" }))).toEqual(pending);
    expect(await failure(world.lambda.invoke({ FunctionName: "f1" }))).toEqual(pending);
  });

  test("G08 accepts invocations while Pending on request", async () => {
    world.sim.lambda.pendingInvokes = "accept";
    await world.lambda.createFunction(functionNamed("f1"));
    expect((await world.lambda.invoke({ FunctionName: "f1" })).StatusCode).toBe(200);
    world.sim.reset();
    expect(world.sim.lambda.pendingInvokes).toBe("reject");
  });
});

describe("G04 LastUpdateStatus", () => {
  test("is InProgress until the very millisecond of its delay", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    await world.sim.clock.advance("2s");
    const { RevisionId } = await world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 9 });
    await world.sim.clock.advance(2999);
    expect([stateOf("f1"), updateOf("f1")]).toEqual(["Active", "InProgress"]);
    await world.sim.clock.advance(1);
    expect([stateOf("f1"), updateOf("f1")]).toEqual(["Active", "Successful"]);
    expect(world.sim.lambda.function("f1")?.RevisionId).not.toBe(RevisionId);
  });

  test("rejects further updates during an update", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    await world.sim.clock.advance("2s");
    await world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 9 });
    expect(
      await failure(world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 9 })),
    ).toEqual(
      conflict(
        `The operation cannot be performed at this time. An update is in progress for resource: ${FN("f1")}`,
      ),
    );
  });
});

test("G01 delays by describe calls: the last Pending answer is the one asked for", async () => {
  world.sim.delays.set({ lambda: { creating: { describes: 2 } } });
  await world.lambda.createFunction(functionNamed("f1"));
  const get = async () => (await world.lambda.getFunctionConfiguration({ FunctionName: "f1" })).State;
  expect([await get(), await get(), await get()]).toEqual(["Pending", "Pending", "Active"]);
});

test("G01 delay never: Pending until released", async () => {
  world.sim.delays.set({ lambda: { creating: "never" } });
  for (const name of ["f1", "f2"]) await world.lambda.createFunction(functionNamed(name));
  await world.sim.clock.advance("90d");
  expect([stateOf("f1"), stateOf("f2")]).toEqual(["Pending", "Pending"]);
  expect(world.sim.transitions.release("lambda", "creating", "f1")).toBe(1);
  await world.sim.clock.advance(0);
  expect([stateOf("f1"), stateOf("f2")]).toEqual(["Active", "Pending"]);
});

test("a function deleted during an update stays deleted", async () => {
  await world.lambda.createFunction(functionNamed("f1"));
  await world.lambda.deleteFunction({ FunctionName: "f1" });
  await world.sim.clock.advance("1h");
  expect(world.sim.lambda.functions()).toEqual([]);
});

test("G01 G04 the SDK's waiters end", async () => {
  world.sim.delays.set({ lambda: 0 });
  const client = world.lambda;
  const options = { client, maxWaitTime: 5, minDelay: 1, maxDelay: 1 };
  await client.createFunction(functionNamed("f1", { Publish: true }));
  expect((await waitUntilFunctionActiveV2(options, { FunctionName: "f1" })).state).toBe("SUCCESS");
  expect((await waitUntilPublishedVersionActive(options, { FunctionName: "f1", Qualifier: "1" })).state).toBe(
    "SUCCESS",
  );
  await client.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 9 });
  expect((await waitUntilFunctionUpdatedV2(options, { FunctionName: "f1" })).state).toBe("SUCCESS");
});
