import { describe, expect, test, vi } from "vitest";
import { gone, processWorld, script, server } from "../processes/process-world.js";
import { Plugin } from "./plugin.js";

const world = processWorld();

/** Starts a task in which commands can be executed. */
function start(...containers: readonly object[]): Promise<string> {
  return world.start(
    containers,
    { patience: 0, programs: { node: process.execPath } },
    { taskRoleArn: "arn:aws:iam::123456789012:role/task" },
    { enableExecuteCommand: true },
  );
}

/** Starts a task that runs a server, and opens a session with a command in it. */
async function open(command: string, container: object = {}): Promise<{ task: string; plugin: Plugin }> {
  const environment = [{ name: "COLOUR", value: "red" }];
  const task = await start({ command: server(), environment, ...container });
  await world.pid();
  const { session } = await world.ecs.executeCommand({ task, command, interactive: true });
  return { task, plugin: await Plugin.open(session) };
}

describe("B26 commands in the process of a container", () => {
  test("have its environment and working directory, and a terminal", async () => {
    const { plugin } = await open(`/bin/sh -c 'echo "$COLOUR" $AWS_REGION $TERM; pwd; tty'`, {
      workingDirectory: "/usr",
    });
    await plugin.closed;
    expect(plugin.output).toMatch(/^red us-east-1 xterm-256color\r\n\/usr\r\n\/dev\/pts\/\d+\r\n$/);
    expect(plugin.closedWith).toBe("");
    expect(plugin.sequences).toEqual(plugin.sequences.map((_, i) => i));
  });

  test("a shell: prompt, echo, Ctrl-C, size, end", async () => {
    const { plugin } = await open("/bin/sh");
    plugin.resize(111, 33);
    await plugin.shows(/[$#] $/);
    plugin.type("echo $((40 + 2))\r");
    await plugin.shows(/echo \$\(\(40 \+ 2\)\)\r\n42\r\n/);
    plugin.type("stty size\r");
    await plugin.shows(/\r\n33 111\r\n/);
    plugin.type("sleep 1000\r");
    await plugin.shows(/sleep 1000\r\n$/);
    plugin.type("\x03");
    await plugin.shows(/\^C\r\n.*[$#] $/);
    plugin.type("exit\r");
    await plugin.closed;
    expect(plugin.acknowledged).toEqual(plugin.acknowledged.map((_, i) => i));
  });

  test("without a shell there are no pipes and variables; a program is one of this machine", async () => {
    const { plugin } = await open(`node -p "process.argv.slice(1).join()" '$COLOUR' a\\ b "c | d"`);
    await plugin.closed;
    expect(plugin.output).toBe("$COLOUR,a b,c | d\r\n");
  });

  test("input that comes before it is asked for, and out of order", async () => {
    const { plugin } = await open("/bin/sh");
    plugin.type("second\r", plugin.next + 1);
    plugin.type("echo ", plugin.next);
    plugin.type("again, which is ignored", plugin.next);
    plugin.skip(2);
    // On a busy machine the shell prompts before the terminal has echoed what was typed.
    await plugin.shows(/^(?:[#$] )?echo second\r\n.*second\r\n/s);
    plugin.type("exit\r");
    await plugin.closed;
    expect(plugin.output).not.toContain("ignored");
    expect(plugin.acknowledged.slice(0, 3)).toEqual([1, 0, 0]);
  });

  test("10 MB of output for a client that begins to acknowledge late", async () => {
    const task = await start({ command: server() });
    await world.pid();
    const command = `${process.execPath} -e 'for (let i = 0; i < 131072; i++) console.log(String(i).padEnd(78))'`;
    const { session } = await world.ecs.executeCommand({ task, command, interactive: true });
    const plugin = await Plugin.open(session, { silent: true });
    await expect.poll(() => plugin.repeated, { timeout: 20_000 }).toBeGreaterThan(257);
    plugin.acknowledging = true;
    await plugin.closed;
    expect(plugin.output).toHaveLength(131_072 * 80);
    expect(plugin.output.endsWith(`${"131071".padEnd(78)}\r\n`)).toBe(true);
  }, 60_000);

  test("a client that leaves, or ends the session, ends its command", async () => {
    for (const end of ["leave", "terminate"] as const) {
      const { plugin } = await open("/bin/sh -c 'echo pid $$; trap \"\" HUP; sleep 1000'");
      await plugin.shows(/pid \d+/);
      const [, pid] = /pid (\d+)/.exec(plugin.output) ?? [];
      plugin[end]();
      await gone(Number(pid));
      await plugin.closed;
    }
  });

  test("the end of the container ends its commands, and so does a reset", async () => {
    const { task, plugin } = await open("/bin/sh -c 'echo pid $$; exec sleep 1000'");
    await plugin.shows(/pid \d+/);
    await world.ecs.stopTask({ task });
    await plugin.closed;
    await gone(Number(/pid (\d+)/.exec(plugin.output)?.[1]));
    const other = await open("/bin/sh -c 'echo pid $$; exec sleep 1000'");
    await other.plugin.shows(/pid \d+/);
    world.sim.reset();
    await gone(Number(/pid (\d+)/.exec(other.plugin.output)?.[1]));
    await other.plugin.closed;
  });

  test("where the machine has no pseudo terminals to give, pipes: lines and control characters mean the same", async () => {
    const task = await start({ command: server() });
    await world.pid();
    vi.stubEnv("PATH", "/nonexistent");
    const open = async (command: string) =>
      Plugin.open((await world.ecs.executeCommand({ task, command, interactive: true })).session);
    const shell = await open("/bin/sh");
    shell.type("tty\rexit 3\r");
    await shell.closed;
    expect(shell.output).toBe("not a tty\r\n");
    const cat = await open("/bin/cat");
    cat.type("a\rb\r\x04");
    await cat.closed;
    expect(cat.output).toBe("a\r\nb\r\n");
    const sleeping = await open("/bin/sleep 1000");
    sleeping.type("\x03");
    await sleeping.closed;
    vi.unstubAllEnvs();
  });

  test("a program that does not exist", async () => {
    const { plugin } = await open("no-such-program");
    await plugin.closed;
    expect(plugin.output).toMatch(/no-such-program: not found/);
  });

  test("a container whose process has ended is not connected", async () => {
    const task = await start(
      { name: "app", command: script(""), essential: false },
      { name: "other", command: server() },
    );
    await world.pid("other");
    await vi.waitFor(async () => expect(await world.tasks.exitCodes(task)).toEqual({ app: 0 }), 20_000);
    await expect(
      world.ecs.executeCommand({ task, container: "app", command: "ls", interactive: true }),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});
