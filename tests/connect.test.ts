import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { S3Control } from "@aws-sdk/client-s3-control";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type AwsSim,
  type ConnectedAwsSim,
  ControlError,
  connectAwsSim,
  createAwsSim,
} from "../lib/index.js";

const START = "2030-01-01T00:00:00.000Z";

let owner: AwsSim;
let sim: ConnectedAwsSim;
beforeAll(async () => {
  owner = await createAwsSim({ region: "eu-west-1", clock: "frozen", startTime: START, delays: 0 });
  sim = await connectAwsSim(`${owner.url}/`);
});
afterEach(() => owner.reset());
afterAll(() => owner.close());

const ecs = () => new ECSClient({ ...sim.clientConfig(), maxAttempts: 1 });

async function runTask(): Promise<string> {
  const client = ecs();
  await client.send(new CreateClusterCommand({}));
  await client.send(
    new RegisterTaskDefinitionCommand({
      family: "export",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        { name: "main", image: "i" },
        { name: "sidecar", image: "i", essential: false },
      ],
    }),
  );
  const { tasks } = await client.send(
    new RunTaskCommand({
      taskDefinition: "export",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
  await sim.clock.runUntilIdle();
  return tasks?.[0]?.taskArn ?? "";
}

test("has its URL and the settings of clients", async () => {
  const { url, port, region, accountId, version } = sim;
  expect({ url, port, region, accountId, health: await sim.health() }).toEqual({
    url: owner.url,
    port: owner.port,
    region: "eu-west-1",
    accountId: "123456789012",
    health: { status: "ok", version, region, accountId, services: expect.arrayContaining(["ecs", "lambda"]) },
  });
  const other = { accountId: "210987654321", region: "us-west-2" };
  expect([sim.clientConfig(), sim.clientConfig(other), sim.env()]).toEqual([
    owner.clientConfig(),
    owner.clientConfig(other),
    owner.env(),
  ]);
  expect(await sim.control("GET", "/env")).toEqual(owner.env());
});

test("by default, connects to the endpoint of the environment", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", owner.url);
  expect((await connectAwsSim()).url).toBe(owner.url);
  vi.stubEnv("AWS_ENDPOINT_URL", undefined);
  await expect(connectAwsSim()).rejects.toThrow(
    "The URL of the simulator is missing. Pass it, or set AWS_ENDPOINT_URL",
  );
  vi.unstubAllEnvs();
});

test("the clock", async () => {
  await sim.clock.advance("1h");
  expect([await sim.clock.date(), await sim.clock.mode()]).toEqual([
    new Date("2030-01-01T01:00:00Z"),
    "frozen",
  ]);
  await sim.clock.set(new Date("2030-06-01T00:00:00Z"));
  expect(await sim.clock.now()).toBe(owner.clock.now());
  await sim.clock.resume();
  expect(owner.clock.mode).toBe("running");
  await sim.clock.freeze();
  expect(owner.clock.mode).toBe("frozen");
});

test("delays and transitions", async () => {
  await sim.delays.set({ ecs: { pending: "never" }, lambda: "3s" });
  expect(await sim.delays.all()).toEqual(owner.delays.all());
  expect(owner.delays.get("ecs", "pending")).toBe("never");
  const taskArn = await runTask();
  expect([
    await sim.transitions.release("ecs", "pending", taskArn.split("/").at(-1)),
    await sim.transitions.release("ecs", "pending"),
  ]).toEqual([1, 0]);
  await sim.delays.reset();
  expect(owner.delays.get("ecs", "pending")).toBe(0);
});

test("requests", async () => {
  await ecs().send(new CreateClusterCommand({ clusterName: "apps" }));
  await ecs()
    .send(new CreateClusterCommand({ clusterName: "?" }))
    .catch(() => {});
  expect((await sim.requests.filter()).map(({ operation, status }) => [operation, status])).toEqual([
    ["CreateCluster", 200],
    ["CreateCluster", 400],
  ]);
  expect(await sim.requests.filter({ status: 200 })).toEqual([
    { ...owner.requests.filter({ status: 200 })[0], startedAt: START },
  ]);
  expect(await sim.requests.last({ service: "ecs" })).toMatchObject({ input: { clusterName: "?" } });
  await sim.resetHistory();
  expect([owner.requests.length, await sim.requests.last()]).toEqual([0, undefined]);
});

test("faults", async () => {
  const fault = await sim.faults.add({ operation: "CreateCluster", error: "ServerException" });
  await expect(ecs().send(new CreateClusterCommand({}))).rejects.toThrow("by a fault");
  expect(await fault.hits()).toBe(1);
  expect((await sim.faults.list()).map(({ id, fault }) => ({ id, fault }))).toEqual([
    { id: fault.id, fault: { operation: "CreateCluster", error: "ServerException" } },
  ]);
  await fault.remove();
  expect(owner.faults.list()).toEqual([]);
  await expect(fault.hits()).rejects.toThrow(`There is no fault "${fault.id}".`);
  await sim.faults.add({ drop: true });
  await sim.faults.clear();
  expect(owner.faults.list()).toEqual([]);
});

test("snapshots and reset", async () => {
  const snapshot = await sim.snapshot();
  await ecs().send(new CreateClusterCommand({}));
  await sim.restore(snapshot);
  expect(owner.ecs.clusters()).toEqual([]);
  await sim.deleteSnapshot(snapshot);
  await expect(sim.restore(snapshot)).rejects.toThrow(`There is no snapshot "${snapshot.id}"`);
  await ecs().send(new CreateClusterCommand({}));
  await sim.reset();
  expect(owner.ecs.clusters()).toEqual([]);
});

describe("services", () => {
  test("ECS", async () => {
    const handle = await sim.ecs.onTask("export", [{ exitCode: 3, stdout: "42 rows" }, { exitCode: 0 }]);
    const sidecar = await sim.ecs.onContainer("export", "sidecar", { duration: "forever" });
    const taskArn = await runTask();
    const run = { taskArn, exitCode: 3, stdout: "42 rows", createdAt: START };
    expect([
      await handle.runs(),
      await sim.ecs.runs("export"),
      await sim.ecs.runs(),
      await sidecar.runs(),
    ]).toMatchObject([[run], [run], [run], [run]]);
    expect((await sim.ecs.state()).tasks).toMatchObject([{ taskArn, lastStatus: "STOPPED" }]);
    expect(await sim.ecs.runs(undefined, { region: "us-west-2" })).toEqual([]);
    await sim.ecs.set({ strictLogGroups: true });
    expect(owner.ecs.strictLogGroups).toBe(true);
    await sim.ecs.secrets({ key: "hunter2" });
    await expect(sim.ecs.secrets({ key: 1 } as never)).rejects.toThrow(
      '"values.key" must be a string, not 1.',
    );
    await expect(sim.ecs.onTask("export", { exitCode: 256 })).rejects.toThrow('"exitCode" cannot be 256.');
    await handle.remove();
    await sidecar.remove();
    expect(await handle.runs()).toMatchObject([run]);
    const running = await runTask();
    const cause = { stopCode: "SpotInterruption", stoppedReason: "Gone." } as const;
    await sim.ecs.interruptTask(running, cause);
    expect(owner.ecs.task(running)).toMatchObject(cause);
  });

  test("Lambda", async () => {
    const busy = Object.assign(new Error("later"), { name: "Busy" });
    const spy = await sim.lambda.on("notify", busy, { sent: 42 });
    const client = new LambdaClient(sim.clientConfig());
    const invoke = async () => {
      const { Payload } = await client.send(
        new InvokeCommand({ FunctionName: "notify", Payload: '{"rows":1}' }),
      );
      return JSON.parse(Payload?.transformToString() ?? "") as unknown;
    };
    expect([await invoke(), await invoke()]).toEqual([
      expect.objectContaining({ errorType: "Busy", errorMessage: "later" }),
      { sent: 42 },
    ]);
    expect(await spy.invocations()).toMatchObject([
      { payload: { rows: 1 }, rawPayload: Buffer.from('{"rows":1}').toString("base64"), time: START },
      { response: { sent: 42 } },
    ]);
    expect(await sim.lambda.invocations("notify")).toEqual(await spy.invocations());
    await expect(sim.lambda.invocations("notfiy")).rejects.toMatchObject({
      status: 404,
      message: expect.stringMatching('Did you mean "notify"'),
    });
    expect((await sim.lambda.state()).invocations).toHaveLength(2);
    await spy.restore();
    await expect(invoke()).rejects.toThrow("Function not found");
    expect(await spy.invocations()).toHaveLength(2);
  });

  test("CloudWatch Logs", async () => {
    const elsewhere = sim.logs.at({ region: "us-west-2" });
    await elsewhere.put("/app", "web", "started", { message: "ready", timestamp: new Date(START) });
    expect(await elsewhere.messages("/app")).toEqual(["started", "ready"]);
    const missing = { status: 404, message: expect.stringMatching('There is no log group "/app"') };
    await expect(sim.logs.messages("/app")).rejects.toMatchObject(missing);
    expect(await elsewhere.events("/app", "web")).toEqual(
      owner.logs.at({ region: "us-west-2" }).events("/app"),
    );
    expect((await sim.logs.state({ region: "us-west-2" })).groups).toMatchObject([
      { logGroupName: "/app", streams: [{ logStreamName: "web" }] },
    ]);
    expect(await sim.logs.deliveries()).toEqual([]);
  });

  test("ECR", async () => {
    const pushed = await sim.ecr.pushImage("shop/api", "v1", { content: "api" });
    expect(await sim.ecr.images("shop/api")).toMatchObject([
      { imageDigest: pushed.imageDigest, imageTags: ["v1"] },
    ]);
    await sim.ecr.onScan("shop/api", { findings: [{ name: "CVE-1", severity: "HIGH" }] });
    await sim.ecr.set({ pullCheck: "always" });
    expect([owner.ecr.pullCheck, (await sim.ecr.state()).repositories.length]).toEqual(["always", 1]);
    await expect(sim.ecr.applyLifecyclePolicy("shop/api")).rejects.toThrow("Lifecycle policy does not exist");
  });

  test("EFS", async () => {
    await sim.efs.placeSubnet("subnet-1", { availabilityZone: "eu-west-1b" });
    await expect(sim.efs.setSize("fs-0", { standard: 1 })).rejects.toThrow('There is no file system "fs-0"');
    await expect(sim.efs.fail("fs-0")).rejects.toThrow('There is no resource of EFS "fs-0"');
    expect(await sim.efs.state()).toEqual({
      fileSystems: [],
      mountTargets: [],
      accessPoints: [],
      replications: [],
    });
  });

  test("S3 Control", async () => {
    expect(await sim.s3Control.state()).toEqual({ accessPoints: [] });
    const control = new S3Control({
      ...owner.clientConfig({ direct: true }),
      endpoint: "http://localhost",
    });
    await control.putPublicAccessBlock({
      AccountId: sim.accountId,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    });
    expect((await sim.s3Control.state()).publicAccessBlock).toEqual(owner.s3Control.publicAccessBlock());
  });

  test("IAM", async () => {
    await sim.iam.addManagedPolicy("Newest", { path: "/service-role/" });
    await expect(sim.iam.addManagedPolicy("Odd", { path: "odd" })).rejects.toThrow(
      'The path "odd" of a policy must start and end with a slash.',
    );
    expect(await sim.iam.state()).toEqual({
      roles: [],
      policies: [],
      users: [],
      groups: [],
      instanceProfiles: [],
      accessKeys: [],
      oidcProviders: [],
      samlProviders: [],
      serverCertificates: [],
      virtualMfaDevices: [],
    });
  });

  test("EC2", async () => {
    expect(await sim.ec2.defaultNetwork()).toEqual(owner.ec2.defaultNetwork());
    const at = { region: "us-west-2", account: "210987654321" };
    expect(await sim.ec2.defaultNetwork(at)).toEqual(owner.ec2.defaultNetwork(at));
    expect((await sim.ec2.state(at)).subnets).toEqual(owner.ec2.subnets(at));
  });

  test("Cloud Map", async () => {
    await sim.cloudMap.failNextOperation({ type: "CREATE_NAMESPACE" });
    expect(await sim.cloudMap.resolve("web.internal")).toEqual([]);
    await expect(sim.cloudMap.setHealth({ service: "srv-1", instance: "i" }, "UNHEALTHY")).rejects.toThrow(
      'There is no service of Cloud Map "srv-1"',
    );
    expect(await sim.cloudMap.state()).toEqual({
      namespaces: [],
      services: [],
      instances: [],
      operations: [],
    });
  });

  test("any, by name", async () => {
    expect([await sim.state("sts"), await sim.sts.state()]).toEqual([{ sessions: [] }, { sessions: [] }]);
  });
});

describe("what goes wrong", () => {
  test("the simulator's message and status", async () => {
    const error = await sim.delays.set({ esc: 0 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ControlError);
    expect(error).toMatchObject({
      status: 400,
      message: expect.stringContaining('There is no service "esc". Did you mean "ecs"?'),
    });
    await expect(sim.control("GET", "/nothing")).rejects.toMatchObject({ status: 404 });
  });

  test.each(["localhost:4566", "ftp://aws.example", ""])("%j is not a URL of a simulator", async (url) => {
    await expect(connectAwsSim(url)).rejects.toThrow(TypeError);
  });

  test("nothing answers", async () => {
    const gone = await createAwsSim();
    await gone.close();
    await expect(connectAwsSim(gone.url)).rejects.toThrow(
      `No simulator responds at ${gone.url}: connect ECONNREFUSED 127.0.0.1:${gone.port}. Start one with "npx aws-sim"`,
    );
  });
});
