import { existsSync, readFileSync } from "node:fs";
import type { RunTaskCommandInput } from "@aws-sdk/client-ecs";
import { expect, vi } from "vitest";
import type { AwsSimOptions, RunCommandOptions } from "../../../../lib/index.js";
import { runCommand } from "../../../../lib/index.js";
import { JOB, taskWorld } from "../task-world.js";

/** Milliseconds of real time that an advance of these tests waits for a process: more than any takes. */
const PATIENCE = 60_000;

/** The command that runs a script with this version of Node. */
export function script(source: string, ...args: string[]): string[] {
  return [process.execPath, "--eval", source, ...args];
}

/** A script that writes its process id and waits; `onTerm` is what it does on SIGTERM. */
export function server(onTerm = "process.exit(0)"): string[] {
  return script(
    `process.on("SIGTERM", () => { ${onTerm} }); setInterval(() => {}, 1000); console.log("pid " + process.pid);`,
  );
}

/** Whether a process exists, zombies apart. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, "utf8"));
}

/** Resolves when a process has ended. */
export function gone(pid: number): Promise<void> {
  return vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000, interval: 20 });
}

/** {@link taskWorld} whose tasks run commands. */
export function processWorld(options: AwsSimOptions = {}) {
  const tasks = taskWorld({ delays: { ecs: 0 }, ...options });
  const world = {
    tasks,
    get sim() {
      return tasks.sim;
    },
    get ecs() {
      return tasks.ecs;
    },
    /** Starts a task of a new revision of `job`, whose containers are given as changes of one. */
    async start(
      containers: readonly object[],
      given: RunCommandOptions = {},
      definition: object = {},
      run: Partial<RunTaskCommandInput> = {},
    ): Promise<string> {
      await tasks.ecs.registerTaskDefinition({
        ...JOB,
        executionRoleArn: "arn:aws:iam::123456789012:role/execution",
        ...definition,
        containerDefinitions: containers.map((container) => ({ name: "app", image: "repo:1", ...container })),
      });
      const behaviour = runCommand({ patience: PATIENCE, ...given });
      for (const { name = "app" } of containers as readonly { name?: string }[])
        tasks.sim.ecs.onContainer("job", name, behaviour);
      return tasks.run(run);
    },
    /** Runs a container to its end. */
    async finish(container: object, given: RunCommandOptions = {}, definition: object = {}) {
      await world.start([container], given, definition);
      await tasks.sim.clock.advance(0);
      const run = tasks.sim.ecs.runs("job").at(-1);
      if (!run) throw new Error("No task ran.");
      return run;
    },
    /** Waits until a container has written a line that matches, and returns the first group. */
    async written(pattern: RegExp, container = "app"): Promise<string> {
      return vi.waitFor(
        () => {
          const run = tasks.sim.ecs
            .runs("job")
            .at(-1)
            ?.containers.find(({ name }) => name === container);
          const match = pattern.exec(run?.stdout ?? "");
          if (!match) throw new Error(`Not written: ${pattern}. But: ${run?.stdout}${run?.stderr}`);
          return match[1] ?? match[0];
        },
        { timeout: 20_000, interval: 20 },
      );
    },
    /** The id of the process that {@link server} runs in. */
    async pid(container = "app"): Promise<number> {
      return Number(await world.written(/pid (\d+)/, container));
    },
    /** Waits until a task has stopped. */
    async stopped(taskArn: string) {
      await vi.waitFor(async () => expect(await tasks.statusOf(taskArn)).toBe("STOPPED/STOPPED"), {
        timeout: 20_000,
        interval: 20,
      });
      return tasks.describe(taskArn);
    },
  };
  return world;
}
