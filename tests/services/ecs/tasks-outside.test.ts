import { setTimeout as realTime } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { TaskContext, TaskHandler } from "../../../lib/index.js";
import { taskWorld } from "./task-world.js";

const world = taskWorld({ delays: { ecs: 0 } });

/** Runs a task with a handler, and returns its ARN and what the handler has. */
async function start(handler: TaskHandler): Promise<{ taskArn: string; task: TaskContext }> {
  const seen = vi.fn(handler);
  world.sim.ecs.onTask("job", seen);
  const taskArn = await world.run();
  const [task] = seen.mock.lastCall ?? [];
  if (!task) throw new Error("The handler was not called.");
  return { taskArn, task };
}

describe("work outside of the simulator", () => {
  test("an advance waits for it as long as its patience, and the handler gets its result", async () => {
    const { taskArn } = await start((task) => task.outside(realTime(500, 4), 60_000));
    await world.sim.clock.advance("1m");
    expect(await world.exitCodes(taskArn)).toEqual({ app: 4 });
    // It ended before time moved on.
    const { startedAt, stoppedAt } = await world.describe(taskArn);
    expect(stoppedAt).toEqual(startedAt);
  });

  test("an advance continues when its patience has ended", async () => {
    let finish = (_: number): void => {};
    const result = new Promise<number>((resolve) => {
      finish = resolve;
    });
    const { taskArn } = await start((task) => task.outside(result, 0));
    await world.sim.clock.advance("1h");
    expect(await world.statusOf(taskArn)).toBe("RUNNING/RUNNING");
    finish(5);
    await world.sim.clock.advance(0);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 5 });
  });

  test("what rejects is the handler's to deal with", async () => {
    const { taskArn } = await start((task) =>
      task.outside(Promise.reject(new Error("refused"))).catch(({ message }: Error) => {
        task.stdout(message);
        return 6;
      }),
    );
    await world.sim.clock.advance(0);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 6 });
    expect(world.sim.ecs.runs("job")[0]?.stdout).toBe("refused");
  });

  test("has until the stopTimeout, whatever the delay is; then the container is killed", async () => {
    const { taskArn, task } = await start(({ outside }) => outside(new Promise<number>(() => {}), 0));
    await world.ecs.stopTask({ task: taskArn });
    await world.sim.clock.advance(30_000 - 1);
    expect([task.signal.aborted, task.killed.aborted]).toEqual([true, false]);
    expect(await world.statusOf(taskArn)).toBe("RUNNING/STOPPED");
    await world.sim.clock.advance(1);
    expect(task.killed.aborted).toBe(true);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 137 });
  });

  test("a reset kills it", async () => {
    const { task } = await start(({ outside }) => outside(new Promise<number>(() => {}), 0));
    world.sim.reset();
    expect([task.signal.aborted, task.killed.aborted]).toEqual([true, true]);
  });
});

describe("the environment for a process", () => {
  test("has what the container has, and leads AWS clients to the simulator", async () => {
    const { task } = await start(() => 0);
    const base = { PATH: "/bin", AWS_PROFILE: "mine", aws_access_key_id: "real", EMPTY: undefined };
    const { HOSTNAME, NO_PROXY, no_proxy, ...environment } = task.env(base);
    expect(HOSTNAME).toBe(`ip-${task.privateIpv4Address?.replaceAll(".", "-")}.ec2.internal`);
    expect(environment).toEqual({
      ...task.environment,
      PATH: "/bin",
      AWS_ENDPOINT_URL: world.sim.url,
      AWS_ACCESS_KEY_ID: "123456789012",
      AWS_SECRET_ACCESS_KEY: expect.any(String),
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_DISABLE_HOST_PREFIX_INJECTION: "true",
      // By it the records of requests have the task as their cause.
      AWS_SDK_UA_APP_ID: expect.stringMatching(/^aws-sim-[0-9a-f]{32}$/),
    });
  });
});
