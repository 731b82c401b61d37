/**
 * `npm run example:docker`: the backend on a simulator that runs the commands
 * of containers as processes of this machine, and a dialogue with it. After
 * each command, the requests that AWS has received.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsSim } from "aws-sim";
import { type DockerClient, demultiplex } from "./docker-client.js";
import { stage } from "./stage.js";

const hasDocker = spawnSync("docker", ["--version"], { stdio: "ignore" }).status === 0;
const configuration = mkdtempSync(join(tmpdir(), "docker-config-"));

const here = await stage({ processes: true, settings: { logDelivery: 0, pollInterval: 200 } });
try {
  console.log(`The backend listens on ${here.host}, and AWS is simulated at ${here.sim.url}.\n`);
  await (hasDocker ? withDocker() : overHttp(here.docker));
  console.log("Everything was removed: no task runs, and every task definition is INACTIVE.");
} finally {
  await here[Symbol.asyncDispose]();
  rmSync(configuration, { recursive: true });
}

/** The real command: it is a client only, and needs no engine. */
async function withDocker(): Promise<void> {
  const docker = (...words: string[]) =>
    said(`docker ${words.map(quoted).join(" ")}`, here.sim, async () => {
      const status = await run("docker", words);
      if (status !== 0) console.log(`(exit status ${status})`);
    });
  await docker("run", "--rm", "alpine", "echo", "hi");
  await docker("run", "-d", "--name", "web", "alpine", "sh", "-c", "echo listening; exec sleep 1000");
  await docker("ps");
  await docker("logs", "web");
  await docker("exec", "web", "sh", "-c", "echo hello from $HOSTNAME; exit 7");
  await docker("stop", "web");
  await docker("ps", "-a");
  await docker("rm", "web");
}

/** Without the command: the requests that it sends, by hand. */
async function overHttp(docker: DockerClient): Promise<void> {
  console.log(
    'The docker command is not installed ("apt-get install docker-cli" suffices): the requests it sends follow.\n',
  );
  const request = async (method: string, path: string, body?: object) => {
    let id = "";
    await said(`${method} ${path}${body ? ` ${JSON.stringify(body)}` : ""}`, here.sim, async () => {
      const response = await docker.send(method, path, body);
      id = response.text("Id");
      console.log(
        response.status,
        response.body === undefined ? "" : JSON.stringify(response.body).slice(0, 160),
      );
    });
    return id;
  };
  const frames = (title: string, read: () => Promise<Buffer>) =>
    said(title, here.sim, async () => process.stdout.write(demultiplex(await read()).stdout));
  await request("POST", "/containers/create?name=web", {
    Image: "alpine",
    Cmd: ["sh", "-c", "echo hi; exec sleep 1000"],
  });
  await request("POST", "/containers/web/start");
  await request("GET", "/containers/json");
  await frames(
    "GET /containers/web/logs?stdout=1",
    async () => (await docker.get("/containers/web/logs?stdout=1")).bytes,
  );
  const exec = await request("POST", "/containers/web/exec", {
    Cmd: ["sh", "-c", "echo hello; exit 7"],
    AttachStdout: true,
  });
  await frames(
    `POST /exec/${exec.slice(0, 12)}/start (upgraded)`,
    async () => (await docker.hijack(`/exec/${exec}/start`, {})).output,
  );
  await request("GET", `/exec/${exec}/json`);
  await request("POST", "/containers/web/stop");
  await request("DELETE", "/containers/web");
}

/** Shows a command, what it prints, and what AWS has received. */
async function said(command: string, sim: AwsSim, run: () => Promise<unknown>): Promise<void> {
  const before = sim.requests.length;
  console.log(`$ ${command}`);
  await run();
  const counts = new Map<string, number>();
  for (const { operation = "" } of sim.requests.filter({}).slice(before))
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const operations = [...counts].map(([operation, count]) =>
    count === 1 ? operation : `${operation} ×${count}`,
  );
  console.log(operations.length === 0 ? "" : `  AWS: ${operations.join(", ")}\n`);
}

function run(program: string, words: readonly string[]): Promise<number | null> {
  const env = { ...process.env, DOCKER_HOST: here.host, DOCKER_CONFIG: configuration };
  const child = spawn(program, words, { env, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve) => child.on("close", resolve));
}

function quoted(word: string): string {
  return /[^\w./-]/.test(word) ? `'${word}'` : word;
}
