import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { createAwsSim, runCommand } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, boto3, describeWith } from "../support/tools.js";

/** A simulator far in the past, whose tasks are processes, and a CLI that finds {@link PLUGIN} in its PATH. */
async function world() {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0, startTime: "2020-01-01T00:00:00Z" });
  const folder = mkdtempSync(join(tmpdir(), "aws-sim-plugin-"));
  const plugin = join(folder, "session-manager-plugin");
  writeFileSync(join(folder, "plugin.mjs"), PLUGIN);
  writeFileSync(plugin, `#!/bin/sh\nexec '${process.execPath}' '${join(folder, "plugin.mjs")}' "$@"\n`);
  chmodSync(plugin, 0o755);
  const aws = new AwsCli(sim, { PATH: `${folder}:${process.env.PATH}` });
  await aws.json("ecs create-cluster");
  sim.ecs.onTask("*", runCommand({ patience: 0 }));
  return {
    sim,
    aws,
    /** Starts a task that runs a command, with a task role. */
    async start(command: readonly string[]): Promise<string> {
      await aws.json("ecs register-task-definition", {
        family: "process",
        "network-mode": "awsvpc",
        cpu: "256",
        memory: "512",
        "requires-compatibilities": "FARGATE",
        "task-role-arn": "arn:aws:iam::123456789012:role/app",
        "container-definitions": [{ name: "app", image: "app:1", command }],
      });
      const { tasks } = await aws.json("ecs run-task", {
        "task-definition": "process",
        "launch-type": "FARGATE",
        "enable-execute-command": true,
        "network-configuration": { awsvpcConfiguration: { subnets: ["subnet-1"] } },
      });
      return tasks[0].taskArn;
    },
    async close() {
      await sim.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** As much of AWS's plugin as shows what a command writes: the CLI gives it the session as its first argument. */
const PLUGIN = `
import WebSocket from "${new URL("../../../node_modules/ws/wrapper.mjs", import.meta.url)}";
if (process.argv[2] === undefined) process.exit(0); // The CLI looks whether it is installed.
const { StreamUrl, streamUrl = StreamUrl, TokenValue, tokenValue = TokenValue } = JSON.parse(process.argv[2]);
const socket = new WebSocket(streamUrl);
socket.on("open", () => socket.send(JSON.stringify({ TokenValue: tokenValue })));
let expected = 0n;
socket.on("message", (data) => {
  const type = data.toString("latin1", 4, 36).trim();
  if (type === "channel_closed") console.log("closed", JSON.parse(String(data.subarray(120))).Output, process.argv[6]);
  else if (data.readBigInt64BE(48) === expected) {
    expected++;
    process.stdout.write(data.subarray(120));
  }
});
`;

describeWith(awsCli, "aws ecs execute-command, and the CLI in a task", async () => {
  const { sim, aws, start, close } = await world();
  afterAll(close);

  test("B26 runs a command in the process of a container", async () => {
    const task = await start(["sleep", "1000"]);
    await vi.waitFor(() => expect(sim.ecs.task(task)?.lastStatus).toBe("RUNNING"));
    const shown = await aws.text("ecs execute-command", {
      task,
      interactive: true,
      command: `/bin/sh -c "echo $((40 + 2)) in $AWS_REGION"`,
    });
    const target = `ecs:default_${task.slice(task.lastIndexOf("/") + 1)}_`;
    expect(shown).toContain("42 in eu-west-1\r\n");
    expect(shown).toMatch(new RegExp(`closed  \\{"Target": ?"${target}[0-9a-f]{32}-\\d{10}"\\}`));
  });

  test("the CLI acts as the task role, by the agent's credentials", async () => {
    const task = await start(["aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text"]);
    await aws.text("ecs wait tasks-stopped", { tasks: task });
    expect(sim.ecs.runs("process").at(-1)).toMatchObject({
      exitCode: 0,
      stdout: `arn:aws:sts::123456789012:assumed-role/app/${task.slice(task.lastIndexOf("/") + 1)}`,
    });
  });
});

describeWith(boto3, "boto3 in a task", async () => {
  const { sim, aws, start, close } = await world();
  afterAll(close);

  test("acts as the task role, and reads the metadata of its task", async () => {
    const program = `
import boto3, json, os, urllib.request
print(boto3.client("sts").get_caller_identity()["Arn"])
print(json.load(urllib.request.urlopen(os.environ["ECS_CONTAINER_METADATA_URI_V4"] + "/task"))["TaskARN"])`;
    const task = await start(["python3", "-c", program]);
    await aws.text("ecs wait tasks-stopped", { tasks: task });
    expect(sim.ecs.runs("process")).toMatchObject([
      {
        exitCode: 0,
        stdout: `arn:aws:sts::123456789012:assumed-role/app/${task.slice(task.lastIndexOf("/") + 1)}\n${task}`,
      },
    ]);
  });
});
