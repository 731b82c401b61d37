import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ECS } from "@aws-sdk/client-ecs";
import { describe, expect, test, vi } from "vitest";
import { createAwsSim, runCommand } from "../../../../lib/index.js";
import { JOB, RUN_JOB } from "../task-world.js";
import { gone, isAlive, processWorld, script, server } from "./process-world.js";

const world = processWorld();

describe("a process that is stopped", () => {
  test.each([
    ["that ends by its own code", "process.exit(9)", 9],
    ["that SIGTERM ends", "process.removeAllListeners('SIGTERM'); process.kill(process.pid, 'SIGTERM')", 143],
    ["that cleans up for a while", "console.log('cleaning'); setTimeout(() => process.exit(0), 200)", 0],
  ])("%s: its exit code counts, whatever the delays are", async (_, onTerm, exitCode) => {
    const task = await world.start([{ command: server(onTerm) }], { patience: 0 });
    const pid = await world.pid();
    await world.ecs.stopTask({ task, reason: "enough" });
    expect(await world.stopped(task)).toMatchObject({
      stopCode: "UserInitiated",
      stoppedReason: "enough",
      containers: [{ exitCode }],
    });
    expect(isAlive(pid)).toBe(false);
  });

  test("one that ignores it is killed at the end of its stopTimeout, in simulated time", async () => {
    const task = await world.start([{ command: server("console.log('ignored')"), stopTimeout: 60 }], {
      patience: 0,
    });
    const pid = await world.pid();
    await world.ecs.stopTask({ task });
    await world.written(/ignored/);
    await world.sim.clock.advance(60_000 - 1);
    expect(await world.tasks.statusOf(task)).toBe("RUNNING/STOPPED");
    expect(isAlive(pid)).toBe(true);
    await world.sim.clock.advance(1);
    expect(await world.tasks.exitCodes(task)).toEqual({ app: 137 });
    await gone(pid);
  });

  test("what it started dies with it", async () => {
    const child = "setInterval(() => {}, 1000)";
    const task = await world.start(
      [
        {
          command: script(
            `const { spawn } = require("node:child_process");
             const child = spawn(process.execPath, ["--eval", ${JSON.stringify(child)}]);
             console.log("pid " + child.pid); setInterval(() => {}, 1000);`,
          ),
        },
      ],
      { patience: 0 },
    );
    const grandchild = await world.pid();
    await world.ecs.stopTask({ task });
    expect((await world.stopped(task)).containers?.[0]?.exitCode).toBe(143);
    await gone(grandchild);
  });
});

describe("several containers", () => {
  test("the end of an essential one stops the others", async () => {
    const task = await world.start(
      [
        { name: "main", command: server("process.exit(5)") },
        { name: "sidecar", essential: false, command: server("process.exit(6)") },
      ],
      { patience: 0 },
    );
    const pid = await world.pid("sidecar");
    process.kill(await world.pid("main"), "SIGTERM");
    expect(await world.stopped(task)).toMatchObject({ stopCode: "EssentialContainerExited" });
    expect(await world.tasks.exitCodes(task)).toEqual({ main: 5, sidecar: 6 });
    await gone(pid);
  });

  test("the end of another does not, and dependencies wait for real exits", async () => {
    const task = await world.start(
      [
        {
          name: "main",
          command: server(),
          dependsOn: [{ containerName: "init", condition: "SUCCESS" }],
        },
        { name: "init", essential: false, command: script("setTimeout(() => {}, 100)") },
      ],
      { patience: 0 },
    );
    const pid = await world.pid("main");
    const { containers = [] } = await world.tasks.describe(task);
    expect(containers.map(({ name, lastStatus, exitCode }) => [name, lastStatus, exitCode])).toEqual([
      ["main", "RUNNING", undefined],
      ["init", "STOPPED", 0],
    ]);
    await world.ecs.stopTask({ task });
    await gone(pid);
  });

  test("where one cannot be started, the others are stopped, and none has an exit code", async () => {
    const task = await world.start(
      [
        { name: "good", command: server() },
        { name: "bad", command: ["no-such-program"] },
      ],
      { patience: 0 },
    );
    const { stopCode } = await world.stopped(task);
    expect(stopCode).toBe("TaskFailedToStart");
    expect(await world.tasks.exitCodes(task)).toEqual({ good: undefined, bad: undefined });
  });
});

describe("time", () => {
  test("an advance waits for a job, as long as its patience, and not for a server", async () => {
    await world.start([{ command: server() }], { patience: 0 });
    const pid = await world.pid();
    await world.sim.clock.advance("10d");
    expect(isAlive(pid)).toBe(true);
    const task = await world.start([{ command: script("setTimeout(() => process.exit(8), 500)") }]);
    await world.sim.clock.advance("1s");
    expect(await world.tasks.exitCodes(task)).toEqual({ app: 8 });
    // It ended at its start time: no simulated time passed.
    const { startedAt, stoppedAt } = await world.tasks.describe(task);
    expect(stoppedAt).toEqual(startedAt);
  });

  test("an advance ends while a process writes without an end", async () => {
    await world.start(
      [{ command: script("setInterval(() => console.log('more'), 1); console.log('pid ' + process.pid)") }],
      {
        patience: 0,
      },
    );
    const pid = await world.pid();
    await world.sim.clock.advance("1h");
    expect(isAlive(pid)).toBe(true);
  });
});

describe("nothing is left behind", () => {
  test("by a reset", async () => {
    await world.start([{ command: server("console.log('ignored')") }], { patience: 0 });
    const pid = await world.pid();
    world.sim.reset();
    await gone(pid);
    expect(world.sim.ecs.runs()).toEqual([]);
  });

  test("by a restore, after which running work starts again", async () => {
    const task = await world.start([{ command: server("process.exit(2)") }], { patience: 0 });
    const before = await world.pid();
    const snapshot = world.sim.snapshot();
    await world.ecs.stopTask({ task });
    await world.stopped(task);
    world.sim.restore(snapshot);
    await gone(before);
    await world.sim.clock.advance(0);
    expect(await world.tasks.statusOf(task)).toBe("RUNNING/RUNNING");
    const again = Number(await world.written(/pid \d+\npid (\d+)/));
    expect(again).not.toBe(before);
    world.sim.restore(snapshot);
    await gone(again);
  });

  test("by a close", async () => {
    const sim = await createAwsSim({ delays: 0 });
    const ecs = new ECS(sim.clientConfig());
    await ecs.createCluster({});
    await ecs.registerTaskDefinition({
      ...JOB,
      containerDefinitions: [{ name: "app", image: "repo:1", command: server("console.log('ignored')") }],
    });
    sim.ecs.onTask("job", runCommand());
    await ecs.runTask(RUN_JOB);
    const pid = await vi.waitFor(
      () => Number(/pid (\d+)/.exec(sim.ecs.runs("job")[0]?.stdout ?? "none")?.[1] ?? fail()),
      {
        timeout: 20_000,
      },
    );
    ecs.destroy();
    await sim.close();
    await gone(pid);
  });

  test("by a process that exits without closing its simulator", async () => {
    const program = fileURLToPath(new URL("exit-early.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ["tools/run.mjs", program]);
    const pid = Number(stdout);
    expect(pid).toBeGreaterThan(0);
    await gone(pid);
  }, 60_000);
});

function fail(): never {
  throw new Error("Nothing was written yet.");
}
