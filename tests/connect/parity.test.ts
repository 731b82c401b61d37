import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECS } from "@aws-sdk/client-ecs";
import { EFS } from "@aws-sdk/client-efs";
import { IAM } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { READS } from "../../lib/control/reads.js";
import { type AwsSim, type ConnectedAwsSim, connectAwsSim, createAwsSim } from "../../lib/index.js";
import type { Controls } from "../../lib/services/index.js";
import { INSPECT } from "../../lib/values/inspect.js";
import { ZIP } from "../services/lambda/lambda-world.js";

/**
 * The members of control objects that connected ones lack, with the reason. The
 * compiler rejects a list that lacks one or has one too many, so every new
 * method in process has its counterpart or its reason.
 */
const LACKING: {
  readonly [Service in keyof Controls]: Readonly<
    Record<Exclude<keyof Controls[Service], keyof ConnectedAwsSim[Service]>, string>
  >;
} = {
  cloudMap: {},
  ec2: {},
  ecr: {
    strictPutImage: "a property: set() changes it",
    pullCheck: "a property: set() changes it",
    layerCheck: "a property: set() changes it",
    longTokens: "a property: set() changes it",
  },
  ecs: { strictLogGroups: "a property: set() changes it", remoteHandles: "internal" },
  efs: {},
  iam: {},
  lambda: { pendingInvokes: "a property: set() changes it", remoteSpies: "internal" },
  logs: {},
  s3: {},
  s3Control: {},
  sts: {},
};

/** The same for the members of the simulator itself. */
const LACKING_MEMBERS: Readonly<Record<Exclude<keyof AwsSim, keyof ConnectedAwsSim>, string>> = {
  starting: "internal; 503 of /_sim/health",
  heldSnapshots: "internal: those of connected simulators",
  credentials: "internal; clientConfig() has them",
  call: "internal: init files",
  drain: "the process of the simulator ends it",
  stop: "internal: programs",
  close: "the process of the simulator ends it",
  toJSON: "its time is not known without a request",
  [INSPECT]: "internal: console.log",
  [Symbol.asyncDispose]: "the process of the simulator ends it",
};
let owner: AwsSim;
let sim: ConnectedAwsSim;

/** A name for each method that takes one. */
const names = new Map<string, string>([
  ["cloudMap.instances", "web"],
  ["ecr.images", "shop/api"],
  ["ecs.service", "web"],
  ["ecs.runs", "export"],
  ["iam.role", "task"],
  ["lambda.function", "notify"],
  ["lambda.versions", "notify"],
  ["lambda.aliases", "notify"],
  ["lambda.invocations", "notify"],
  ["logs.streams", "/app"],
  ["s3.bucket", "exports"],
]);

beforeAll(async () => {
  owner = await createAwsSim({ clock: "frozen", delays: 0 });
  sim = await connectAwsSim(owner.url);
  const config = owner.clientConfig();
  owner.ecr.pushImage("shop/api", "v1");
  owner.s3.createBucket("exports", { versioning: "Enabled" });
  owner.logs.put("/app", "web", "ready");
  await new CloudWatchLogs(config).putSubscriptionFilter({
    logGroupName: "/app",
    filterName: "all",
    filterPattern: "",
    destinationArn: `arn:aws:kinesis:${owner.region}:${owner.accountId}:stream/s`,
    roleArn: `arn:aws:iam::${owner.accountId}:role/logs`,
  });
  await new IAM(config).createRole({
    RoleName: "task",
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    }),
  });
  await new STS(config).assumeRole({
    RoleArn: `arn:aws:iam::${owner.accountId}:role/task`,
    RoleSessionName: "session",
  });
  const efs = new EFS(config);
  const { FileSystemId = "" } = await efs.createFileSystem({ CreationToken: "a" });
  await efs.createMountTarget({ FileSystemId, SubnetId: owner.ec2.defaultNetwork().subnetIds[0] });
  for (const method of ["fileSystem", "mountTargets", "accessPoints"])
    names.set(`efs.${method}`, FileSystemId);
  const discovery = new ServiceDiscovery(config);
  await discovery.createHttpNamespace({ Name: "shop" });
  await owner.clock.runUntilIdle();
  const [namespace] = owner.cloudMap.namespaces();
  const { Service } = await discovery.createService({ Name: "web", NamespaceId: namespace?.Id });
  await discovery.registerInstance({
    ServiceId: Service?.Id,
    InstanceId: "i",
    Attributes: { AWS_INSTANCE_IPV4: "10.0.0.1" },
  });
  await createFunction("notify");
  owner.lambda.on("notify", { sent: true });
  await new LambdaClient(config).send(new InvokeCommand({ FunctionName: "notify", Payload: '{"rows":1}' }));
  const ecs = new ECS(config);
  await ecs.createCluster({});
  await ecs.registerTaskDefinition({
    family: "export",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "main", image: "i" }],
  });
  await ecs.createService({
    serviceName: "web",
    taskDefinition: "export",
    desiredCount: 1,
    launchType: "FARGATE",
    networkConfiguration: {
      awsvpcConfiguration: { subnets: owner.ec2.defaultNetwork().subnetIds.slice(0, 1) },
    },
  });
  await owner.clock.advance("1m");
  names.set("ecs.task", owner.ecs.tasks()[0]?.taskArn ?? "");
});
afterAll(() => owner.close());

async function createFunction(FunctionName: string): Promise<void> {
  await new LambdaClient(owner.clientConfig()).send(
    new CreateFunctionCommand({
      FunctionName,
      Role: `arn:aws:iam::${owner.accountId}:role/task`,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: ZIP },
    }),
  );
}

/** A value as JSON shows it. */
function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value, bytesAsBase64));
}

function bytesAsBase64(this: unknown, key: string, value: unknown): unknown {
  const original = typeof this === "object" && this !== null ? Reflect.get(this, key) : value;
  return original instanceof Uint8Array ? Buffer.from(original).toString("base64") : value;
}

function call(target: object, method: string, ...args: unknown[]): unknown {
  return Reflect.apply(Reflect.get(target, method), target, args);
}

const methods = Object.entries(READS).flatMap(([service, reads]) =>
  Object.entries(reads).map(([method, parameters]) => ({ service, method, parameters })),
);

describe("methods that only read return the same as in process", () => {
  test.each(methods)("$service $method", async ({ service, method, parameters }) => {
    const here: object = Reflect.get(owner, service);
    const there: object = Reflect.get(sim, service);
    const name = names.get(`${service}.${method}`);
    expect(name !== undefined).toBe(parameters === 1);
    const args = name === undefined ? [] : [name];
    const expected = asJson(call(here, method, ...args));
    expect(await call(there, method, ...args)).toEqual(expected);
    const elsewhere = { region: "eu-west-3", account: "210987654321" };
    const at = (target: object) => ("at" in target ? (call(target, "at", elsewhere) as object) : target);
    if (name === undefined)
      expect(await call(at(there), method, elsewhere)).toEqual(asJson(call(at(here), method, elsewhere)));
  });
});

test("there was something to read", () => {
  const { ecs, ecr, efs, iam, lambda, logs, s3, cloudMap, sts } = owner;
  const read = [
    ecs.clusters(),
    ecs.runs("export"),
    ecr.images("shop/api"),
    efs.mountTargets(),
    iam.roles(),
    lambda.invocations(),
    logs.streams("/app"),
    logs.subscriptionFilters(),
    s3.buckets(),
    cloudMap.instances("web"),
    sts.sessions(),
  ];
  expect(read.map(({ length }) => length)).toEqual(read.map(() => 1));
});

test("the counts of a cluster", async () => {
  const [cluster] = await sim.ecs.clusters();
  expect(cluster).toMatchObject({ runningTasksCount: 1, pendingTasksCount: 0, activeServicesCount: 1 });
  expect(cluster?.statistics).toContainEqual({ name: "runningFargateTasksCount", value: "1" });
});

test("what does not exist is undefined, and what it would be in is an error", async () => {
  expect([await sim.ecs.task("arn"), await sim.iam.role("none"), await sim.efs.fileSystem("fs-0")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  await expect(sim.ecr.images("typo")).rejects.toMatchObject({
    status: 404,
    unknown: "repository",
    message: 'There is no repository "typo" in account 123456789012, region us-east-1. There are: shop/api.',
  });
  await expect(sim.control("GET", "/state/ecs/cluster")).rejects.toMatchObject({
    status: 404,
    message: expect.stringContaining('There is no collection of ecs "cluster". Did you mean "clusters"?'),
  });
  await expect(sim.control("GET", "/state/ecs/constructor")).rejects.toMatchObject({ status: 404 });
  await expect(sim.control("GET", "/state/esc/clusters")).rejects.toMatchObject({
    status: 404,
    message: expect.stringContaining('There is no service "esc". Did you mean "ecs"?'),
  });
  await expect(sim.control("GET", "/state/ecs/clusters/default")).rejects.toMatchObject({ status: 404 });
});

test.each(Object.entries({ ...LACKING, sim: LACKING_MEMBERS }))(
  "%s: what a connected simulator lacks has a reason",
  (name, lacking) => {
    const [here, there]: object[] =
      name === "sim" ? [owner, sim] : [Reflect.get(owner, name), Reflect.get(sim, name)];
    const found = Object.entries(lacking).map(([member, reason]) => [
      member,
      member in (here ?? {}),
      member in (there ?? {}),
      reason !== "",
    ]);
    expect(found).toEqual(Object.keys(lacking).map((member) => [member, true, false, true]));
  },
);

test("what only changes things", async () => {
  await sim.cloudMap.setQuotas({ namespaces: 3 });
  expect(await sim.cloudMap.quotas()).toEqual({ ...owner.cloudMap.quotas(), namespaces: 3 });
  await expect(sim.cloudMap.setQuotas({ namespace: 3 } as never)).rejects.toThrow(
    'Cloud Map has no quota "namespace". Did you mean "namespaces"?',
  );
  await sim.lambda.set({ pendingInvokes: "accept" });
  expect(owner.lambda.pendingInvokes).toBe("accept");
  const { imageManifest } = owner.ecr.pushImage("shop/api", "v2");
  const { config } = JSON.parse(imageManifest) as { config: { digest: string } };
  expect(await sim.ecr.layer("shop/api", config.digest)).toEqual(
    Buffer.from(owner.ecr.layer("shop/api", config.digest) ?? []),
  );
  expect(await sim.ecr.layer("shop/api", `sha256:${"0".repeat(64)}`)).toBeUndefined();
  await expect(sim.ecr.layer("typo", config.digest)).rejects.toThrow('There is no repository "typo"');
  await sim.lambda.respondByDefault({ from: "default" });
  const lambda = new LambdaClient(sim.clientConfig());
  await createFunction("made");
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "made" }));
  expect(Payload?.transformToString()).toBe('{"from":"default"}');
});
