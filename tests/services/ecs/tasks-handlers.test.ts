import { describe, expect, test, vi } from "vitest";
import type { TaskContext, TaskHandler } from "../../../lib/services/ecs/tasks/outcome.js";
import { JOB, momentAt, RUN_JOB, taskWorld } from "./task-world.js";

const world = taskWorld({ delays: { ecs: 0 } });

/** Registers a family of several containers. */
async function register(family: string, containerDefinitions: object[]): Promise<void> {
  await world.ecs.registerTaskDefinition({
    ...JOB,
    family,
    containerDefinitions: containerDefinitions.map((definition) => ({
      name: "app",
      image: "repo:1",
      ...definition,
    })),
  });
}

function boom(): never {
  throw new Error("cannot be read");
}

function thrownBy(reason: unknown): never {
  throw reason;
}

function hostileError(): Error {
  return Object.defineProperties(new Error(), {
    stack: { get: boom },
    message: { get: boom },
    name: { get: boom },
  });
}

async function stoppedBecause(taskArn: string) {
  const { stopCode, stoppedReason } = await world.describe(taskArn);
  return { stopCode, stoppedReason };
}

describe("what a task does", () => {
  test("B14 a fixed outcome", async () => {
    world.sim.ecs.onTask("job", {
      exitCode: 7,
      reason: "OutOfMemoryError: Container killed due to memory usage",
    });
    const task = await world.describe(await world.run());
    expect(task.containers?.[0]).toMatchObject({
      exitCode: 7,
      reason: "OutOfMemoryError: Container killed due to memory usage",
    });
    expect(task).toMatchObject({
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
    });
  });

  test("B14 an outcome after a duration, at its moment", async () => {
    world.sim.ecs.onTask("job", { exitCode: 1, duration: "10m" });
    const taskArn = await world.run();
    await world.sim.clock.advance(600_000 - 1);
    expect(await world.statusOf(taskArn)).toBe("RUNNING/RUNNING");
    await world.sim.clock.advance(1);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 1 });
  });

  test("forever: until it is stopped", async () => {
    world.sim.ecs.onTask("job", { duration: "forever" });
    const taskArn = await world.run();
    await world.sim.clock.advance("10d");
    expect(await world.statusOf(taskArn)).toBe("RUNNING/RUNNING");
    await world.ecs.stopTask({ task: taskArn });
    expect(await world.exitCodes(taskArn)).toEqual({ app: 143 });
  });

  test("without a handler, it runs until it is stopped", async () => {
    const taskArn = await world.run();
    expect(await world.statusOf(taskArn)).toBe("RUNNING/RUNNING");
  });

  test("B14 a synchronous handler's outcome, exit code or nothing", async () => {
    const results = [{ exitCode: 4 }, 5, undefined];
    const codes: (number | undefined)[] = [];
    for (const result of results) {
      world.sim.ecs.onTask("job", () => result);
      codes.push((await world.exitCodes(await world.run())).app);
    }
    expect(codes).toEqual([4, 5, 0]);
  });

  test("B14 an asynchronous handler that sleeps on the simulated clock", async () => {
    world.sim.ecs.onTask("job", async (task) => {
      await task.sleep("1h");
      return 9;
    });
    const taskArn = await world.run();
    await world.sim.clock.advance(3_600_000 - 1);
    expect(await world.statusOf(taskArn)).toBe("RUNNING/RUNNING");
    await world.sim.clock.advance(1);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 9 });
    expect((await world.describe(taskArn)).stoppedAt).toEqual(momentAt(3_600_000));
  });

  test("B14 a handler that throws exits with 1 and the error on standard error", async () => {
    world.sim.ecs.onTask("job", () => {
      throw new Error("no disk");
    });
    expect(await world.exitCodes(await world.run())).toEqual({ app: 1 });
    expect(world.sim.ecs.runs("job")[0]?.stderr).toContain("Error: no disk");
  });

  test.each<[string, () => unknown]>([
    ["throws an error that cannot be read", () => thrownBy(hostileError())],
    ["rejects with it", () => Promise.reject(hostileError())],
    ["returns an outcome whose members cannot be read", () => new Proxy({}, { get: boom, has: boom })],
    [
      "resolves with one",
      () =>
        Promise.resolve({
          get exitCode() {
            return boom();
          },
        }),
    ],
    [
      "returns an outcome of another container that cannot be read",
      () => ({
        containers: {
          other: {
            get stdout() {
              return boom();
            },
          },
        },
      }),
    ],
  ])("a handler that %s exits with 1", async (_, handler) => {
    world.sim.ecs.onTask("job", handler as TaskHandler);
    const taskArn = await world.run();
    await world.sim.clock.advance(0);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 1 });
  });

  test("B14 a promise that is rejected does the same", async () => {
    world.sim.ecs.onTask("job", () => Promise.reject(new Error("no network")));
    const taskArn = await world.run();
    await world.sim.clock.advance(0);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 1 });
    expect(world.sim.ecs.runs("job")[0]?.stderr).toContain("Error: no network");
  });

  test("B14 a sequence, whose last is repeated", async () => {
    world.sim.ecs.onTask("job", [{ exitCode: 1 }, () => 2, { exitCode: 0 }]);
    const codes: (number | undefined)[] = [];
    for (let run = 0; run < 4; run++) codes.push((await world.exitCodes(await world.run())).app);
    expect(codes).toEqual([1, 2, 0, 0]);
  });

  test("B22 a task that the platform fails to start has no exit code", async () => {
    const reason = "CannotPullContainerError: pull image manifest has been retried 1 time(s): not found";
    world.sim.ecs.onTask("job", { failToStart: reason });
    const taskArn = await world.run();
    const task = await world.describe(taskArn);
    expect(task).toMatchObject({
      lastStatus: "STOPPED",
      stopCode: "TaskFailedToStart",
      stoppedReason: reason,
    });
    expect(task.startedAt).toBeUndefined();
    expect(task.containers?.[0]).toMatchObject({ lastStatus: "STOPPED", reason });
    expect(task.containers?.[0]).not.toHaveProperty("exitCode");
    expect(task.containers?.[0]).not.toHaveProperty("runtimeId");
  });

  test("B11 B22 neither has one whose handler returns this", async () => {
    world.sim.ecs.onTask("job", () => ({ failToStart: "ResourceInitializationError: x" }));
    expect(await world.exitCodes(await world.run())).toEqual({ app: undefined });
  });

  test("a handler that is taken back is not called again", async () => {
    const handle = world.sim.ecs.onTask("job", () => 1);
    handle.remove();
    expect(await world.statusOf(await world.run())).toBe("RUNNING/RUNNING");
    expect(handle.runs).toHaveLength(1);
  });

  test("a pattern: of the families without a behaviour of their own, and the newest that matches", async () => {
    await register("job-a", [{}]);
    const codes = async () => {
      const arns = [await world.run(), await world.run({ taskDefinition: "job-a" })];
      return Promise.all(arns.map(async (arn) => (await world.exitCodes(arn)).app));
    };
    const all = world.sim.ecs.onTask("*", { exitCode: 1 });
    const some = world.sim.ecs.onTask("job-*", [{ exitCode: 2 }, { exitCode: 3 }]);
    const own = world.sim.ecs.onTask("job", () => 4);
    expect(await codes()).toEqual([4, 2]);
    own.remove();
    expect(await codes()).toEqual([1, 3]);
    expect(some.runs.map(({ family, exitCode }) => [family, exitCode])).toEqual([
      ["job-a", 2],
      ["job-a", 3],
    ]);
    some.remove();
    world.sim.ecs.onContainer("j*", "app", { exitCode: 5 });
    expect(await codes()).toEqual([5, 5]);
    expect(all.runs).toHaveLength(6);
  });

  test("an empty sequence is rejected", () => {
    expect(() => world.sim.ecs.onTask("job", [])).toThrow(TypeError);
  });
});

describe("the input of a handler", () => {
  async function seen(run: Parameters<typeof world.run>[0], family = "job"): Promise<TaskContext> {
    const handler = vi.fn((_: TaskContext) => 0);
    world.sim.ecs.onTask(family, handler);
    await world.run({ taskDefinition: family, ...run });
    const [task] = handler.mock.calls[0] ?? [];
    if (!task) throw new Error("The handler was not called.");
    return task;
  }

  test("B15 B16 B17 the command and environment, with overrides", async () => {
    await register("full", [
      {
        entryPoint: ["/bin/sh"],
        command: ["-c", "old"],
        environment: [
          { name: "A", value: "1" },
          { name: "B", value: "2" },
        ],
        cpu: 64,
        memory: 128,
      },
    ]);
    const override = {
      name: "app",
      command: ["-c", "new"],
      environment: [
        { name: "B", value: "3" },
        { name: "C", value: "4" },
      ],
      cpu: 128,
      memory: 256,
    };
    const task = await seen({ overrides: { containerOverrides: [override] } }, "full");
    expect(task).toMatchObject({ entryPoint: ["/bin/sh"], command: ["-c", "new"], cpu: 128, memory: 256 });
    expect(task.environment).toEqual({
      A: "1",
      B: "3",
      C: "4",
      AWS_EXECUTION_ENV: "AWS_ECS_FARGATE",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      ECS_CONTAINER_METADATA_URI_V4: expect.stringContaining(`/${task.taskId}-`),
    });
  });

  test("B16 an empty command overrides nothing", async () => {
    await register("full", [{ command: ["serve"] }]);
    expect(
      await seen({ overrides: { containerOverrides: [{ name: "app", command: [] }] } }, "full"),
    ).toMatchObject({
      command: ["serve"],
    });
  });

  test("B18 names with the prefix __ are reserved for the definition", async () => {
    await register("protected", [{ environment: [{ name: "__TOKEN", value: "real" }] }]);
    const environment = [
      { name: "__TOKEN", value: "forged" },
      { name: "__NEW", value: "x" },
    ];
    const task = await seen(
      { overrides: { containerOverrides: [{ name: "app", environment }] } },
      "protected",
    );
    expect(task.environment.__TOKEN).toBe("real");
    expect(task.environment).not.toHaveProperty("__NEW");
  });

  test("B19 N14 the overrides of the task, as a member and as the second argument", async () => {
    const handler = vi.fn((_task: TaskContext, _overrides: TaskContext["overrides"]) => 0);
    world.sim.ecs.onTask("job", handler);
    const containerOverrides = [{ name: "app", command: ["-v"] }];
    await world.run({ overrides: { containerOverrides, cpu: "512" } });
    const expected = { containerOverrides, cpu: "512", inferenceAcceleratorOverrides: [] };
    const [task, overrides] = handler.mock.calls[0] ?? [];
    expect([task?.overrides, overrides]).toEqual([expected, expected]);
  });

  test("who it is", async () => {
    const task = await seen({ startedBy: "me", group: "g" });
    expect(task).toMatchObject({
      taskArn: `arn:aws:ecs:us-east-1:123456789012:task/default/${task.taskId}`,
      clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/default",
      taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/job:1",
      family: "job",
      revision: 1,
      group: "g",
      startedBy: "me",
      name: "app",
      image: "repo:1",
      taskCpu: "256",
      taskMemory: "512",
    });
    expect(task.privateIpv4Address).toMatch(/^10\.0\.\d+\.\d+$/);
  });
});

describe("several containers", () => {
  test.each([
    ["app", "side"],
    ["side", "app"],
  ])("B14 all start before the outcome of any counts: %s first", async (...names) => {
    const outcomes = [0, 7];
    for (const isAsync of [false, true]) {
      const family = `pair-${isAsync}`;
      await register(
        family,
        names.map((name) => ({ name })),
      );
      const called: string[] = [];
      names.forEach((name, index) => {
        const exitCode = outcomes[index] ?? 0;
        world.sim.ecs.onContainer(family, name, () => {
          called.push(name);
          return isAsync ? Promise.resolve(exitCode) : exitCode;
        });
      });
      const taskArn = await world.run({ taskDefinition: family });
      await world.sim.clock.advance(0);
      expect(called).toEqual(names);
      const [first = "", second = ""] = names;
      expect(await world.exitCodes(taskArn)).toMatchObject({ [first]: 0, ...(!isAsync && { [second]: 7 }) });
    }
  });

  test("B14 fixed outcomes of containers that end together all count", async () => {
    await register("pair", [{}, { name: "side" }]);
    world.sim.ecs.onTask("pair", { exitCode: 0, containers: { side: { exitCode: 3, stdout: "once" } } });
    expect(await world.exitCodes(await world.run({ taskDefinition: "pair" }))).toEqual({ app: 0, side: 3 });
    expect(world.sim.ecs.runs("pair")[0]?.containers.map(({ stdout }) => stdout)).toEqual(["", "once"]);
  });

  test("B14 what waits for the start of another starts with it", async () => {
    const condition = "START";
    await register("pair", [{ dependsOn: [{ containerName: "side", condition }] }, { name: "side" }]);
    const app = vi.fn(() => 4);
    world.sim.ecs.onContainer("pair", "side", { exitCode: 5 });
    world.sim.ecs.onContainer("pair", "app", app);
    expect(await world.exitCodes(await world.run({ taskDefinition: "pair" }))).toEqual({ app: 4, side: 5 });
    expect(app).toHaveBeenCalledOnce();
  });

  test("B11 when one fails to start, none has an exit code", async () => {
    await register("pair", [{}, { name: "side" }]);
    world.sim.ecs.onTask("pair", () => ({ failToStart: "CannotStartContainerError: x" }));
    world.sim.ecs.onContainer("pair", "side", { exitCode: 0 });
    const taskArn = await world.run({ taskDefinition: "pair" });
    expect(await world.exitCodes(taskArn)).toEqual({ app: undefined, side: undefined });
    expect(await stoppedBecause(taskArn)).toEqual({
      stopCode: "TaskFailedToStart",
      stoppedReason: "CannotStartContainerError: x",
    });
  });

  test("B14 an essential one takes the others with it", async () => {
    await register("pair", [{}, { name: "side" }]);
    world.sim.ecs.onTask("pair", { exitCode: 0, duration: "1s" });
    const taskArn = await world.run({ taskDefinition: "pair" });
    await world.sim.clock.advance("1s");
    expect(await world.exitCodes(taskArn)).toEqual({ app: 0, side: 143 });
  });

  test("B14 a container that is not essential does not", async () => {
    await register("pair", [{}, { name: "side", essential: false }]);
    world.sim.ecs.onContainer("pair", "side", { exitCode: 3 });
    const taskArn = await world.run({ taskDefinition: "pair" });
    expect(await world.statusOf(taskArn)).toBe("RUNNING/RUNNING");
    expect(await world.exitCodes(taskArn)).toEqual({ app: undefined, side: 3 });
  });

  test("B19 each container has its own handler, and each family", async () => {
    await register("pair", [{}, { name: "side", essential: false }]);
    const [app, side, job] = [
      vi.fn((_: TaskContext) => 1),
      vi.fn((_: TaskContext) => 2),
      vi.fn((_: TaskContext) => 3),
    ];
    world.sim.ecs.onTask("pair", app);
    world.sim.ecs.onContainer("pair", "side", side);
    world.sim.ecs.onTask("job", job);
    await world.run({ taskDefinition: "pair" });
    await world.run();
    expect(app.mock.calls.map(([task]) => task.name)).toEqual(["app"]);
    expect(side.mock.calls.map(([task]) => task.name)).toEqual(["side"]);
    expect(job.mock.calls.map(([task]) => task.family)).toEqual(["job"]);
  });

  test("B14 one outcome may speak for all containers", async () => {
    await register("pair", [{}, { name: "side" }]);
    world.sim.ecs.onTask("pair", { duration: "1m", containers: { side: { exitCode: 5, stdout: "bye" } } });
    const taskArn = await world.run({ taskDefinition: "pair" });
    expect(await world.exitCodes(taskArn)).toEqual({ app: 143, side: 5 });
    expect(world.sim.ecs.runs("pair")[0]?.containers.map(({ stdout }) => stdout)).toEqual(["", "bye"]);
  });

  test("dependsOn: a container waits until those before it have succeeded", async () => {
    const order: string[] = [];
    await register("chain", [
      { dependsOn: [{ containerName: "migrate", condition: "SUCCESS" }] },
      { name: "migrate", essential: false },
    ]);
    world.sim.ecs.onContainer("chain", "migrate", async (task) => {
      order.push("migrate");
      await task.sleep("1m");
    });
    world.sim.ecs.onTask("chain", () => void order.push("app"));
    const taskArn = await world.run({ taskDefinition: "chain" });
    expect(order).toEqual(["migrate"]);
    expect((await world.describe(taskArn)).containers?.map(({ lastStatus }) => lastStatus)).toEqual([
      "PENDING",
      "RUNNING",
    ]);
    await world.sim.clock.advance("1m");
    expect(order).toEqual(["migrate", "app"]);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 0, migrate: 0 });
  });

  test("dependsOn: when one that had to succeed fails, the task ends without the others", async () => {
    await register("chain", [
      { dependsOn: [{ containerName: "migrate", condition: "SUCCESS" }] },
      { name: "migrate", essential: false },
    ]);
    world.sim.ecs.onContainer("chain", "migrate", { exitCode: 1 });
    const taskArn = await world.run({ taskDefinition: "chain" });
    expect(await world.statusOf(taskArn)).toBe("STOPPED/STOPPED");
    expect(await world.exitCodes(taskArn)).toEqual({ app: undefined, migrate: 1 });
  });

  test("dependsOn: a container that others wait for succeeds by default", async () => {
    await register("chain", [
      { dependsOn: [{ containerName: "init", condition: "COMPLETE" }] },
      { name: "init", essential: false },
    ]);
    world.sim.ecs.onTask("chain", { exitCode: 6 });
    expect(await world.exitCodes(await world.run({ taskDefinition: "chain" }))).toEqual({ app: 6, init: 0 });
  });

  test("a health check makes a running container healthy", async () => {
    await register("checked", [{ healthCheck: { command: ["CMD", "true"] } }]);
    expect(await world.describe(await world.run({ taskDefinition: "checked" }))).toMatchObject({
      healthStatus: "HEALTHY",
      containers: [{ healthStatus: "HEALTHY" }],
    });
  });
});

describe("a handler and StopTask", () => {
  test("B12 a handler that heeds the signal ends with 143", async () => {
    world.sim.ecs.onTask("job", (task) => task.sleep("1d"));
    const taskArn = await world.run();
    await world.sim.clock.advance("1m");
    await world.ecs.stopTask({ task: taskArn, reason: "enough" });
    await world.sim.clock.advance(0);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 143 });
    expect(await stoppedBecause(taskArn)).toEqual({ stopCode: "UserInitiated", stoppedReason: "enough" });
  });

  test("B12 one that continues regardless is killed: 137", async () => {
    world.sim.delays.set({ ecs: { stopping: "30s" } });
    world.sim.ecs.onTask("job", () => new Promise(() => {}));
    const taskArn = await world.run();
    await world.ecs.stopTask({ task: taskArn });
    await world.sim.clock.advance("30s");
    expect(await world.exitCodes(taskArn)).toEqual({ app: 137 });
  });

  test("B12 one that cleans up in time has its own exit code", async () => {
    world.sim.delays.set({ ecs: { stopping: "30s" } });
    world.sim.ecs.onTask("job", async (task) => {
      await task.stopped;
      expect(task.signal.aborted).toBe(true);
      task.stdout("tidied up");
      return 0;
    });
    const taskArn = await world.run();
    await world.ecs.stopTask({ task: taskArn });
    await world.sim.clock.advance("1s");
    expect((await world.describe(taskArn)).containers?.[0]).toMatchObject({
      lastStatus: "STOPPED",
      exitCode: 0,
    });
    await world.sim.clock.advance("29s");
    expect(await world.exitCodes(taskArn)).toEqual({ app: 0 });
    expect(world.sim.ecs.runs("job")[0]?.stdout).toBe("tidied up");
  });

  describe("stopTimeout, where the test does not set the delay stopping", () => {
    const slow = taskWorld({ delays: { ecs: { provisioning: 0, pending: 0, deprovisioning: 0 } } });
    const stopTimeouts = async (...timeouts: (number | undefined)[]) => {
      const containerDefinitions = timeouts.map((stopTimeout, index) => ({
        name: `c${index}`,
        image: "repo:1",
        stopTimeout,
      }));
      await slow.ecs.registerTaskDefinition({ ...JOB, family: "slow", containerDefinitions });
      const taskArn = await slow.run({ taskDefinition: "slow" });
      await slow.sim.clock.advance(0);
      await slow.ecs.stopTask({ task: taskArn });
      return taskArn;
    };
    const status = async (taskArn: string) => [await slow.statusOf(taskArn), await slow.exitCodes(taskArn)];

    test("B12 a handler that continues is killed after 30 s", async () => {
      slow.sim.ecs.onContainer("slow", "c0", () => new Promise(() => {}));
      const taskArn = await stopTimeouts(undefined);
      await slow.sim.clock.advance(29_999);
      expect(await status(taskArn)).toEqual(["RUNNING/STOPPED", { c0: undefined }]);
      await slow.sim.clock.advance(1);
      expect(await status(taskArn)).toEqual(["STOPPED/STOPPED", { c0: 137 }]);
    });

    test("B12 or after the stopTimeout of its definition, for each container", async () => {
      for (const name of ["c0", "c1"]) slow.sim.ecs.onContainer("slow", name, () => new Promise(() => {}));
      const taskArn = await stopTimeouts(10, 60, 60);
      await slow.sim.clock.advance("9s");
      expect(await status(taskArn)).toEqual(["RUNNING/STOPPED", { c0: undefined, c1: undefined, c2: 143 }]);
      await slow.sim.clock.advance("1s");
      expect(await status(taskArn)).toEqual(["RUNNING/STOPPED", { c0: 137, c1: undefined, c2: 143 }]);
      await slow.sim.clock.advance("50s");
      expect(await status(taskArn)).toEqual(["STOPPED/STOPPED", { c0: 137, c1: 137, c2: 143 }]);
    });

    test("B12 the task stops as soon as the last handler has ended", async () => {
      slow.sim.ecs.onContainer("slow", "c0", async (task) => {
        await task.stopped;
        await slow.sim.clock.sleep("20s");
        return 9;
      });
      const taskArn = await stopTimeouts(undefined);
      await slow.sim.clock.advance(19_999);
      expect(await status(taskArn)).toEqual(["RUNNING/STOPPED", { c0: undefined }]);
      await slow.sim.clock.advance(1);
      expect(await status(taskArn)).toEqual(["STOPPED/STOPPED", { c0: 9 }]);
    });

    test("B12 without a handler, it stops after 2 s", async () => {
      const taskArn = await stopTimeouts(120);
      await slow.sim.clock.advance("2s");
      expect(await status(taskArn)).toEqual(["STOPPED/STOPPED", { c0: 143 }]);
    });

    test("the reason of StopTask has at most 255 characters", async () => {
      const task = await slow.run();
      const reason = "x".repeat(255);
      await expect(slow.ecs.stopTask({ task, reason: `${reason}x` })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "reason should not be longer than 255 characters.",
      });
      expect((await slow.ecs.stopTask({ task, reason })).task?.stoppedReason).toBe(reason);
    });
  });

  test("a platform's own reason to stop", async () => {
    const taskArn = await world.run();
    const cause = { stopCode: "SpotInterruption", stoppedReason: "Your Spot Task was interrupted." } as const;
    world.sim.ecs.interruptTask(taskArn, cause);
    expect(await stoppedBecause(taskArn)).toEqual(cause);
    expect(() => world.sim.ecs.interruptTask("arn:x", cause)).toThrow(/There is no task "arn:x" in account/);
  });
});

describe("runs", () => {
  test("B14 B15 B16 record what became of each task", async () => {
    const handle = world.sim.ecs.onTask("job", async (task) => {
      task.stdout("one\ntwo\n");
      task.stderr("careful");
      await task.sleep("1s");
      return { exitCode: 2, stdout: ["three"] };
    });
    const taskArn = await world.run({
      startedBy: "me",
      overrides: { containerOverrides: [{ name: "app", command: ["go"] }] },
    });
    await world.sim.clock.advance("1s");
    const [run] = handle.runs;
    expect(handle.runs).toEqual(world.sim.ecs.runs("job"));
    expect(run).toMatchObject({
      taskArn,
      family: "job",
      revision: 1,
      startedBy: "me",
      group: "family:job",
      container: "app",
      exitCode: 2,
      stdout: "one\ntwo\nthree",
      stderr: "careful",
      command: ["go"],
      image: "repo:1",
      createdAt: momentAt(0),
      startedAt: momentAt(0),
      stoppedAt: momentAt(1_000),
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
    });
  });

  test("are copies", async () => {
    world.sim.ecs.onTask("job", { exitCode: 0 });
    await world.run();
    const [run] = world.sim.ecs.runs("job");
    Object.assign(run ?? {}, { exitCode: 99 });
    expect(world.sim.ecs.runs("job")[0]?.exitCode).toBe(0);
  });

  test("B20 a task without a log configuration runs all the same", async () => {
    world.sim.ecs.onTask("job", { stdout: "hello" });
    await world.ecs.runTask(RUN_JOB);
    expect(world.sim.ecs.runs("job")[0]?.stdout).toBe("hello");
  });
});
