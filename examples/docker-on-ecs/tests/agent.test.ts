import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { AgentMessage, AgentRequest } from "../agent/protocol.js";
import { agentProgram, PATIENT } from "../simulated/stage.js";

let program: string;
const running: Agent[] = [];

beforeAll(async () => {
  program = await agentProgram();
});
afterEach(() => {
  for (const agent of running.splice(0)) agent.kill();
});

/** An agent with a command, as a process of its own. */
class Agent {
  readonly sockets: WebSocket[] = [];
  readonly exitCode: Promise<number | null>;
  stdout = "";
  stderr = "";

  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
  ) {
    process.stdout?.on("data", (chunk) => {
      this.stdout += chunk;
    });
    process.stderr?.on("data", (chunk) => {
      this.stderr += chunk;
    });
    this.exitCode = new Promise((resolve) => process.on("exit", resolve));
    running.push(this);
  }

  static async start(command: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<Agent> {
    const address = `127.0.0.1:${await freePort()}`;
    const env = { PATH: process.env.PATH, SOCKERLESS_AGENT_TOKEN: "token", ...variables };
    const agent = new Agent(
      // A group of its own: in a container, nothing outlives the agent.
      spawn(process.execPath, [program, "--address", address, "--", ...command], { env, detached: true }),
      `http://${address}`,
    );
    const healthy = () =>
      fetch(`${agent.url}/health`).then(
        ({ ok }) => ok,
        () => agent.process.exitCode !== null,
      );
    await expect.poll(healthy, PATIENT).toBe(true);
    return agent;
  }

  /** Connects; what comes is in `messages`. */
  async connect(headers: Record<string, string> = { Authorization: "Bearer token" }) {
    const socket = new WebSocket(`${this.url.replace("http", "ws")}/ws`, { headers });
    this.sockets.push(socket);
    const messages: AgentMessage[] = [];
    socket.on("message", (data) => messages.push(JSON.parse(String(data))));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    const send = (request: AgentRequest | object) => socket.send(JSON.stringify(request));
    const output = (type: "stdout" | "stderr", id: string) =>
      messages
        .flatMap((message) =>
          message.type === type && message.id === id ? [Buffer.from(message.data, "base64")] : [],
        )
        .join("");
    const ended = (id: string) =>
      expect
        .poll(() => messages.find((message) => message.type === "exit" && message.id === id), PATIENT)
        .toBeDefined();
    return { socket, messages, send, output, ended };
  }

  kill(): void {
    for (const socket of this.sockets) socket.terminate();
    try {
      if (this.process.pid !== undefined) process.kill(-this.process.pid, "SIGKILL");
    } catch {
      // ESRCH: nothing of the group is left.
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

const IDLE = ["sh", "-c", "while :; do sleep 0.05; done"];

describe("the command", () => {
  test("its output and exit code are those of the agent", async () => {
    const agent = await Agent.start(["sh", "-c", "sleep 0.5; echo out; echo err >&2; exit 3"]);
    expect(await agent.exitCode).toBe(3);
    expect({ stdout: agent.stdout, stderr: agent.stderr }).toEqual({ stdout: "out\n", stderr: "err\n" });
  });

  test.each([
    ["SIGTERM", "trap 'exit 9' TERM; while :; do sleep 0.05; done", 9],
    ["SIGINT", "while :; do sleep 0.05; done", 130],
  ] as const)("%s is forwarded", async (signal, script, code) => {
    const agent = await Agent.start(["sh", "-c", script]);
    const health = async () => (await fetch(`${agent.url}/health`)).json();
    await expect.poll(health, PATIENT).toMatchObject({ pid: expect.any(Number) });
    // The shell sets its trap a moment after it has started.
    while (agent.process.exitCode === null) {
      agent.process.kill(signal);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect([code, signal === "SIGTERM" ? 143 : code]).toContain(await agent.exitCode);
  });

  test("a command that does not exist ends with 127, one that is none with 126", async () => {
    const missing = await Agent.start(["no-such-command"]);
    expect(await missing.exitCode).toBe(127);
    expect(missing.stderr).toBe('exec: "no-such-command": executable file not found in $PATH\n');
    const directory = await Agent.start(["/"]);
    expect(await directory.exitCode).toBe(126);
    expect(directory.stderr).toBe('exec: "/": permission denied\n');
  });

  test("does not see the configuration of the agent", async () => {
    const agent = await Agent.start(["sh", "-c", "sleep 0.3; env"], {
      SOCKERLESS_AGENT_AWAIT_ATTACH: "0",
      MINE: "1",
    });
    await agent.exitCode;
    expect(agent.stdout).toContain("MINE=1");
    expect(agent.stdout).not.toContain("SOCKERLESS");
  });

  test("without a command, the usage", async () => {
    const child = spawn(process.execPath, [program]);
    const text = child.stderr.toArray();
    expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(2);
    expect(Buffer.concat(await text).toString()).toContain("usage: sockerless-agent");
  });

  test("--install copies the agent", async () => {
    const folder = mkdtempSync(join(tmpdir(), "docker-on-ecs-"));
    const child = spawn(process.execPath, [program, "--install", folder]);
    expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(0);
    expect(existsSync(join(folder, "sockerless-agent"))).toBe(true);
    rmSync(folder, { recursive: true });
  });
});

describe("access", () => {
  test("health needs no token, everything else does", async () => {
    const agent = await Agent.start(IDLE);
    expect(await (await fetch(`${agent.url}/health`)).json()).toEqual({
      status: "ok",
      pid: expect.any(Number),
      exited: false,
    });
    expect((await fetch(`${agent.url}/stats`)).status).toBe(401);
    await expect(agent.connect({})).rejects.toThrow("401");
    await expect(agent.connect({ Authorization: "Bearer wrong" })).rejects.toThrow("401");
    await agent.connect({ Authorization: "Bearer token" });
    expect((await fetch(`${agent.url}/stats?token=token`)).status).toBe(404);
    expect((await fetch(`${agent.url}/none?token=token`)).status).toBe(404);
  });

  test("an agent without a token needs none", async () => {
    const agent = await Agent.start(IDLE, { SOCKERLESS_AGENT_TOKEN: "" });
    expect((await agent.connect({})).socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe("exec", () => {
  test("sessions share a connection", async () => {
    const agent = await Agent.start(IDLE);
    const { messages, send, output, ended } = await agent.connect();
    send({ type: "exec", id: "a", cmd: ["sh", "-c", "read line; echo $line $X; exit 1"], env: ["X=1"] });
    send({ type: "exec", id: "b", cmd: ["sh", "-c", "pwd >&2"], workdir: "/" });
    await ended("b");
    send({ type: "stdin", id: "a", data: Buffer.from("hello\n").toString("base64") });
    await ended("a");
    expect(output("stdout", "a")).toBe("hello 1\n");
    expect(output("stderr", "b")).toBe("/\n");
    expect(messages.filter(({ type }) => type === "exit")).toEqual([
      { type: "exit", id: "b", code: 0 },
      { type: "exit", id: "a", code: 1 },
    ]);
  });

  test("signals, and the end of input", async () => {
    const agent = await Agent.start(IDLE);
    const { messages, send, ended } = await agent.connect();
    send({ type: "exec", id: "a", cmd: ["sleep", "1000"] });
    send({ type: "exec", id: "b", cmd: ["cat"] });
    send({ type: "signal", id: "a", signal: "SIGKILL" });
    send({ type: "close_stdin", id: "b" });
    await ended("a");
    await ended("b");
    expect(messages).toEqual(
      expect.arrayContaining([
        { type: "exit", id: "a", code: 137 },
        { type: "exit", id: "b", code: 0 },
      ]),
    );
  });

  test("requests that cannot be served", async () => {
    const agent = await Agent.start(IDLE);
    const { socket, messages, send } = await agent.connect();
    socket.send("{");
    socket.send("null");
    send({ type: "exec", cmd: ["true"] });
    send({ type: "exec", id: "a", cmd: [] });
    send({ type: "attach" });
    send({ type: "stdin", id: "none", data: "" });
    send({ type: "signal", id: "none", signal: "TERM" });
    send({ type: "signal", signal: "NOPE" });
    send({ type: "dance" });
    await expect
      .poll(() => messages, PATIENT)
      .toEqual([
        { type: "error", message: "exec requires id" },
        { type: "error", id: "a", message: "exec requires cmd" },
        { type: "error", message: "attach requires id" },
        { type: "error", message: "unknown message type: dance" },
      ]);
  });
});

describe("attach", () => {
  test("the command waits for the first client, if it is told to", async () => {
    const agent = await Agent.start(["echo", "hi"], { SOCKERLESS_AGENT_AWAIT_ATTACH: "60" });
    const { send, messages, output, ended } = await agent.connect();
    expect(messages).toEqual([]);
    send({ type: "attach", id: "m" });
    await ended("m");
    expect(output("stdout", "m")).toBe("hi\n");
    expect(await agent.exitCode).toBe(0);
  });

  test("a late client receives what was written last, at most 1 MiB of a stream", async () => {
    const agent = await Agent.start([
      "sh",
      "-c",
      "head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end; while :; do sleep 0.05; done",
    ]);
    await expect.poll(() => agent.stdout.length, PATIENT).toBe(3_000_005);
    const { send, output } = await agent.connect();
    send({ type: "attach", id: "m" });
    await expect.poll(() => output("stdout", "m").length, PATIENT).toBe(1024 * 1024);
    expect(output("stdout", "m").endsWith("x\nend\n")).toBe(true);
  });

  test("the end of the connection is not the end of the command", async () => {
    const agent = await Agent.start(IDLE);
    const { socket, send } = await agent.connect();
    send({ type: "attach", id: "m" });
    socket.terminate();
    expect(await (await fetch(`${agent.url}/health`)).json()).toMatchObject({ exited: false });
  });
});
