import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import { type AwsSim, createAwsSim } from "aws-sim";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { DockerClient } from "../simulated/docker-client.js";
import { bundleBackend } from "../simulated/programs.js";
import { CLUSTER, PATIENT } from "../simulated/stage.js";

let program: string;
let sim: AwsSim;
let folder: string;
let socket: string;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  program = await bundleBackend();
});
beforeEach(async () => {
  sim = await createAwsSim({ delays: 0 });
  await new ECSClient(sim.clientConfig()).send(new CreateClusterCommand({ clusterName: CLUSTER }));
  folder = mkdtempSync(join(tmpdir(), "docker-on-ecs-"));
  socket = join(folder, "docker.sock");
});
afterEach(async () => {
  for (const child of processes.splice(0)) child.kill("SIGKILL");
  await sim.close();
  rmSync(folder, { recursive: true });
});

const FLAGS = [
  "--region=us-east-1",
  `--cluster=${CLUSTER}`,
  "--subnets=subnet-1",
  "--security-groups=sg-1",
  "--execution-role-arn=arn:aws:iam::123456789012:role/execution",
];

/** A backend as a process of its own. */
function start(words: readonly string[], environment: NodeJS.ProcessEnv = sim.env(process.env)) {
  const child = spawn(process.execPath, ["--no-warnings", program, ...words], {
    env: { ...environment, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
  processes.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  const lines = (): Record<string, unknown>[] =>
    output.stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  return {
    child,
    output,
    lines,
    exitCode: new Promise<number | null>((resolve) => child.on("close", resolve)),
    ready: () =>
      expect
        .poll(() => output.stderr || lines().find(({ message }) => message === "ready"), PATIENT)
        .toMatchObject({
          level: "info",
        }),
  };
}

test("J01, J02: listens on a Unix socket, and replaces that of a backend that was killed", async () => {
  const first = start([...FLAGS, `--listen=unix://${socket}`]);
  await first.ready();
  expect((await new DockerClient(`unix://${socket}`).get("/_ping")).status).toBe(200);

  const second = start([...FLAGS, `--listen=unix://${socket}`]);
  expect(await second.exitCode).toBe(1);
  expect(second.output.stderr).toBe(`${socket} is in use: another process listens there\n`);

  first.child.kill("SIGKILL");
  await first.exitCode;
  await start([...FLAGS, `--listen=unix://${socket}`]).ready();
  expect((await new DockerClient(`unix://${socket}`).get("/_ping")).status).toBe(200);
}, 60_000);

test("J02, J10: listens on TCP; logs each request with its AWS request ids", async () => {
  const backend = start([...FLAGS, "--listen=tcp://127.0.0.1:0"]);
  await backend.ready();
  const [{ address }] = backend.lines().filter(({ message }) => message === "ready") as [{ address: string }];
  expect(address).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
  await new DockerClient(address).post("/v1.44/containers/create", { Image: "alpine", Cmd: ["date"] });
  const [register] = sim.requests.filter({ operation: "RegisterTaskDefinition" });
  await expect
    .poll(() => backend.lines().filter(({ message }) => message === "request"), PATIENT)
    .toEqual([
      {
        time: expect.any(String),
        level: "info",
        message: "request",
        method: "POST",
        path: "/v1.44/containers/create",
        status: 201,
        duration: expect.any(Number),
        awsRequestIds: [register?.requestId],
      },
    ]);
});

test("J04: what is missing in the configuration ends the program with 2", async () => {
  const backend = start([`--cluster=${CLUSTER}`, "--subnets=subnet-1", "--security-groups=sg-1"], {
    PATH: "",
  });
  expect(await backend.exitCode).toBe(2);
  expect(backend.output.stderr).toBe(
    "ecs.region is missing: set --region, SOCKERLESS_ECS_REGION or AWS_REGION or AWS_DEFAULT_REGION, or ecs.region in the file\n" +
      "ecs.execution_role_arn is missing: set --execution-role-arn, SOCKERLESS_ECS_EXECUTION_ROLE_ARN, or ecs.execution_role_arn in the file\n",
  );
});

test("--help prints the configuration", async () => {
  const backend = start(["--help"]);
  expect(await backend.exitCode).toBe(0);
  expect(backend.output.stdout).toContain("--execution-role-arn");
});

test("J07: credentials come from the environment, or from a profile", async () => {
  const environment = sim.env(process.env);
  const keyOf = () => sim.requests.filter({ operation: "DescribeClusters" }).at(-1)?.accessKeyId;
  await start([...FLAGS, `--listen=unix://${socket}`], {
    ...environment,
    AWS_ACCESS_KEY_ID: "AKIAFROMENVIRONMENT0",
    AWS_SECRET_ACCESS_KEY: "secret",
  }).ready();
  expect(keyOf()).toBe("AKIAFROMENVIRONMENT0");

  const profiles = join(folder, "credentials");
  writeFileSync(
    profiles,
    "[backend]\naws_access_key_id = AKIAFROMPROFILE00000\naws_secret_access_key = secret\n",
  );
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, AWS_SESSION_TOKEN: ___, ...rest } = environment;
  await start([...FLAGS, `--listen=unix://${join(folder, "second.sock")}`], {
    ...rest,
    AWS_SHARED_CREDENTIALS_FILE: profiles,
    AWS_PROFILE: "backend",
  }).ready();
  expect(keyOf()).toBe("AKIAFROMPROFILE00000");
}, 60_000);

test.each(["SIGTERM", "SIGINT"] as const)(
  "J09: %s completes what is in progress, ends streams, and exits with 0",
  async (signal) => {
    const backend = start([...FLAGS, `--listen=unix://${socket}`, "--poll-interval=0.05"]);
    await backend.ready();
    sim.delays.set({ ecs: { pending: "never" } });
    const docker = new DockerClient(`unix://${socket}`);
    const id = (await docker.post("/containers/create", { Image: "alpine", Cmd: ["date"] })).text("Id");
    const events = await docker.open("GET", "/events");
    const ended = new Promise((resolve) => events.on("end", resolve).on("error", resolve).resume());
    const started = docker.post(`/containers/${id}/start`);
    await expect.poll(() => sim.ecs.tasks(), PATIENT).toHaveLength(1);

    backend.child.kill(signal);
    await expect.poll(() => backend.lines().map(({ message }) => message), PATIENT).toContain("draining");
    await ended;
    await expect(docker.get("/_ping")).rejects.toThrow();
    sim.transitions.release("ecs", "pending");
    expect((await started).status).toBe(204);
    expect(await backend.exitCode).toBe(0);
    expect(backend.lines().at(-1)).toMatchObject({ message: "stopped" });
    // Tasks run on.
    expect(sim.ecs.tasks()).toMatchObject([{ desiredStatus: "RUNNING" }]);
  },
);

test("J09: what does not end in time is cut", async () => {
  const backend = start([...FLAGS, `--listen=unix://${socket}`, "--drain-timeout=0.1"]);
  await backend.ready();
  sim.delays.set({ ecs: { pending: "never" } });
  const docker = new DockerClient(`unix://${socket}`);
  const id = (await docker.post("/containers/create", { Image: "alpine", Cmd: ["date"] })).text("Id");
  const started = expect(docker.post(`/containers/${id}/start`)).rejects.toThrow();
  await expect.poll(() => sim.ecs.tasks(), PATIENT).toHaveLength(1);
  backend.child.kill("SIGTERM");
  await started;
  expect(await backend.exitCode).toBe(0);
});
