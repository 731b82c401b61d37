import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { describe, expect, test } from "vitest";
import { processWorld, script } from "./process-world.js";

const world = processWorld();

describe("what a process writes", () => {
  test("line by line, the last without its end", async () => {
    const run = await world.finish({
      command: script(
        "process.stdout.write('a\\n\\n b'); process.stdout.write('c\\nlast'); process.stderr.write('err')",
      ),
    });
    expect(run).toMatchObject({ stdout: "a\n\n bc\nlast", stderr: "err" });
  });

  test("lines that come in pieces are whole in CloudWatch Logs, with both streams in one", async () => {
    await world.finish({
      command: script(
        "process.stdout.write('one '); setTimeout(() => { process.stdout.write('line\\n'); console.error('second'); }, 50)",
      ),
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": "/jobs", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "job" },
      },
    });
    const logs = new CloudWatchLogs(world.sim.clientConfig({ direct: true }));
    const { events = [] } = await logs.filterLogEvents({ logGroupName: "/jobs" });
    expect(events.map(({ message }) => message).toSorted()).toEqual(["one line", "second"]);
    expect(events[0]?.logStreamName).toMatch(/^job\/app\/[0-9a-f]{32}$/);
  });

  test("10 MB in short lines, and a line that is longer than CloudWatch's longest", async () => {
    const run = await world.finish({
      command: script(
        "for (let i = 0; i < 131072; i++) process.stdout.write(String(i).padEnd(79) + '\\n'); process.stdout.write('x'.repeat(300000))",
      ),
    });
    const lines = run.stdout.split("\n");
    expect(lines).toHaveLength(131_074);
    expect(lines.findIndex((line, i) => i < 131_072 && line !== String(i).padEnd(79))).toBe(-1);
    expect(lines.slice(-2).map(({ length }) => length)).toEqual([262_118, 300_000 - 262_118]);
  });

  test("bytes that are not UTF-8, and characters whose bytes come apart", async () => {
    const run = await world.finish({
      command: script(
        "process.stdout.write(Buffer.from([0xff, 0x41, 0x00, 0x0a, 0xe2, 0x82])); setTimeout(() => process.stdout.write(Buffer.from([0xac, 0x0a])), 50)",
      ),
    });
    expect(run.stdout).toBe("\ufffdA\0\n€");
  });

  test("what a process leaves behind writes no more, and does not hold the task", async () => {
    const run = await world.finish({
      command: script(
        `const { spawn } = require("node:child_process");
         const child = spawn(process.execPath, ["--eval", "setInterval(() => console.log('left'), 10)"], { stdio: "inherit" });
         console.log("pid " + child.pid); process.exit(3);`,
      ),
    });
    expect(run).toMatchObject({ exitCode: 3 });
    expect(run.stdout).toMatch(/^pid \d+/);
  });

  test("a process that leaves its group and keeps the pipe does not hold the task either", async () => {
    const run = await world.finish({
      command: script(
        `const { spawn } = require("node:child_process");
         const child = spawn(process.execPath, ["--eval", "setTimeout(() => {}, 60000)"], { stdio: "inherit", detached: true });
         console.log("pid " + child.pid); child.unref(); process.exit(4);`,
      ),
    });
    process.kill(Number(/pid (\d+)/.exec(run.stdout)?.[1]), "SIGKILL");
    expect(run).toMatchObject({ exitCode: 4 });
  });
});
