import { ECS, waitUntilTasksRunning, waitUntilTasksStopped } from "@aws-sdk/client-ecs";
import { describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim, type TaskContext } from "../../../lib/index.js";
import { JOB, NETWORK, RUN_JOB, taskWorld } from "./task-world.js";

const world = taskWorld();

async function prepare(ecs: ECS): Promise<void> {
  await ecs.createCluster({});
  await ecs.registerTaskDefinition(JOB);
}

describe("snapshot and restore", () => {
  test("carry tasks that are in progress, with their timers and ids", async () => {
    const taskArn = await world.run();
    await world.sim.clock.advance("3s");
    const snapshot = world.sim.snapshot();
    const story = async () => {
      await world.sim.clock.advance("1s");
      const next = await world.run();
      return [await world.statusOf(taskArn), next];
    };
    const first = await story();
    world.sim.restore(snapshot);
    expect(await world.statusOf(taskArn)).toBe("PENDING/RUNNING");
    expect(await story()).toEqual(first);
    expect(first[0]).toBe("RUNNING/RUNNING");
  });

  test("handlers that were in progress start again, at the same step of their sequence", async () => {
    world.sim.delays.set({ ecs: 0 });
    const begun: string[] = [];
    const sleeper = (exitCode: number) => async (task: TaskContext) => {
      begun.push(`${exitCode}`);
      task.stdout(`step ${exitCode}`);
      await task.sleep("1h");
      return exitCode;
    };
    const handle = world.sim.ecs.onTask("job", [sleeper(1), sleeper(2), sleeper(3)]);
    const exits = () => handle.runs.map(({ exitCode }) => exitCode);
    await world.run();
    await world.sim.clock.advance("30m");
    await world.run();
    await world.sim.clock.advance("1m");
    const snapshot = world.sim.snapshot();
    for (const _ of [1, 2]) {
      await world.run();
      await world.sim.clock.advance("2h");
      expect(exits()).toEqual([1, 2, 3]);
      world.sim.restore(snapshot);
      expect(exits()).toEqual([undefined, undefined]);
      await world.sim.clock.advance("59m");
      expect(exits()).toEqual([undefined, undefined]);
      await world.sim.clock.advance("1m");
      expect(exits()).toEqual([1, 2]);
      world.sim.restore(snapshot);
    }
    await world.sim.clock.advance(0);
    expect(begun.slice(0, 5)).toEqual(["1", "2", "3", "1", "2"]);
    expect(handle.runs.map(({ stdout }) => stdout)).toEqual(["step 1\nstep 1", "step 2\nstep 2"]);
  });

  test("a stopped handler does not start again: it has handled the signal", async () => {
    world.sim.delays.set({ ecs: 0 });
    let begun = 0;
    world.sim.ecs.onTask("job", (task) => {
      begun++;
      return task.sleep("1h").catch(() => new Promise(() => {}));
    });
    const taskArn = await world.run();
    await world.sim.clock.advance("1m");
    world.sim.delays.set({ ecs: { stopping: "10s" } });
    world.sim.ecs.interruptTask(taskArn, { stopCode: "SpotInterruption", stoppedReason: "spot" });
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("10s");
    expect(world.sim.ecs.runs()).toMatchObject([{ exitCode: 137 }]);
    world.sim.restore(snapshot);
    await world.sim.clock.advance("10s");
    expect(world.sim.ecs.runs()).toMatchObject([{ exitCode: 143 }]);
    expect(begun).toBe(1);
  });

  test("stop handlers, whose results are ignored", async () => {
    world.sim.delays.set({ ecs: 0 });
    const snapshot = world.sim.snapshot();
    let aborted = false;
    world.sim.ecs.onTask("job", async (task) => {
      await task.stopped;
      aborted = true;
      task.stdout("from the past");
      return 3;
    });
    await world.run();
    world.sim.restore(snapshot);
    await world.sim.clock.advance("1m");
    expect(aborted).toBe(true);
    expect(world.sim.ecs.runs()).toEqual([]);
    expect(world.sim.ecs.tasks()).toEqual([]);
  });
});

describe("the handle of a behaviour", () => {
  test("shows the runs since it was set in all accounts and regions", async () => {
    await world.run();
    const handle = world.sim.ecs.onTask("job", {});
    const elsewhere = { accountId: "222222222222", region: "eu-west-1" };
    const ecs = new ECS(world.sim.clientConfig(elsewhere));
    await prepare(ecs);
    const { tasks = [] } = await ecs.runTask(RUN_JOB);
    await world.sim.clock.advance("1s");
    const taskArn = await world.run();
    expect(handle.runs.map((run) => run.taskArn)).toEqual([tasks[0]?.taskArn, taskArn]);
    ecs.destroy();
  });

  test("shows them after a restore to a time before it was set", async () => {
    const snapshot = world.sim.snapshot();
    await world.run();
    await world.run();
    const handle = world.sim.ecs.onTask("job", {});
    expect(handle.runs).toEqual([]);
    world.sim.restore(snapshot);
    const taskArn = await world.run();
    expect(handle.runs.map((run) => run.taskArn)).toEqual([taskArn]);
  });
});

describe("reset", () => {
  test("I09 nothing of a handler that was running is recorded afterwards", async () => {
    world.sim.delays.set({ ecs: 0 });
    let ended = false;
    const handle = world.sim.ecs.onTask("job", async (task) => {
      await task.stopped;
      task.stdout("too late");
      ended = true;
      return 3;
    });
    await world.run();
    world.sim.reset();
    await world.sim.clock.advance("1m");
    expect(ended).toBe(true);
    expect(world.sim.ecs.runs()).toEqual([]);
    expect(handle.runs).toEqual([]);
  });

  test("I09 old handlers are not called any more", async () => {
    let calls = 0;
    world.sim.ecs.onTask("job", () => void calls++);
    world.sim.reset();
    world.sim.delays.set({ ecs: 0 });
    await prepare(world.ecs);
    await world.run();
    expect(calls).toBe(0);
  });
});

describe("isolation", () => {
  test("I09 accounts and regions do not see each other's tasks", async () => {
    const taskArn = await world.run();
    for (const where of [{ accountId: "210987654321" }, { region: "eu-west-1" }]) {
      const ecs = new ECS(world.sim.clientConfig({ ...where, direct: true }));
      await prepare(ecs);
      const { tasks = [] } = await ecs.runTask(RUN_JOB);
      expect((await ecs.listTasks({})).taskArns).toEqual([tasks[0]?.taskArn]);
      expect((await ecs.describeTasks({ tasks: [taskArn.split("/").at(-1) ?? ""] })).tasks).toEqual([]);
    }
    expect((await world.ecs.listTasks({})).taskArns).toEqual([taskArn]);
    expect(world.sim.ecs.tasks({ region: "eu-west-1" })).toHaveLength(1);
  });

  test("the same seed gives the same tasks", async () => {
    const taskArn = await world.run();
    world.sim.reset();
    await prepare(world.ecs);
    expect(await world.run()).toBe(taskArn);
  });
});

describe("what tests read", () => {
  test("is a copy", async () => {
    const taskArn = await world.run();
    Object.assign(world.sim.ecs.task(taskArn) ?? {}, { lastStatus: "GONE" });
    expect(world.sim.ecs.task(taskArn)?.lastStatus).toBe("PROVISIONING");
    expect(world.sim.ecs.task("arn:x")).toBeUndefined();
  });

  test("B02 a cluster's counts follow its tasks", async () => {
    const counts = async () => {
      const { clusters = [] } = await world.ecs.describeClusters({});
      return [clusters[0]?.pendingTasksCount, clusters[0]?.runningTasksCount];
    };
    const taskArn = await world.run();
    expect(await counts()).toEqual([1, 0]);
    await world.sim.clock.advance("4s");
    expect(await counts()).toEqual([0, 1]);
    await world.ecs.stopTask({ task: taskArn });
    await world.sim.clock.advance("2s");
    expect(await counts()).toEqual([0, 0]);
  });
});

describe("the SDK's waiters", () => {
  const fast = { minDelay: 0.01, maxDelay: 0.02, maxWaitTime: 5 };

  async function withSim(
    options: Parameters<typeof createAwsSim>[0],
    story: (sim: AwsSim, ecs: ECS) => Promise<void>,
  ) {
    await using sim = await createAwsSim(options);
    const ecs = new ECS(sim.clientConfig());
    await prepare(ecs);
    await story(sim, ecs);
    ecs.destroy();
  }

  test("work with a running clock and small delays", async () => {
    await withSim({ delays: { ecs: "5ms" } }, async (_, ecs) => {
      const { tasks = [] } = await ecs.runTask(RUN_JOB);
      const input = { tasks: [tasks[0]?.taskArn ?? ""] };
      expect((await waitUntilTasksRunning({ client: ecs, ...fast }, input)).state).toBe("SUCCESS");
      await ecs.stopTask({ task: input.tasks[0] ?? "" });
      expect((await waitUntilTasksStopped({ client: ecs, ...fast }, input)).state).toBe("SUCCESS");
    });
  });

  test("work with a clock that the test advances", async () => {
    const { tasks = [] } = await world.ecs.runTask({ ...RUN_JOB, networkConfiguration: NETWORK });
    const running = waitUntilTasksRunning(
      { client: world.ecs, ...fast },
      { tasks: [tasks[0]?.taskArn ?? ""] },
    );
    await world.sim.clock.advance("4s");
    expect((await running).state).toBe("SUCCESS");
  });

  test("fail for a task that stops instead of running", async () => {
    world.sim.delays.set({ ecs: 0 });
    world.sim.ecs.onTask("job", { failToStart: "CannotPullContainerError: no such image" });
    const taskArn = await world.run();
    await expect(
      waitUntilTasksRunning({ client: world.ecs, ...fast }, { tasks: [taskArn] }),
    ).rejects.toThrow();
  });
});
