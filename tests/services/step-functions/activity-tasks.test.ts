import { SFN } from "@aws-sdk/client-sfn";
import { expect, test } from "vitest";
import { executionsWorld } from "./executions-world.js";
import { activityArn as arnOf, START } from "./step-functions-world.js";

const world = executionsWorld();
const activityArn = arnOf("a");
const working = { T: { Type: "Task", Resource: activityArn, End: true } };

/** A state machine whose tasks workers of the activity "a" do. */
async function machine(): Promise<string> {
  await world.sfn.createActivity({ name: "a" });
  return world.states(working);
}

/** A poll that has reached the simulator. */
async function poll(options: { abortSignal?: AbortSignal } = {}, sfn = world.sfn) {
  const input = sfn.getActivityTask({ activityArn }, options).then(
    (task) => task.input,
    (error: Error) => error.name,
  );
  await world.sim.clock.advance(0);
  return { input };
}

test("a worker waits for a task, and gets it as soon as there is one", async () => {
  const arn = await machine();
  const { input } = await poll();
  await world.start(arn, { a: 1 });
  expect(await input).toBe('{"a":1}');
  expect(world.sim.clock.now()).toBe(START.getTime());
});

test("a worker waits for a minute", async () => {
  await machine();
  const { input } = await poll();
  await world.sim.clock.advance("60s");
  expect(await input).toBeUndefined();
});

test("with a frozen clock, a waiting worker does not hang", async () => {
  await machine();
  expect((await world.sfn.getActivityTask({ activityArn })).taskToken).toBeUndefined();
  expect(world.sim.clock.now()).toBe(START.getTime());
});

test("of several workers, each gets one task, the first that came first", async () => {
  const arn = await machine();
  const first = await poll();
  const second = await poll();
  await world.start(arn, 1);
  expect(await first.input).toBe("1");
  await world.start(arn, 2);
  expect(await second.input).toBe("2");
});

test("a worker that has disconnected receives no task", async () => {
  const arn = await machine();
  const gone = new AbortController();
  // Without a socket the simulator learns of the end when it happens, not when the system reports it.
  const direct = new SFN(world.sim.clientConfig({ direct: true }));
  const { input } = await poll({ abortSignal: gone.signal }, direct);
  gone.abort();
  expect(await input).toBe("AbortError");
  await world.start(arn, "kept");
  expect((await world.sfn.getActivityTask({ activityArn })).input).toBe('"kept"');
});

test("a reset ends the wait, and the worker's request with it", async () => {
  await machine();
  const { input } = await poll();
  world.sim.reset();
  expect(await input).toMatch(/Error/);
});
