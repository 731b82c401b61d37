import { describe, expect, test } from "vitest";
import type { TaskHandler } from "../../../../lib/index.js";
import { taskWorld } from "../task-world.js";
import { Plugin } from "./plugin.js";

const world = taskWorld({ delays: { ecs: 0 } });

const ROLE = "arn:aws:iam::123456789012:role/task";

async function sessionOf(handler: TaskHandler, command = "status --all") {
  world.sim.ecs.onTask("job", handler);
  const task = await world.run({ enableExecuteCommand: true, overrides: { taskRoleArn: ROLE } });
  return (await world.ecs.executeCommand({ task, command, interactive: true })).session;
}

const waiting: TaskHandler = (task) => task.stopped;

describe("B26 a session of ExecuteCommand", () => {
  test("is at the simulator's own address", async () => {
    const session = await sessionOf(waiting);
    expect(session).toEqual({
      sessionId: expect.stringMatching(/^ecs-execute-command-[0-9a-z]{17}$/),
      streamUrl: `${world.sim.url.replace("http", "ws")}/_sim/ecs-agent/v1/data-channel/${session?.sessionId}?role=publish_subscribe`,
      tokenValue: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("runs what the handler of the task sets", async () => {
    const session = await sessionOf((task) => {
      task.onExec(async ({ command, input, write, size, onResize }) => {
        onResize(({ cols, rows }) => void write(`${cols}x${rows}\n`));
        await write(`${command} ${size}\n`);
        for await (const bytes of input) {
          await write(Buffer.from(String(bytes).toUpperCase()));
          if (String(bytes).endsWith("end")) return;
        }
      });
      return task.stopped;
    });
    const plugin = await Plugin.open(session);
    await plugin.shows(/status --all undefined\n/);
    plugin.resize(80, 24);
    plugin.type("abc");
    plugin.type("end");
    await plugin.closed;
    expect(plugin.output).toBe("status --all undefined\n80x24\nABCEND");
    expect(plugin.closedWith).toBe("");
  });

  test("shows what that throws", async () => {
    const session = await sessionOf((task) => {
      task.onExec(() => {
        throw new Error("no such command");
      });
      return task.stopped;
    });
    const plugin = await Plugin.open(session);
    await plugin.closed;
    expect(plugin.closedWith).toBe("no such command");
  });

  test("explains that nothing runs, where nothing does", async () => {
    const plugin = await Plugin.open(await sessionOf(waiting));
    await plugin.closed;
    expect(plugin.output).toBe("");
    expect(plugin.closedWith).toMatch(
      /^aws-sim runs nothing in this container .* runCommand\(\) .* task\.onExec\(\)/,
    );
  });

  test("is opened by its token, and once", async () => {
    const session = await sessionOf(waiting);
    const stranger = await Plugin.open(session, { token: "0".repeat(64) });
    await stranger.closed;
    expect(stranger.closedWith).toBeUndefined();
    const client = await Plugin.open(session);
    await client.closed;
    expect(client.closedWith).toMatch(/^aws-sim runs nothing/);
    await expect(Plugin.open(session)).rejects.toThrow("Unexpected server response: 404");
  });

  test("is not opened by pages of other sites", async () => {
    const session = await sessionOf(waiting);
    await expect(Plugin.open(session, { headers: { origin: "https://evil.example" } })).rejects.toThrow(
      "Unexpected server response: 403",
    );
  });

  test("survives a snapshot, and what is not a message", async () => {
    const session = await sessionOf(waiting);
    const snapshot = world.sim.snapshot();
    await (await Plugin.open(session)).closed;
    world.sim.restore(snapshot);
    const plugin = await Plugin.open(session);
    plugin.raw("not a message");
    plugin.raw(Buffer.alloc(200));
    plugin.raw(Buffer.alloc(10));
    await plugin.closed;
    expect(plugin.closedWith).toMatch(/^aws-sim runs nothing/);
  });
});
