import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECS } from "@aws-sdk/client-ecs";
import { EFS } from "@aws-sdk/client-efs";
import { IAM } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { request } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AnyControlMethod, pathsOf, resultMember } from "../../lib/control/definition/define-control.js";
import {
  type AwsSim,
  type ConnectedAwsSim,
  connectAwsSim,
  createAwsSim,
  type Snapshot,
} from "../../lib/index.js";
import { type Controls, services } from "../../lib/services/index.js";
import { INSPECT } from "../../lib/values/inspect.js";
import { ZIP } from "../services/lambda/lambda-world.js";

/** What is read and changed in all three ways: arguments of each method, at least one call of each. */
type Calls<Sim> = {
  readonly [Name in keyof Sim as Name extends "at"
    ? never
    : Sim[Name] extends (...args: never) => unknown
      ? Name
      : never]-?: readonly (readonly unknown[])[];
};

const MOCK_CONFIGURATION = {
  StateMachines: { orders: { TestCases: { Declined: { Charge: "declined" } } } },
  MockedResponses: { declined: { "0-1": { Throw: { Error: "Card.Declined" } }, "2": { Return: {} } } },
};

let owner: AwsSim;
let sim: ConnectedAwsSim;
let snapshot: Snapshot;
let executionArn = "";
let taskArn = "";
let fileSystemId = "";
let layerDigest = "";

/** The compiler and the first test reject a list that lacks a method. */
const CALLS: () => { readonly [Service in keyof Controls]: Calls<Controls[Service]> } = () => ({
  cloudMap: {
    state: [[]],
    namespaces: [[]],
    services: [[]],
    instances: [[], ["web"]],
    operations: [[]],
    setHealth: [[{ service: "web", instance: "i" }, "UNHEALTHY"]],
    failNextOperation: [[], [{ type: "CREATE_NAMESPACE", errorCode: "THROTTLED_REQUEST" }]],
    resolve: [["web.shop"], ["web.shop", "AAAA"]],
    quotas: [[]],
    setQuotas: [[{ namespaces: 3 }]],
  },
  ec2: {
    state: [[]],
    defaultNetwork: [[]],
    vpcs: [[]],
    subnets: [[]],
    securityGroups: [[]],
    routeTables: [[]],
    internetGateways: [[]],
    networkInterfaces: [[]],
    natGateways: [[]],
    addresses: [[]],
    vpcEndpoints: [[]],
    networkAcls: [[]],
    dhcpOptions: [[]],
    egressOnlyGateways: [[]],
    flowLogs: [[]],
    peeringConnections: [[]],
    prefixLists: [[]],
  },
  ecr: {
    state: [[]],
    repositories: [[]],
    images: [[], ["shop/api"]],
    creationTemplates: [[]],
    layer: [
      ["shop/api", layerDigest],
      ["shop/api", `sha256:${"0".repeat(64)}`],
    ],
    pushImage: [["shop/api"], ["shop/api", "v2", { content: "web" }]],
    onScan: [["shop/api", { findings: [{ name: "CVE-1", severity: "HIGH" }] }]],
    applyLifecyclePolicy: [["shop/api"]],
    settings: [[]],
    set: [[{ pullCheck: "always", longTokens: true }]],
  },
  ecs: {
    state: [[]],
    clusters: [[]],
    taskDefinitions: [[]],
    services: [[]],
    service: [["web"], ["none"]],
    tasks: [[]],
    task: [[taskArn], ["none"]],
    runs: [[], ["export"]],
    onTask: [["export", [{ exitCode: 1 }, { stdout: "42 rows" }]]],
    onContainer: [["export", "main", { exitCode: 1 }]],
    secrets: [[{ "db/password": "hunter2" }]],
    interruptTask: [[taskArn, { stopCode: "SpotInterruption", stoppedReason: "Gone." }]],
    settings: [[]],
    set: [[{ strictLogGroups: true }]],
  },
  efs: {
    state: [[]],
    fileSystems: [[]],
    fileSystem: [[fileSystemId], ["fs-0"]],
    mountTargets: [[], [fileSystemId]],
    accessPoints: [[], [fileSystemId]],
    replications: [[]],
    setSize: [[fileSystemId, { standard: 5 }]],
    fail: [[fileSystemId]],
    placeSubnet: [["subnet-1", { availabilityZone: "us-east-1b" }]],
  },
  eventBridge: {
    state: [[]],
    buses: [[]],
    rules: [[], ["default"]],
    events: [[], ["default"]],
    put: [[{ source: "shop", detailType: "Order Placed", detail: { id: 1 } }]],
  },
  iam: {
    state: [[]],
    roles: [[]],
    role: [["task"], ["none"]],
    policies: [[]],
    users: [[]],
    groups: [[]],
    instanceProfiles: [[]],
    accessKeys: [[]],
    oidcProviders: [[]],
    samlProviders: [[]],
    serverCertificates: [[]],
    virtualMfaDevices: [[]],
    passwordPolicy: [[]],
    explain: [
      [{ principal: "arn:aws:iam::123456789012:role/task", action: "s3:GetObject" }],
      [
        {
          principal: "arn:aws:iam::123456789012:root",
          action: "s3:GetObject",
          resource: "arn:aws:s3:::exports/a",
          context: { "aws:TagKeys": ["a"] },
        },
      ],
    ],
    uses: [[], [{ role: "task" }]],
    leastPrivilege: [[{ role: "task" }], [{ role: "task", width: "exact" }]],
    addManagedPolicy: [["Newest", { path: "/service-role/" }], ["Plain"]],
  },
  lambda: {
    state: [[]],
    functions: [[]],
    function: [["notify"], ["none"]],
    versions: [["notify"]],
    aliases: [["notify"]],
    eventSourceMappings: [[]],
    invocations: [[], ["notify"]],
    on: [
      ["notify", { sent: 1 }, new Error("later")],
      ["notify:live", "one"],
    ],
    respondByDefault: [[{ from: "default" }]],
    settings: [[]],
    set: [[{ pendingInvokes: "accept" }]],
  },
  logs: {
    state: [[]],
    groups: [[]],
    streams: [["/app"]],
    events: [["/app"], ["/app", "web"]],
    messages: [["/app"], ["/app", "web"]],
    metricFilters: [[]],
    subscriptionFilters: [[]],
    deliveries: [[]],
    put: [
      ["/app", "web", "one", { message: "two", timestamp: new Date(1_893_456_000_000) }],
      ["/app", "db"],
    ],
  },
  pipes: {
    state: [[]],
    pipes: [[]],
    batches: [[]],
  },
  s3: {
    state: [[]],
    buckets: [[]],
    bucket: [["exports"], ["none"]],
    objects: [["exports"], ["exports", "20"]],
    versions: [["exports"]],
    uploads: [["exports"]],
    object: [
      ["exports", "2026/a b.csv"],
      ["exports", "none"],
      ["exports", "2026/a b.csv", "none"],
    ],
    text: [
      ["exports", "2026/a b.csv"],
      ["exports", "none"],
    ],
    bytes: [
      ["exports", "2026/a b.csv"],
      ["exports", "none"],
    ],
    createBucket: [["more"], ["versioned", { versioning: "Enabled" }]],
    putObject: [
      ["exports", "../..", "text", { ContentType: "text/plain", Metadata: { rows: "1" } }],
      ["exports", "bytes", new Uint8Array([0, 255]), { ObjectLockLegalHoldStatus: undefined }],
    ],
    onEvent: [["exports", { url: "http://127.0.0.1:1/events", events: ["s3:ObjectCreated:*"] }]],
    eventDeliveries: [[], ["exports"]],
    replicationMetrics: [["exports"]],
    storage: [[], ["exports"]],
    delayConsistency: [[{ reads: "1s", configuration: 500 }], [{ lists: "1s" }, "exports"]],
    blockCustomerKeys: [[], [false]],
    settings: [[]],
    set: [[{ blockCustomerKeys: true }]],
  },
  s3Control: { state: [[]], accessPoints: [[]], publicAccessBlock: [[]] },
  scheduler: {
    state: [[]],
    schedules: [[]],
    invocations: [[]],
  },
  sns: {
    state: [[]],
    topics: [[]],
    subscriptions: [[], ["orders"], ["none"]],
    published: [[], ["orders"], ["none"]],
    deliveries: [[], ["a@example.com"]],
    publish: [
      ["orders", { id: 2 }],
      ["orders", "text", { subject: "s", attributes: { kind: "order" } }],
      ["orders", ""],
    ],
    confirm: [["b@example.com"], ["none"]],
    optOut: [["+12065550100"]],
    onDelivery: [["a@example.com", { url: "http://127.0.0.1:1/mail" }]],
    settings: [[]],
    set: [[{ awsUrls: true }]],
  },
  sqs: {
    state: [[]],
    queues: [[]],
    messages: [["orders"], ["none"]],
    sent: [[], ["orders"], ["none"]],
    send: [
      ["orders", { id: 2 }],
      ["orders", "text", { delaySeconds: 5, groupId: "g", attributes: { kind: "order" } }],
      ["orders", ""],
    ],
    drain: [["orders"]],
  },
  stepFunctions: {
    state: [[]],
    stateMachines: [[]],
    stateMachine: [["orders"], ["none"]],
    activities: [[]],
    executions: [[], ["orders"], ["none"]],
    execution: [[executionArn], [`${executionArn}2`], ["none"]],
    waitFor: [[executionArn], [`${executionArn}2`]],
    coverage: [["orders"], ["none"]],
    resetCoverage: [[]],
    onTask: [
      ["arn:aws:states:::glue:startJobRun.sync", { JobRunState: "SUCCEEDED" }, { error: "Glue.Busy" }],
    ],
    onState: [["orders", "Charge", new Error("declined"), null]],
    onStateMachine: [["refunds", { refunded: true }]],
    useMocks: [[MOCK_CONFIGURATION], [{ ...MOCK_CONFIGURATION, MockedResponses: {} }]],
  },
  sts: { state: [[]], sessions: [[]] },
});

/** The members of the simulator that a connected one lacks, with the reason. The compiler rejects a list that lacks one. */
const LACKING_MEMBERS: Readonly<Record<Exclude<keyof AwsSim, keyof ConnectedAwsSim>, string>> = {
  starting: "internal; 503 of /_sim/health",
  heldSnapshots: "internal: those of connected simulators",
  credentials: "internal; clientConfig() has them",
  call: "internal: init files",
  resumeRuns: "internal: programs",
  inspector: "internal: /_sim/inspector",
  drain: "the process of the simulator ends it",
  stop: "internal: programs",
  close: "the process of the simulator ends it",
  toJSON: "its time is not known without a request",
  [INSPECT]: "internal: console.log",
  [Symbol.asyncDispose]: "the process of the simulator ends it",
};
beforeAll(async () => {
  owner = await createAwsSim({ clock: "frozen", delays: 0 });
  sim = await connectAwsSim(owner.url);
  const clientConfig = owner.clientConfig();
  const { imageManifest } = owner.ecr.pushImage("shop/api", "v1", { content: "api" });
  const { config } = JSON.parse(imageManifest) as { config: { digest: string } };
  layerDigest = config.digest;
  owner.s3.createBucket("exports", { versioning: "Enabled" });
  owner.s3.putObject("exports", "2026/a b.csv", "a,b");
  owner.logs.put("/app", "web", "ready");
  await new CloudWatchLogs(clientConfig).putSubscriptionFilter({
    logGroupName: "/app",
    filterName: "all",
    filterPattern: "",
    destinationArn: `arn:aws:kinesis:${owner.region}:${owner.accountId}:stream/s`,
    roleArn: `arn:aws:iam::${owner.accountId}:role/logs`,
  });
  await new IAM(clientConfig).createRole({
    RoleName: "task",
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    }),
  });
  await new STS(clientConfig).assumeRole({
    RoleArn: `arn:aws:iam::${owner.accountId}:role/task`,
    RoleSessionName: "session",
  });
  const efs = new EFS(clientConfig);
  const { FileSystemId = "" } = await efs.createFileSystem({ CreationToken: "a" });
  await efs.createMountTarget({ FileSystemId, SubnetId: owner.ec2.defaultNetwork().subnetIds[0] });
  fileSystemId = FileSystemId;
  const discovery = new ServiceDiscovery(clientConfig);
  await discovery.createHttpNamespace({ Name: "shop" });
  await owner.clock.runUntilIdle();
  const [namespace] = owner.cloudMap.namespaces();
  const { Service } = await discovery.createService({ Name: "web", NamespaceId: namespace?.Id });
  await discovery.registerInstance({
    ServiceId: Service?.Id,
    InstanceId: "i",
    Attributes: { AWS_INSTANCE_IPV4: "10.0.0.1" },
  });
  const sns = new SNS(clientConfig);
  const { TopicArn } = await sns.createTopic({ Name: "orders", Tags: [{ Key: "team", Value: "shop" }] });
  await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: "a@example.com" });
  owner.sns.confirm("a@example.com");
  await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: "b@example.com" });
  owner.sns.publish("orders", { id: 1 });
  const sqs = new SQS(clientConfig);
  await sqs.createQueue({ QueueName: "orders", tags: { team: "shop" } });
  owner.sqs.send("orders", { id: 1 });
  const sfn = new SFN(clientConfig);
  const { stateMachineArn } = await sfn.createStateMachine({
    name: "orders",
    definition: '{ "StartAt": "Charge", "States": { "Charge": { "Type": "Pass", "End": true } } }',
    roleArn: `arn:aws:iam::${owner.accountId}:role/task`,
  });
  await sfn.createActivity({ name: "approve" });
  const execution = await sfn.startExecution({ stateMachineArn, input: '{"rows":1}' });
  executionArn = execution.executionArn ?? "";
  await createFunction("notify");
  owner.lambda.on("notify", { sent: true });
  await new LambdaClient(clientConfig).send(
    new InvokeCommand({ FunctionName: "notify", Payload: '{"rows":1}' }),
  );
  const ecs = new ECS(clientConfig);
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
  taskArn = owner.ecs.tasks()[0]?.taskArn ?? "";
  snapshot = owner.snapshot();
});
beforeEach(() => owner.restore(snapshot));
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

/** What a method did in one of the three ways: its result, or the message of its error. */
interface Outcome {
  readonly result?: unknown;
  readonly error?: string;
}

async function outcomeOf(method: AnyControlMethod, call: () => unknown): Promise<Outcome> {
  try {
    const result = await call();
    return { result: asJson(method.handle ? await shownHandle(method.handle, result) : result) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** What the members of a handle return, whether they are values or methods. */
async function shownHandle(
  members: NonNullable<AnyControlMethod["handle"]>,
  handle: unknown,
): Promise<unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, effect] of Object.entries(members)) {
    const member: unknown = Reflect.get(Object(handle), name);
    const result: unknown = typeof member === "function" ? await Reflect.apply(member, handle, []) : member;
    if (effect === "read") shown[name] = result;
  }
  return shown;
}

/** A value as JSON shows it. */
function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value, bytesAsBase64));
}

function bytesAsBase64(this: unknown, key: string, value: unknown): unknown {
  const original: unknown = typeof this === "object" && this !== null ? Reflect.get(this, key) : value;
  return original instanceof Uint8Array ? Buffer.from(original).toString("base64") : value;
}

function call(
  simulator: object,
  service: string,
  method: string,
  args: readonly unknown[],
  at?: object,
): unknown {
  const control: object = Reflect.get(simulator, service);
  const there: object =
    at && "at" in control ? Reflect.apply(control.at as () => object, control, [at]) : control;
  return Reflect.apply(Reflect.get(there, method), there, args);
}

/** Sends the request that docs/control-reference.md describes for a method, and reads its response. */
async function send(service: string, name: string, method: AnyControlMethod, args: readonly unknown[]) {
  const values = new Map<string, unknown>();
  let body: unknown;
  for (const [index, { name: parameter, kind, rest }] of method.parameters.entries()) {
    const encode = (value: unknown) => (kind.encode ? kind.encode(value) : value);
    const value = rest
      ? args.slice(index).map(encode)
      : args[index] === undefined
        ? undefined
        : encode(args[index]);
    if (kind.isBody) body = value;
    else if (kind.members)
      for (const [member, given] of Object.entries(value ?? {})) values.set(member, given);
    else if (value !== undefined) values.set(parameter, value);
  }
  const paths = pathsOf(name, method);
  const pattern =
    paths.find((path) => [...path.matchAll(/{(\w+)}/g)].every(([, part = ""]) => values.has(part))) ?? "";
  const path = pattern.replace(/{(\w+)}/g, (_, part: string) => {
    const value = String(values.get(part));
    values.delete(part);
    return encodeURIComponent(value);
  });
  const others = Object.fromEntries(values);
  const exchange = async (verb: AnyControlMethod["verb"], at: string, sent?: unknown) => {
    const query = verb === "GET" ? `?${new URLSearchParams(others as Record<string, string>)}` : "";
    const answer = await request(`${owner.url}/_sim/${service}${at}${query}`, {
      method: verb,
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
    });
    const bytes = new Uint8Array(await answer.body.arrayBuffer());
    if (answer.statusCode === 200 && method.bytes) return bytes;
    const json: unknown = bytes.length === 0 ? undefined : JSON.parse(Buffer.from(bytes).toString());
    if (answer.statusCode < 300) return json;
    const { error, unknown } = json as { error: string; unknown?: string };
    if (answer.statusCode === 404 && unknown === undefined) return undefined;
    throw new Error(error);
  };
  const result = await exchange(method.verb, path, method.verb === "GET" ? undefined : (body ?? others));
  if (method.handle) {
    const shown = Object.values(method.handle).includes("read") ? await exchange("GET", path) : {};
    await exchange("DELETE", path);
    return { ...(shown as object) };
  }
  const member = resultMember(name, method);
  return member === undefined || result === undefined ? result : Reflect.get(Object(result), member);
}

const methods = Object.entries(services).flatMap(([service, { control }]) =>
  Array.from(control().methods, ([name, method]) => ({
    service,
    name,
    method,
  })),
);

function callsOf(service: string, name: string): readonly (readonly unknown[])[] {
  return Reflect.get(Reflect.get(CALLS(), service), name);
}

/** All that services hold. */
function everything(): unknown {
  return asJson(Object.keys(services).map((service) => call(owner, service, "state", [])));
}

test("every method is called, and no other", () => {
  const called = Object.entries(CALLS()).map(([service, calls]) => [service, Object.keys(calls).sort()]);
  const defined = Object.entries(services).map(([service, { control }]) => [
    service,
    [...control().methods.keys()].sort(),
  ]);
  expect(called).toEqual(defined);
  expect(
    Object.values(CALLS())
      .flatMap((calls) => Object.values(calls))
      .every((calls) => calls.length > 0),
  ).toBe(true);
});

describe("in process, over HTTP and connected", () => {
  test.each(methods)("$service.$name does the same", async ({ service, name, method }) => {
    const outcomes = { inProcess: [] as unknown[], overHttp: [] as unknown[], connected: [] as unknown[] };
    for (const args of callsOf(service, name)) {
      const ways = {
        inProcess: () => call(owner, service, name, args),
        overHttp: () => send(service, name, method, args),
        connected: () => call(sim, service, name, args),
      };
      for (const way of ["inProcess", "overHttp", "connected"] as const) {
        owner.restore(snapshot);
        const outcome = await outcomeOf(method, ways[way]);
        outcomes[way].push([outcome, everything()]);
      }
    }
    expect(outcomes.overHttp).toEqual(outcomes.inProcess);
    expect(outcomes.connected).toEqual(outcomes.inProcess);
  });

  test.each(methods.filter(({ method }) => !method.everywhere))(
    "$service.$name is of an account and region",
    async ({ service, name }) => {
      const elsewhere = { region: "eu-west-3", account: "210987654321" };
      const [args = []] = callsOf(service, name);
      const { parameters, handle } = (
        services as Record<string, { control(): { methods: ReadonlyMap<string, AnyControlMethod> } }>
      )[service]
        ?.control()
        .methods.get(name) ?? { parameters: [] };
      const method = { handle } as AnyControlMethod;
      const isRest = parameters.at(-1)?.rest;
      const all = isRest
        ? args
        : [...args, ...Array.from({ length: parameters.length - args.length }), elsewhere];
      const here = await outcomeOf(method, () =>
        call(owner, service, name, all, isRest ? elsewhere : undefined),
      );
      owner.restore(snapshot);
      const there = await outcomeOf(method, () =>
        call(sim, service, name, all, isRest ? elsewhere : undefined),
      );
      expect(there).toEqual(here);
    },
  );

  test.each(methods.filter(({ method }) => method.parameters.some(({ kind }) => kind.members)))(
    "$service.$name rejects an unknown member with the same words",
    async ({ service, name, method }) => {
      const [args = []] = callsOf(service, name).filter((given) => given.length > 0);
      const index = method.parameters.findLastIndex(({ kind }) => kind.members && !kind.encode);
      const wrong = method.parameters.map((_, i) =>
        i === index ? { ...Object(args[i]), unknwon: 1 } : args[i],
      );
      const message = expect.stringMatching(/^"\w+" has no "unknwon"\. It has: /);
      const outcomes = [
        await outcomeOf(method, () => call(owner, service, name, wrong)),
        await outcomeOf(method, () => send(service, name, method, wrong)),
        await outcomeOf(method, () => call(sim, service, name, wrong)),
      ];
      expect(outcomes[0]).toEqual({ error: message });
      expect(outcomes).toEqual([outcomes[0], outcomes[0], outcomes[0]]);
    },
  );
});

test("the accessors of settings are only in process: elsewhere, settings() and set() are", async () => {
  owner.ecr.pullCheck = "never";
  expect([owner.ecr.pullCheck, owner.ecr.settings().pullCheck]).toEqual(["never", "never"]);
  expect((await sim.ecr.settings()).pullCheck).toBe("never");
  expect("pullCheck" in sim.ecr).toBe(false);
});

test("settings are changed all or none", async () => {
  const before = owner.ecr.settings();
  const change = { longTokens: true, pullCheck: "sometimes" } as never;
  expect(() => owner.ecr.set(change)).toThrow('"pullCheck" must be');
  await expect(sim.ecr.set(change)).rejects.toThrow('"pullCheck" must be');
  await expect(sim.control("PATCH", "/ecr/settings", { body: change })).rejects.toThrow(
    '"pullCheck" must be',
  );
  expect(owner.ecr.settings()).toEqual(before);
});

test("functions stay in process", async () => {
  const error = "A function cannot be sent to another process";
  await expect(sim.ecs.onTask("export", (() => 0) as never)).rejects.toThrow(error);
  await expect(sim.lambda.on("notify", () => 0)).rejects.toThrow(error);
  await expect(sim.ecr.onScan("shop/api", (() => ({})) as never)).rejects.toThrow(error);
});

test("what does not exist is undefined, and what it would be in is an error", async () => {
  await expect(sim.ecr.images("typo")).rejects.toMatchObject({
    status: 404,
    unknown: "repository",
    message: 'There is no repository "typo" in account 123456789012, region us-east-1. There are: shop/api.',
  });
  await expect(sim.control("GET", "/ecs/task/none")).rejects.toMatchObject({
    status: 404,
    unknown: undefined,
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

test("what a connected simulator lacks has a reason", () => {
  const found = Object.entries(LACKING_MEMBERS).map(([member, reason]) => [
    member,
    member in owner,
    member in sim,
    reason !== "",
  ]);
  expect(found).toEqual(Object.keys(LACKING_MEMBERS).map((member) => [member, true, false, true]));
});
