import { type CreateServiceCommandInput, ECS } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ARN, simulatedCloudMap } from "./cloud-map-world.js";

const aws = simulatedCloudMap();
let ecs: ECS;
beforeAll(() => {
  ecs = new ECS({ ...aws.sim.clientConfig(), maxAttempts: 1 });
});
afterAll(() => ecs.destroy());

beforeEach(async () => {
  await ecs.createCluster({ clusterName: "jobs" });
  await ecs.registerTaskDefinition({
    family: "web",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    containerDefinitions: [
      { name: "app", image: "app", portMappings: [{ name: "http", containerPort: 8080 }] },
    ],
  });
});

async function runService(input: Partial<CreateServiceCommandInput>) {
  await ecs.createService({
    cluster: "jobs",
    serviceName: "front",
    taskDefinition: "web",
    desiredCount: 1,
    launchType: "FARGATE",
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    ...input,
  });
  await aws.sim.clock.advance("1m");
}

/** What Cloud Map must know of the running tasks. */
function expected(more: Record<string, string> = {}) {
  return aws.sim.ecs
    .tasks()
    .filter(({ lastStatus }) => lastStatus === "RUNNING")
    .map(({ taskArn, availabilityZone, containers }) => ({
      InstanceId: taskArn?.slice(taskArn.lastIndexOf("/") + 1),
      Attributes: {
        AVAILABILITY_ZONE: availabilityZone,
        AWS_INIT_HEALTH_STATUS: "HEALTHY",
        AWS_INSTANCE_IPV4: containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address,
        ECS_CLUSTER_NAME: "jobs",
        ECS_SERVICE_NAME: "front",
        ECS_TASK_DEFINITION_FAMILY: "web",
        REGION: "us-east-1",
        ...more,
      },
    }));
}

function registered() {
  return aws.sim.cloudMap.instances().map(({ InstanceId, Attributes }) => ({ InstanceId, Attributes }));
}

test("an ECS service with a registry registers the addresses of its tasks, and deregisters them when they stop", async () => {
  const NamespaceId = await aws.privateNamespace();
  const DnsConfig = { DnsRecords: [{ Type: "A" as const, TTL: 10 }] };
  const id = await aws.service({ NamespaceId, DnsConfig, HealthCheckCustomConfig: {} });
  await runService({ serviceRegistries: [{ registryArn: `${ARN}:service/${id}` }], desiredCount: 2 });
  const running = expected();
  expect(running).toHaveLength(2);
  expect(registered()).toEqual(expect.arrayContaining(running));
  expect(registered()).toHaveLength(2);
  const addresses = running.map(({ Attributes }) => Attributes.AWS_INSTANCE_IPV4);
  expect(aws.sim.cloudMap.resolve("web.internal.example").sort()).toEqual(addresses.sort());
  await ecs.updateService({ cluster: "jobs", service: "front", desiredCount: 0 });
  await aws.sim.clock.advance("1s");
  expect(aws.sim.ecs.tasks().map(({ lastStatus }) => lastStatus)).toEqual(["DEACTIVATING", "DEACTIVATING"]);
  await expect(aws.map.deleteService({ Id: id })).rejects.toMatchObject({ name: "ResourceInUse" });
  await aws.sim.clock.advance(100);
  expect(registered()).toEqual([]);
  await aws.map.deleteService({ Id: id });
});

test("a task is registered once it is RUNNING, and found 100 ms later", async () => {
  const id = await aws.service({ NamespaceId: await aws.httpNamespace() });
  const serviceRegistries = [
    { registryArn: `${ARN}:service/${id}`, containerName: "app", containerPort: 8080 },
  ];
  await runService({ serviceRegistries, desiredCount: 0 });
  await ecs.updateService({ cluster: "jobs", service: "front", desiredCount: 1 });
  const status = () => aws.sim.ecs.tasks().at(-1)?.lastStatus;
  await aws.sim.clock.advance(6_999);
  expect([
    status(),
    aws.sim.cloudMap.operations().filter(({ Type }) => Type === "REGISTER_INSTANCE"),
  ]).toEqual(["ACTIVATING", []]);
  await aws.sim.clock.advance(1);
  expect([status(), registered()]).toEqual(["RUNNING", []]);
  await aws.sim.clock.advance(100);
  expect(registered()).toEqual(expected({ AWS_INSTANCE_PORT: "8080" }));
});

test("SRV records carry the port of the registry", async () => {
  const NamespaceId = await aws.privateNamespace();
  const id = await aws.service({ NamespaceId, DnsConfig: { DnsRecords: [{ Type: "SRV", TTL: 10 }] } });
  await runService({ serviceRegistries: [{ registryArn: `${ARN}:service/${id}`, port: 5432 }] });
  expect(registered()).toEqual(expected({ AWS_INSTANCE_PORT: "5432" }));
});

test.each([
  ["containerPort", { containerName: "app", containerPort: 8080 }],
  ["port", { port: 8080 }],
  ["containerName", { containerName: "app" }],
])(
  "a registry of A records must not have a %s where tasks have a network of their own",
  async (member, more) => {
    const DnsConfig = { DnsRecords: [{ Type: "A" as const, TTL: 10 }] };
    const id = await aws.service({ NamespaceId: await aws.privateNamespace(), DnsConfig });
    const serviceRegistries = [{ registryArn: `${ARN}:service/${id}`, ...more }];
    await expect(runService({ serviceRegistries })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: `The values specified for serviceRegistries do not require a value for '${member}'`,
    });
  },
);

test("a task that stops before its registration is over is deregistered all the same", async () => {
  const id = await aws.service({ NamespaceId: await aws.httpNamespace() });
  aws.sim.delays.set({ cloudMap: "10m" });
  await runService({ serviceRegistries: [{ registryArn: `${ARN}:service/${id}` }] });
  expect(registered()).toEqual([]);
  await ecs.updateService({ cluster: "jobs", service: "front", desiredCount: 0 });
  await aws.sim.clock.advance("1h");
  const operations = aws.sim.cloudMap.operations().map(({ Type, Status }) => `${Type} ${Status}`);
  expect([registered(), operations.slice(0, 2)]).toEqual([
    [],
    ["DEREGISTER_INSTANCE SUCCESS", "REGISTER_INSTANCE SUCCESS"],
  ]);
});

test("Service Connect makes a service for each of its ports in the namespace of the ECS service or its cluster", async () => {
  await aws.httpNamespace("apps");
  await runService({
    serviceConnectConfiguration: { enabled: true, namespace: "apps", services: [{ portName: "http" }] },
  });
  const { Instances } = await aws.map.discoverInstances({ NamespaceName: "apps", ServiceName: "http" });
  expect(Instances?.map(({ InstanceId, Attributes }) => ({ InstanceId, Attributes }))).toEqual(
    expected({ AWS_INSTANCE_PORT: "8080" }),
  );
  await ecs.updateCluster({ cluster: "jobs", serviceConnectDefaults: { namespace: "apps" } });
  const services = [{ portName: "http", discoveryName: "front-http", ingressPortOverride: 9090 }];
  await runService({ serviceName: "second", serviceConnectConfiguration: { enabled: true, services } });
  const second = await aws.map.discoverInstances({ NamespaceName: "apps", ServiceName: "front-http" });
  expect(second.Instances?.map(({ Attributes }) => Attributes?.AWS_INSTANCE_PORT)).toEqual(["9090"]);
});

test("a task that ends by itself is deregistered, and the one that replaces it registered", async () => {
  const id = await aws.service({ NamespaceId: await aws.httpNamespace() });
  aws.sim.ecs.onTask("web", [{ duration: "30s" }, { duration: "forever" }]);
  await runService({ serviceRegistries: [{ registryArn: `${ARN}:service/${id}` }] });
  const [first, second] = aws.sim.ecs.tasks();
  expect([first?.desiredStatus, second?.lastStatus]).toEqual(["STOPPED", "RUNNING"]);
  expect(registered()).toEqual(expected());
  const types = aws.sim.cloudMap.operations().map(({ Type }) => Type);
  expect(types).toEqual([
    "REGISTER_INSTANCE",
    "DEREGISTER_INSTANCE",
    "REGISTER_INSTANCE",
    "CREATE_NAMESPACE",
  ]);
});

test("a missing resource, or a rejection, leaves tasks unchanged", async () => {
  const id = await aws.service({ NamespaceId: await aws.httpNamespace() });
  aws.sim.cloudMap.setQuotas({ instancesPerService: 0 });
  await runService({
    serviceRegistries: [{ registryArn: `${ARN}:service/srv-none` }, { registryArn: `${ARN}:service/${id}` }],
  });
  expect(expected()).toHaveLength(1);
  expect(registered()).toEqual([]);
});

describe("what Service Connect creates in Cloud Map", () => {
  const serviceConnectConfiguration = {
    enabled: true,
    namespace: "apps",
    services: [{ portName: "http" }],
  };
  const names = () => aws.sim.cloudMap.services().map(({ Name }) => Name);
  const remove = () => ecs.deleteService({ cluster: "jobs", service: "front", force: true });

  test("is there when CreateService returns, tagged, and shown by the deployment", async () => {
    await aws.httpNamespace("apps");
    await runService({ serviceConnectConfiguration, desiredCount: 0 });
    const [service] = aws.sim.cloudMap.services();
    const { services } = await ecs.describeServices({ cluster: "jobs", services: ["front"] });
    expect(services?.[0]?.deployments?.[0]?.serviceConnectResources).toEqual([
      { discoveryName: "http", discoveryArn: service?.Arn },
    ]);
    expect(await body(aws.map.listTagsForResource({ ResourceARN: service?.Arn }))).toEqual({
      Tags: [{ Key: "AmazonECSManaged", Value: "true" }],
    });
  });

  test.each([0, 1])(
    "is deleted with a service of %i tasks, so that the namespace can be",
    async (desiredCount) => {
      const Id = await aws.httpNamespace("apps");
      await runService({ serviceConnectConfiguration, desiredCount });
      expect([names(), registered().length]).toEqual([["http"], desiredCount]);
      await expect(aws.map.deleteNamespace({ Id })).rejects.toMatchObject({ name: "ResourceInUse" });
      await remove();
      await aws.sim.clock.advance("1m");
      expect(names()).toEqual([]);
      await aws.done(aws.map.deleteNamespace({ Id }));
    },
  );

  test("is deleted even where Cloud Map is slower than ECS", async () => {
    await aws.httpNamespace("apps");
    await runService({ serviceConnectConfiguration });
    aws.sim.delays.set({ ecs: 0, cloudMap: "10m" });
    await remove();
    await aws.sim.clock.advance("1s");
    expect([aws.sim.ecs.service("front")?.status, names()]).toEqual(["INACTIVE", []]);
    await aws.sim.clock.advance("1h");
    expect(aws.sim.cloudMap.operations().map(({ Type, Status }) => `${Type} ${Status}`)).toEqual([
      "DEREGISTER_INSTANCE SUCCESS",
      "REGISTER_INSTANCE SUCCESS",
      "CREATE_NAMESPACE SUCCESS",
    ]);
  });

  test("goes with the deployment that needed it", async () => {
    await aws.httpNamespace("apps");
    await runService({ serviceConnectConfiguration });
    const services = [{ portName: "http", discoveryName: "front-http" }];
    await ecs.updateService({
      cluster: "jobs",
      service: "front",
      serviceConnectConfiguration: { ...serviceConnectConfiguration, services },
    });
    expect(names()).toEqual(["front-http", "http"]);
    await aws.sim.clock.advance("1m");
    expect(names()).toEqual(["front-http"]);
  });

  test("stays while another service needs it", async () => {
    await aws.httpNamespace("apps");
    await runService({ serviceConnectConfiguration });
    await runService({ serviceConnectConfiguration, serviceName: "second" });
    await remove();
    await aws.sim.clock.advance("1m");
    expect([names(), registered().length]).toEqual([["http"], 1]);
  });

  test("does not include what was there before", async () => {
    const NamespaceId = await aws.httpNamespace("apps");
    await aws.service({ NamespaceId, Name: "http" });
    await runService({ serviceConnectConfiguration });
    expect(registered()).toHaveLength(1);
    await remove();
    await aws.sim.clock.advance("1m");
    expect([names(), registered()]).toEqual([["http"], []]);
  });

  test("needs a namespace that exists", async () => {
    await expect(runService({ serviceConnectConfiguration })).rejects.toMatchObject({
      name: "NamespaceNotFoundException",
      message: "The specified namespace was not found.",
    });
  });
});
