import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateClusterCommand, ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectAwsSim } from "../../lib/index.js";
import { VERSION } from "../../lib/version.js";
import { Program } from "./program.js";

let program: Program;
beforeAll(async () => {
  program = await Program.build();
});
afterAll(() => program?.[Symbol.asyncDispose]());

const frozen = ["--clock", "frozen", "--start-time", "2030-01-01T00:00:00Z"];

test("reports that it is ready, serves, and SIGTERM ends it with status 0 (A21)", async () => {
  await using server = await program.serve([...frozen, "--region", "eu-west-1"]);
  const health = await request(`${server.url}/_sim/health`);
  expect(await health.body.json()).toMatchObject({ status: "ok", version: VERSION, region: "eu-west-1" });
  const sim = await connectAwsSim(server.url);
  const ecs = new ECSClient(sim.clientConfig());
  await ecs.send(new CreateClusterCommand({ clusterName: "apps" }));
  await ecs.send(new ListClustersCommand({ maxResults: 1_000 })).catch(() => {});
  ecs.destroy();
  const { code, stdout, stderr } = await server.stop();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const common = {
    time: "2030-01-01T00:00:00.000Z",
    level: "info",
    service: "ecs",
    event: "request",
    duration: 0,
    account: "123456789012",
    region: "eu-west-1",
    requestId: expect.any(String),
    method: "POST",
    path: "/",
  };
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    {
      time: "2030-01-01T00:00:00.000Z",
      level: "info",
      msg: `aws-sim is ready on ${server.url}`,
      event: "ready",
      url: server.url,
      inspector: `${server.url}/_sim/`,
      host: "127.0.0.1",
      region: "eu-west-1",
      accountId: "123456789012",
      version: VERSION,
    },
    { ...common, msg: "ecs CreateCluster", operation: "CreateCluster", status: 200 },
    {
      ...common,
      msg: "ecs ListClusters",
      operation: "ListClusters",
      status: 400,
      errorCode: "InvalidParameterException",
      errorMessage: expect.any(String),
    },
    expect.objectContaining({ event: "draining" }),
    expect.objectContaining({ event: "stopped", msg: "aws-sim has stopped" }),
  ]);
});

test("SIGINT ends it with status 0 as well", async () => {
  await using server = await program.serve();
  expect((await server.stop("SIGINT")).code).toBe(0);
});

describe("requests in progress", () => {
  /** Starts a request that a fault holds back for so long, and resolves when it has arrived. */
  async function heldRequest(url: string, latency: `${number}s` | `${number}h`) {
    const sim = await connectAwsSim(url);
    const fault = await sim.faults.add({ operation: "ListClusters", latency });
    const ecs = new ECSClient({ ...sim.clientConfig(), maxAttempts: 1 });
    const answered = ecs.send(new ListClustersCommand({})).then(
      ({ clusterArns }) => clusterArns,
      (error: Error) => error.name,
    );
    while ((await fault.hits()) === 0) await new Promise((resolve) => setImmediate(resolve));
    return { answered, end: () => ecs.destroy() };
  }

  test("are answered before it stops", async () => {
    await using server = await program.serve();
    const held = await heldRequest(server.url, "1s");
    const [answer, { code, stdout }] = await Promise.all([held.answered, server.stop()]);
    expect([answer, code]).toEqual([[], 0]);
    expect(stdout).toContain('"msg":"aws-sim has stopped"');
    held.end();
  });

  test("are broken off when they take too long", async () => {
    await using server = await program.serve([...frozen, "--drain-timeout", "10ms"]);
    const held = await heldRequest(server.url, "1h");
    const [answer, { code, stdout }] = await Promise.all([held.answered, server.stop()]);
    expect([answer, code]).toEqual([expect.stringMatching(/Error/), 0]);
    expect(stdout).toContain("aws-sim has stopped, and broke requests off");
    held.end();
  });

  test("are broken off immediately by a second signal", async () => {
    await using server = await program.serve([...frozen, "--drain-timeout", "1h"]);
    const held = await heldRequest(server.url, "1h");
    server.running.kill("SIGTERM");
    for (let line = ""; !line.includes("draining"); ) line = await server.running.nextLine();
    const { code, stdout } = await server.stop("SIGINT");
    expect([await held.answered, code]).toEqual([expect.stringMatching(/Error/), 130]);
    expect(stdout).not.toContain("has stopped");
    held.end();
  });
});

test("the error names a port that is in use", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const { code, stdout, stderr } = await program.run(["--port", String(port)]);
  other.close();
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: "",
    stderr: `aws-sim: Port ${port} on 127.0.0.1 is already in use. Stop the process that uses it, or use port 0 for a free port.\n`,
  });
});

test.each([
  [["--help"], 0, /^AWS, simulated.*--port <number>.*SIM_PORT/s, ""],
  [["exec", "-h"], 0, /^AWS, simulated/, ""],
  [["--version"], 0, new RegExp(`^${VERSION}\n$`), ""],
  [
    ["--prt", "1"],
    2,
    /^$/,
    'aws-sim: There is no flag --prt. Did you mean --port?\n"aws-sim --help" lists all flags.\n',
  ],
  [
    ["--port", "0", "--delays", '{"ecs":{"pendin":0}}'],
    2,
    /^$/,
    expect.stringMatching(
      /^aws-sim: --delays: There is no transition "ecs\.pendin"\. Did you mean "ecs\.pending"\? There are: /,
    ),
  ],
])("%j ends with status %i", async (args, code, stdout, stderr) => {
  expect(await program.run(args)).toEqual({
    code,
    signal: null,
    stdout: expect.stringMatching(stdout),
    stderr,
  });
});

test("with valid credentials, others are rejected, and connected clients sign with the valid ones", async () => {
  await using server = await program.serve([
    "--credential",
    "AKIA1:one",
    "--credential",
    "AKIA2:two:222222222222",
  ]);
  const sim = await connectAwsSim(server.url);
  const send = async (config: ReturnType<typeof sim.clientConfig>) => {
    const ecs = new ECSClient({ ...config, maxAttempts: 1 });
    return ecs.send(new CreateClusterCommand({})).then(
      ({ cluster }) => cluster?.clusterArn?.split(":")[4],
      (error: Error) => error.name,
    );
  };
  const stranger = { accessKeyId: "AKIA3", secretAccessKey: "three" };
  expect([
    await send(sim.clientConfig()),
    await send(sim.clientConfig({ accountId: "222222222222" })),
    await send({ ...sim.clientConfig(), credentials: stranger }),
  ]).toEqual(["123456789012", "222222222222", "UnrecognizedClientException"]);
});

test("keeps the set number of requests, and its control API accepts the set hosts", async () => {
  await using server = await program.serve([
    "--request-log-limit",
    "2",
    "--control-host",
    "aws-sim",
    "--log-level",
    "warn",
  ]);
  const sim = await connectAwsSim(server.url);
  const ecs = new ECSClient(sim.clientConfig());
  for (const maxResults of [1, 2, 3]) await ecs.send(new ListClustersCommand({ maxResults }));
  expect((await sim.requests.filter()).map(({ input }) => input)).toEqual([
    { maxResults: 2 },
    { maxResults: 3 },
  ]);
  const status = async (host: string) => {
    const answer = await request(`${server.url}/_sim/health`, { headers: { host } });
    await answer.body.dump();
    return answer.statusCode;
  };
  expect([await status("aws-sim:4566"), await status("other:4566")]).toEqual([200, 403]);
  const { stdout } = await server.stop();
  expect(stdout.trim().split("\n")).toHaveLength(1);
});

test("warns about an address that others can reach, and the ready line shows it", async () => {
  await using server = await program.serve(["--host", "0.0.0.0"]);
  const { stdout } = await server.stop();
  const [warning, ready] = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { level: string; event: string; msg: string; host: string });
  expect(warning).toMatchObject({
    level: "warn",
    event: "exposed",
    host: "0.0.0.0",
    msg: expect.stringMatching(/^aws-sim listens on 0\.0\.0\.0: everyone who can reach this machine /),
  });
  expect(ready).toMatchObject({
    event: "ready",
    host: "0.0.0.0",
    msg: `aws-sim is ready on ${server.url}, listening on 0.0.0.0`,
  });
});

test("serves over HTTPS, and writes its URL to a file", async () => {
  const path = (name: string) => fileURLToPath(new URL(`../support/tls/${name}.pem`, import.meta.url));
  const file = join(program.folder, "sim.url");
  const tls = ["--tls-key", path("key"), "--tls-cert", path("cert")];
  await using server = await program.serve([...tls, "--url-file", file]);
  expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(await readFile(file, "utf8")).toBe(server.url);
  const sim = await connectAwsSim(server.url, { ca: await readFile(path("cert")) });
  expect((await sim.health()).status).toBe("ok");
});
