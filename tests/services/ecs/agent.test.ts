import { ECS } from "@aws-sdk/client-ecs";
import { STS } from "@aws-sdk/client-sts";
import { fromHttp } from "@aws-sdk/credential-provider-http";
import { describe, expect, test, vi } from "vitest";
import type { TaskContext } from "../../../lib/index.js";
import { JOB, momentAt, RUN_JOB, START, taskWorld } from "./task-world.js";

const world = taskWorld({ delays: { ecs: 0 } });
const ROLE = "arn:aws:iam::123456789012:role/team/app";

/** Runs a task whose handler waits to be stopped, and returns what the handler has. */
async function running(change: object = {}, run: object = {}): Promise<TaskContext> {
  await world.ecs.registerTaskDefinition({ ...JOB, executionRoleArn: ROLE, ...change });
  const seen = vi.fn((task: TaskContext) => task.stopped);
  world.sim.ecs.onTask("job", seen);
  await world.run(run);
  const [task] = seen.mock.lastCall ?? [];
  if (!task) throw new Error("The handler was not called.");
  return task;
}

async function get(uri: string | undefined, init?: RequestInit): Promise<{ status: number; body: unknown }> {
  const response = await fetch(uri ?? "", init);
  expect(response.headers.get("content-type")).toBe("application/json");
  return { status: response.status, body: await response.json() };
}

describe("B27 task metadata, version 4", () => {
  const definition = {
    cpu: "512",
    memory: "1024",
    containerDefinitions: [
      {
        name: "app",
        image: "repo:1",
        cpu: 256,
        memory: 300,
        dockerLabels: { team: "a" },
        healthCheck: { command: ["true"] },
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/jobs",
            "awslogs-region": "us-east-1",
            "awslogs-stream-prefix": "job",
          },
        },
      },
      { name: "sidecar", image: "repo:2" },
    ],
  };

  test("of the container", async () => {
    const task = await running(definition);
    const { containers: [shown] = [], attachments: [attachment] = [] } = await world.describe(task.taskArn);
    const detail = (name: string) => attachment?.details?.find((item) => item.name === name)?.value;
    const moment = START.toISOString().replace("Z", "000000Z");
    expect(await get(task.environment.ECS_CONTAINER_METADATA_URI_V4)).toEqual({
      status: 200,
      body: {
        DockerId: shown?.runtimeId,
        Name: "app",
        DockerName: "app",
        Image: "repo:1",
        ImageID: shown?.imageDigest,
        Labels: {
          "com.amazonaws.ecs.cluster": task.clusterArn,
          "com.amazonaws.ecs.container-name": "app",
          "com.amazonaws.ecs.task-arn": task.taskArn,
          "com.amazonaws.ecs.task-definition-family": "job",
          "com.amazonaws.ecs.task-definition-version": "2",
          team: "a",
        },
        DesiredStatus: "RUNNING",
        KnownStatus: "RUNNING",
        Limits: { CPU: 256, Memory: 300 },
        CreatedAt: moment,
        StartedAt: moment,
        Type: "NORMAL",
        Health: { status: "HEALTHY", statusSince: moment },
        LogDriver: "awslogs",
        LogOptions: {
          "awslogs-group": "/jobs",
          "awslogs-region": "us-east-1",
          "awslogs-stream": `job/app/${task.taskId}`,
        },
        ContainerARN: shown?.containerArn,
        Networks: [
          {
            NetworkMode: "awsvpc",
            IPv4Addresses: [task.privateIpv4Address],
            AttachmentIndex: 0,
            MACAddress: detail("macAddress"),
            IPv4SubnetCIDRBlock: "10.0.0.0/16",
            DomainNameServers: ["10.0.0.2"],
            DomainNameSearchList: ["ec2.internal"],
            PrivateDNSName: detail("privateDnsName"),
            SubnetGatewayIpv4Address: "10.0.0.1/16",
          },
        ],
        Snapshotter: "overlayfs",
      },
    });
  });

  test("of the task, with tags where they are asked for", async () => {
    const task = await running(definition, { tags: [{ key: "team", value: "a" }] });
    const uri = task.environment.ECS_CONTAINER_METADATA_URI_V4;
    await world.sim.clock.advance("90s");
    const moment = START.toISOString().replace("Z", "000000Z");
    const { body } = await get(`${uri}/task`);
    const expected = {
      Cluster: task.clusterArn,
      TaskARN: task.taskArn,
      Family: "job",
      Revision: "2",
      DesiredStatus: "RUNNING",
      KnownStatus: "RUNNING",
      Limits: { CPU: 0.5, Memory: 1024 },
      PullStartedAt: moment,
      PullStoppedAt: moment,
      AvailabilityZone: expect.stringMatching(/^us-east-1[a-f]$/),
      LaunchType: "FARGATE",
      Containers: [(await get(uri)).body, expect.objectContaining({ Name: "sidecar", Limits: { CPU: 2 } })],
      ClockDrift: {
        ClockErrorBound: 0,
        ReferenceTimestamp: "2026-01-02T03:05:35Z",
        ClockSynchronizationStatus: "SYNCHRONIZED",
      },
      EphemeralStorageMetrics: { Utilized: 0, Reserved: 20_496 },
      FaultInjectionEnabled: false,
    };
    expect(body).toEqual(expected);
    expect((await get(`${uri}/taskWithTags`)).body).toEqual({ ...expected, TaskTags: { team: "a" } });
  });

  test("statistics in Docker's form, which are not measured", async () => {
    const task = await running(definition);
    const uri = task.environment.ECS_CONTAINER_METADATA_URI_V4;
    const { body: own } = await get(`${uri}/stats`);
    expect(own).toMatchObject({
      name: "app",
      read: "2026-01-02T03:04:05.678000000Z",
      preread: "2026-01-02T03:03:55.678000000Z",
      cpu_stats: { cpu_usage: { total_usage: 0 }, online_cpus: 1 },
      memory_stats: { usage: 0, limit: 300 * 1024 * 1024 },
    });
    const { containers = [] } = await world.describe(task.taskArn);
    const { body } = await get(`${uri}/task/stats`);
    expect(body).toEqual({
      [containers[0]?.runtimeId ?? ""]: own,
      [containers[1]?.runtimeId ?? ""]: expect.objectContaining({ name: "sidecar" }),
    });
  });

  test("a task that has stopped, an unknown id, an unknown path and another method", async () => {
    const task = await running();
    const uri = task.environment.ECS_CONTAINER_METADATA_URI_V4 ?? "";
    const id = uri.slice(uri.lastIndexOf("/") + 1);
    expect(await get(`${uri}/tasks`)).toEqual({ status: 404, body: "404 page not found" });
    expect(await get(uri.replace("/v4/", "/v5/"))).toEqual({ status: 404, body: "404 page not found" });
    expect(await get(uri, { method: "PUT" })).toEqual({ status: 405, body: "Method Not Allowed" });
    await world.ecs.stopTask({ task: task.taskArn });
    await world.sim.clock.advance(0);
    expect(await get(uri)).toEqual({
      status: 404,
      body: `V4 container metadata handler: unable to get container ID from request: unable to get docker ID from v3 endpoint ID: ${id}`,
    });
    expect(await get(`${uri}/task`)).toEqual({
      status: 404,
      body: `V4 task metadata handler: unable to get task arn from request: unable to get task Arn from v3 endpoint ID: ${id}`,
    });
  });

  test("pages of other sites do not read it", async () => {
    const task = await running({ taskRoleArn: ROLE });
    for (const name of ["ECS_CONTAINER_METADATA_URI_V4", "AWS_CONTAINER_CREDENTIALS_FULL_URI"]) {
      const { status } = await get(task.environment[name], { headers: { origin: "https://evil.example" } });
      expect(status).toBe(403);
    }
  });

  test("of tasks in other accounts and regions", async () => {
    const at = { accountId: "210987654321", region: "eu-west-1" };
    const ecs = new ECS(world.sim.clientConfig({ ...at, direct: true }));
    await ecs.createCluster({ clusterName: "other" });
    await ecs.registerTaskDefinition({ ...JOB, taskRoleArn: "arn:aws:iam::210987654321:role/app" });
    const seen = vi.fn((task: TaskContext) => task.stopped);
    world.sim.ecs.onTask("job", seen);
    await ecs.runTask({ ...RUN_JOB, cluster: "other" });
    await world.sim.clock.advance(0);
    const { taskArn, environment } = seen.mock.lastCall?.[0] ?? {};
    const { body } = await get(`${environment?.ECS_CONTAINER_METADATA_URI_V4}/task`);
    expect(body).toMatchObject({
      TaskARN: taskArn,
      Cluster: "arn:aws:ecs:eu-west-1:210987654321:cluster/other",
    });
    expect((await get(environment?.AWS_CONTAINER_CREDENTIALS_FULL_URI)).status).toBe(200);
    expect(world.sim.sts.sessions()).toMatchObject([{ account: "210987654321" }]);
  });

  test("what assertions see keeps AWS's own address", async () => {
    const task = await running();
    expect(world.sim.ecs.runs("job")[0]?.environment.ECS_CONTAINER_METADATA_URI_V4).toBe(
      `http://169.254.170.2/v4/${task.taskId}`,
    );
  });
});

describe("credentials of the task role", () => {
  test("are those of a session of the role, in the agent's form", async () => {
    const task = await running({ taskRoleArn: ROLE });
    const uri = task.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
    const { status, body } = await get(uri);
    const [session] = world.sim.sts.sessions();
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        RoleArn: ROLE,
        AccessKeyId: session?.accessKeyId,
        SecretAccessKey: expect.stringMatching(/^.{40}$/),
        Token: expect.any(String),
        Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    });
    expect(session).toMatchObject({
      arn: `arn:aws:sts::123456789012:assumed-role/app/${task.taskId}`,
      expiration: new Date("2026-01-02T09:04:05Z"),
    });
    // All processes of a task share them.
    expect((await get(uri)).body).toMatchObject({ AccessKeyId: session?.accessKeyId });
  });

  test("work with the SDK's own provider, and STS returns their role", async () => {
    const task = await running({ taskRoleArn: ROLE });
    const provider = fromHttp({
      awsContainerCredentialsFullUri: task.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI,
    });
    const sts = new STS({ endpoint: world.sim.url, region: "us-east-1", credentials: provider });
    expect((await sts.getCallerIdentity({})).Arn).toBe(
      `arn:aws:sts::123456789012:assumed-role/app/${task.taskId}`,
    );
    sts.destroy();
  });

  test("are renewed an hour before they expire, on the simulated clock", async () => {
    const task = await running({ taskRoleArn: ROLE });
    const uri = task.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
    const keyOf = async () => (await get(uri)).body as { AccessKeyId: string };
    const first = await keyOf();
    await world.sim.clock.advance("299m");
    expect((await keyOf()).AccessKeyId).toBe(first.AccessKeyId);
    await world.sim.clock.advance("1m");
    expect((await keyOf()).AccessKeyId).not.toBe(first.AccessKeyId);
    expect(world.sim.sts.sessions()).toHaveLength(2);
  });

  test("last six hours whatever the longest session of the role is, and are those of an override", async () => {
    const task = await running({ taskRoleArn: ROLE }, { overrides: { taskRoleArn: `${ROLE}-2` } });
    const { body } = await get(task.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI);
    expect(body).toMatchObject({ RoleArn: `${ROLE}-2` });
  });

  test("a snapshot has them", async () => {
    const task = await running({ taskRoleArn: ROLE });
    const uri = task.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
    const keyOf = async () => (await get(uri)).body as { AccessKeyId: string };
    const { AccessKeyId } = await keyOf();
    const snapshot = world.sim.snapshot();
    await world.ecs.stopTask({ task: task.taskArn });
    await world.sim.clock.advance("2h");
    world.sim.restore(snapshot);
    expect((await keyOf()).AccessKeyId).toBe(AccessKeyId);
  });

  test("do not exist for a task that has stopped, and without a role there is no address", async () => {
    const task = await running({ taskRoleArn: ROLE });
    await world.ecs.stopTask({ task: task.taskArn });
    await world.sim.clock.advance(0);
    expect(await get(task.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI)).toEqual({
      status: 400,
      body: {
        code: "InvalidIdInRequest",
        message: "CredentialsV2Request: Credentials not found",
        HTTPErrorCode: 400,
      },
    });
    expect((await running()).environment).not.toHaveProperty("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  });

  test("do not expire for clients because simulated time is behind", async () => {
    const task = await running({ taskRoleArn: ROLE });
    const { body } = await get(task.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI);
    const { Expiration } = body as { Expiration: string };
    expect(Date.parse(Expiration)).toBeGreaterThan(momentAt(6 * 3_600_000).getTime());
  });
});
