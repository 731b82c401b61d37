/**
 * The integration tests of the backend, as they run on a real cluster:
 *
 *     SOCKERLESS_INTEGRATION=aws SOCKERLESS_ECS_CLUSTER=… SOCKERLESS_ECS_SUBNETS=… \
 *       SOCKERLESS_ECS_SECURITY_GROUP=… SOCKERLESS_ECS_EXECUTION_ROLE_ARN=… npx vitest run …/integration.test.ts
 *
 * Without these, on the simulator, in seconds. Tasks are few, because on AWS
 * each takes up to 45 seconds: what belongs together is one test.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient, DeleteLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { AwsSim } from "aws-sim";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApplication } from "../application.js";
import { DockerClient, demultiplex } from "../simulated/docker-client.js";
import { stage } from "../simulated/stage.js";
import { Cleanup } from "./cleanup.js";
import { integrationTarget } from "./integration-target.js";

const target = integrationTarget(process.env);
const title = target.kind === "nowhere" ? `ECS integration (${target.reason})` : "ECS integration";

describe.skipIf(target.kind === "nowhere")(title, () => {
  const all = new Cleanup();
  let docker: DockerClient;
  /** Left out on AWS. */
  let sim: AwsSim | undefined;
  const logGroup = `/sockerless/tests/${randomBytes(4).toString("hex")}`;

  beforeAll(async () => {
    if (target.kind === "aws") {
      const folder = mkdtempSync(join(tmpdir(), "docker-on-ecs-"));
      const settings = { ...target.settings, listen: `unix://${join(folder, "docker.sock")}`, logGroup };
      const application = await startApplication(settings);
      docker = new DockerClient(application.address);
      const logs = new CloudWatchLogsClient({ region: settings.region });
      all.defer(async () => rmSync(folder, { recursive: true }));
      all.defer(() => application.close());
      all.defer(() => logs.send(new DeleteLogGroupCommand({ logGroupName: logGroup })));
    } else {
      const here = await stage({ processes: true, settings: { logGroup } });
      ({ docker, sim } = here);
      all.defer(() => here[Symbol.asyncDispose]());
      const logs = new CloudWatchLogsClient(here.sim.clientConfig());
      all.defer(() => logs.send(new DeleteLogGroupCommand({ logGroupName: logGroup })));
    }
  }, 60_000);
  afterAll(() => all[Symbol.asyncDispose](), 180_000);

  /** Creates a container with a name of its own, which goes with the test. */
  const create = async (cleanup: Cleanup, Cmd: readonly string[]): Promise<string> => {
    const name = `ecs-${expect.getState().currentTestName?.replace(/\W+/g, "-").slice(0, 40)}-${randomBytes(4).toString("hex")}`;
    const response = await docker.post(`/containers/create?name=${name}`, {
      Image: "alpine:latest",
      Cmd,
      Labels: { "test-run": "ecs-integration" },
    });
    const id = response.text("Id");
    cleanup.defer(async () => {
      const { status } = await docker.delete(`/containers/${id}?force=true`);
      if (status !== 204 && status !== 404) throw new Error(`${name} was not removed: ${status}`);
    });
    expect(response).toMatchObject({
      status: 201,
      body: { Id: expect.stringMatching(/^[0-9a-f]{64}$/), Warnings: [] },
    });
    return id;
  };

  /** CloudWatch delivers with a delay of 5 to 15 seconds on AWS. */
  const logsOf = async (id: string, expected: RegExp, query = ""): Promise<void> => {
    const read = async () => {
      const { bytes } = await docker.get(`/containers/${id}/logs?stdout=true&stderr=true${query}`);
      return demultiplex(bytes).stdout;
    };
    await expect.poll(read, { timeout: 30_000, interval: 250 }).toMatch(expected);
  };

  test("the life of a container (K03 to K13)", async () => {
    await using cleanup = new Cleanup();
    const id = await create(cleanup, ["sh", "-c", "echo hello from fargate; sleep 2"]);

    expect((await docker.post(`/containers/${id}/start`)).status).toBe(204);
    const running = await docker.get(`/containers/${id}/json`);
    expect(running.body).toMatchObject({ State: { Status: "running" } });
    expect(running.text("NetworkSettings", "IPAddress")).toMatch(/^(10|127|172|192)(\.\d+){3}$/);

    const listed = await docker.get("/containers/json?all=true");
    expect(listed.body).toContainEqual(
      expect.objectContaining({
        Id: id,
        Image: "alpine:latest",
        State: "running",
        Names: [running.text("Name")],
      }),
    );
    const filters = encodeURIComponent('{"label":["test-run=ecs-integration"]}');
    const matching = await docker.get(`/containers/json?all=true&filters=${filters}`);
    expect(matching.body).toMatchObject([{ Id: id }]);

    expect((await docker.post(`/containers/${id}/wait`)).body).toEqual({ StatusCode: 0 });
    expect(await docker.get(`/containers/${id}/json`)).toMatchObject({
      body: { State: { Status: "exited", ExitCode: 0 } },
    });
    await logsOf(id, /hello from fargate/);
    await logsOf(id, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z hello from fargate$/m, "&timestamps=true");

    expect((await docker.delete(`/containers/${id}`)).status).toBe(204);
    expect((await docker.get(`/containers/${id}/json`)).status).toBe(404);
  }, 240_000);

  test("commands in a running container, and stop (K07, K14, K15)", async () => {
    await using cleanup = new Cleanup();
    const id = await create(cleanup, ["tail", "-f", "/dev/null"]);
    expect((await docker.post(`/containers/${id}/start`)).status).toBe(204);

    const run = async (Cmd: readonly string[]) => {
      const created = await docker.post(`/containers/${id}/exec`, {
        Cmd,
        AttachStdout: true,
        AttachStderr: true,
      });
      expect(created.status).toBe(201);
      const exec = created.text("Id");
      const { output } = await docker.hijack(`/exec/${exec}/start`, { Detach: false, Tty: false });
      const { stdout } = demultiplex(await output);
      return { stdout, body: (await docker.get(`/exec/${exec}/json`)).body };
    };
    expect(await run(["echo", "exec-works"])).toMatchObject({
      stdout: "exec-works\n",
      body: { ExitCode: 0 },
    });
    expect(await run(["sh", "-c", "exit 7"])).toMatchObject({ body: { ExitCode: 7 } });

    expect((await docker.post(`/containers/${id}/stop`)).status).toBe(204);
    expect(await docker.get(`/containers/${id}/json`)).toMatchObject({
      body: { State: { Status: "exited" } },
    });
  }, 240_000);

  test("an image that does not exist is an error, not a hang (K18)", async () => {
    await using cleanup = new Cleanup();
    // The newest pattern applies, and after its removal that of the stage again.
    const failing = sim?.ecs.onTask("*", { failToStart: "CannotPullContainerError: not found" });
    cleanup.defer(async () => failing?.remove());
    const id = await create(cleanup, ["true"]);
    expect((await docker.post(`/containers/${id}/start`)).status).toBe(sim === undefined ? 204 : 500);
  }, 240_000);
});

describe("where they run", () => {
  const settings = {
    AWS_REGION: "eu-west-1",
    SOCKERLESS_ECS_CLUSTER: "tests",
    SOCKERLESS_ECS_SUBNETS: "subnet-1,subnet-2",
    SOCKERLESS_ECS_SECURITY_GROUP: "sg-1",
    SOCKERLESS_ECS_EXECUTION_ROLE_ARN: "arn:aws:iam::123456789012:role/execution",
  };
  const aws = { ...settings, SOCKERLESS_INTEGRATION: "aws" };

  test.each([
    ["on the simulator by default", settings, { kind: "simulator" }],
    ["K01: nowhere without credentials", aws, { kind: "nowhere", reason: "AWS credentials not available" }],
    [
      "K01: nowhere with half of the credentials",
      { ...aws, AWS_ACCESS_KEY_ID: "AKIA" },
      { kind: "nowhere", reason: "AWS credentials not available" },
    ],
    [
      "K02: on the cluster of the environment, with a profile",
      { ...aws, AWS_PROFILE: "tests" },
      {
        kind: "aws",
        settings: {
          cluster: "tests",
          subnets: ["subnet-1", "subnet-2"],
          securityGroups: ["sg-1"],
          region: "eu-west-1",
        },
      },
    ],
    [
      "K20: nowhere if time is short",
      { ...aws, AWS_PROFILE: "tests", SOCKERLESS_SHORT: "1" },
      { kind: "nowhere", reason: "SOCKERLESS_SHORT is set" },
    ],
  ])("%s", (_, environment, expected) => {
    expect(integrationTarget(environment)).toMatchObject(expected);
  });
});

test("K16: a test that fails leaves nothing behind", async () => {
  await using here = await stage();
  here.sim.ecs.onTask("sockerless-*", { duration: "forever", stdout: "hi" });
  const failing = async () => {
    await using cleanup = new Cleanup();
    const logs = new CloudWatchLogsClient(here.sim.clientConfig());
    cleanup.defer(() => logs.send(new DeleteLogGroupCommand({ logGroupName: here.settings.logGroup })));
    const id = (await here.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"] })).text("Id");
    cleanup.defer(() => here.docker.delete(`/containers/${id}?force=true`));
    await here.docker.post(`/containers/${id}/start`);
    expect(here.sim.logs.groups()).toHaveLength(1);
    throw new Error("a failed assertion");
  };
  await expect(failing()).rejects.toThrow("a failed assertion");
  expect((await here.docker.get("/containers/json?all=1")).body).toEqual([]);
  expect(here.sim.ecs.tasks()).toMatchObject([{ lastStatus: "STOPPED" }]);
  expect(here.sim.ecs.taskDefinitions()).toMatchObject([{ status: "INACTIVE" }]);
  expect(here.sim.logs.groups()).toEqual([]);
});
