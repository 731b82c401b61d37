import {
  type CreateServiceCommandInput,
  type RecordType,
  ServiceDiscovery,
} from "@aws-sdk/client-servicediscovery";
import fc from "fast-check";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { awsError, simulatedCloudMap } from "./cloud-map-world.js";

const aws = simulatedCloudMap();
const WEB = { NamespaceName: "apps", ServiceName: "web" };
const HEALTHY = { AWS_INIT_HEALTH_STATUS: "HEALTHY" };
const UNHEALTHY = { AWS_INIT_HEALTH_STATUS: "UNHEALTHY" };

type Filter = "HEALTHY" | "UNHEALTHY" | "ALL" | "HEALTHY_OR_ELSE_ALL";

/** A service with custom health. */
async function checkedService(): Promise<string> {
  return aws.service({ NamespaceId: await aws.httpNamespace(), HealthCheckCustomConfig: {} });
}

async function found(input: object = {}): Promise<(string | undefined)[] | undefined> {
  const { Instances } = await aws.map.discoverInstances({ ...WEB, ...input });
  return Instances?.map(({ InstanceId }) => InstanceId);
}

test("F09: finds instances by the names of namespace and service", async () => {
  const ServiceId = await aws.service({ NamespaceId: await aws.httpNamespace() });
  expect(await body(aws.map.discoverInstances(WEB))).toEqual({ Instances: [], InstancesRevision: 0 });
  await aws.register(ServiceId, { "i-1": { AWS_INSTANCE_IPV4: "172.2.1.3", AWS_INSTANCE_PORT: "808" } });
  expect(await body(aws.map.discoverInstances(WEB))).toEqual({
    Instances: [
      {
        InstanceId: "i-1",
        NamespaceName: "apps",
        ServiceName: "web",
        HealthStatus: "UNKNOWN",
        Attributes: { AWS_INSTANCE_IPV4: "172.2.1.3", AWS_INSTANCE_PORT: "808" },
      },
    ],
    InstancesRevision: 1,
  });
});

test("F09: neither ids nor unknown names are found; letters count in HTTP namespaces only", async () => {
  const namespace = await aws.httpNamespace();
  await aws.service({ NamespaceId: namespace });
  const internal = await aws.privateNamespace();
  await aws.service({ NamespaceId: internal, Type: "HTTP" });
  const refused = (NamespaceName: string, ServiceName: string, OwnerAccount?: string) =>
    expect(aws.map.discoverInstances({ NamespaceName, ServiceName, OwnerAccount })).rejects;
  const noNamespace = awsError("NamespaceNotFound", "Namespace not found");
  await refused("none", "web").toMatchObject(noNamespace);
  await refused(namespace, "web").toMatchObject(noNamespace);
  await refused("Apps", "web").toMatchObject(noNamespace);
  await refused("apps", "web", "210987654321").toMatchObject(noNamespace);
  await refused("apps", "WEB").toMatchObject(awsError("ServiceNotFound", "Service not found"));
  const { Instances } = await aws.map.discoverInstances({
    NamespaceName: "INTERNAL.example",
    ServiceName: "Web",
  });
  expect(Instances).toEqual([]);
  await expect(aws.map.discoverInstancesRevision({ ...WEB, ServiceName: "none" })).rejects.toMatchObject({
    name: "ServiceNotFound",
  });
});

test("F09: works with the host prefix, too", async () => {
  await aws.service({ NamespaceId: await aws.httpNamespace() });
  const { disableHostPrefix, ...config } = aws.sim.clientConfig({ direct: true });
  const client = new ServiceDiscovery(config);
  expect(disableHostPrefix).toBe(true);
  expect((await client.discoverInstances(WEB)).Instances).toEqual([]);
});

test("F09: all query parameters must match; optional ones only narrow down", async () => {
  const ServiceId = await aws.service({ NamespaceId: await aws.httpNamespace() });
  await aws.register(ServiceId, {
    a: { stage: "blue", zone: "1" },
    b: { stage: "blue", zone: "2" },
    c: { stage: "green", zone: "1" },
  });
  expect(await found({ QueryParameters: { stage: "blue" } })).toEqual(["a", "b"]);
  expect(await found({ QueryParameters: { stage: "blue", zone: "2" } })).toEqual(["b"]);
  expect(await found({ QueryParameters: { stage: "red" } })).toEqual([]);
  expect(await found({ OptionalParameters: { zone: "1" } })).toEqual(["a", "c"]);
  expect(await found({ OptionalParameters: { zone: "3" } })).toEqual(["a", "b", "c"]);
  expect(await found({ QueryParameters: { stage: "green" }, OptionalParameters: { zone: "2" } })).toEqual([
    "c",
  ]);
  expect(await found({ MaxResults: 2 })).toEqual(["a", "b"]);
  expect(await found({ MaxResults: 1, OptionalParameters: { stage: "green" } })).toEqual(["c"]);
});

test.each<[Filter | undefined, string[], string[]]>([
  [undefined, ["a"], ["a", "b"]],
  ["HEALTHY_OR_ELSE_ALL", ["a"], ["a", "b"]],
  ["HEALTHY", ["a"], []],
  ["UNHEALTHY", ["b"], ["a", "b"]],
  ["ALL", ["a", "b"], ["a", "b"]],
])("F09: the health filter %s", async (HealthStatus, whileOneIsHealthy, whenNoneIs) => {
  const ServiceId = await checkedService();
  await aws.register(ServiceId, { a: HEALTHY, b: UNHEALTHY });
  expect(await found({ HealthStatus })).toEqual(whileOneIsHealthy);
  aws.sim.cloudMap.setHealth({ service: ServiceId, instance: "a" }, "UNHEALTHY");
  expect(await found({ HealthStatus })).toEqual(whenNoneIs);
});

test.each<Filter | undefined>([undefined, "HEALTHY", "UNHEALTHY", "ALL", "HEALTHY_OR_ELSE_ALL"])(
  "F09: a service without a health check ignores the health filter %s",
  async (HealthStatus) => {
    const ServiceId = await aws.service({ NamespaceId: await aws.httpNamespace() });
    await aws.register(ServiceId, { a: {}, b: {} });
    aws.sim.cloudMap.setHealth({ service: ServiceId, instance: "b" }, "UNHEALTHY");
    const { Instances } = await aws.map.discoverInstances({ ...WEB, HealthStatus });
    expect(Instances?.map(({ InstanceId, HealthStatus }) => `${InstanceId} ${HealthStatus}`)).toEqual([
      "a UNKNOWN",
      "b UNHEALTHY",
    ]);
  },
);

test("F09: finds what filtering all instances one after the other would", async () => {
  aws.sim.delays.set({ cloudMap: 0 });
  const NamespaceId = await aws.httpNamespace();
  const instances = fc.uniqueArray(
    fc.record({
      id: fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 3 }),
      healthy: fc.boolean(),
      stage: fc.constantFrom("blue", "green"),
      zone: fc.constantFrom("1", "2"),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  );
  const filter = fc.constantFrom<Filter>("HEALTHY", "UNHEALTHY", "ALL", "HEALTHY_OR_ELSE_ALL");
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      instances,
      filter,
      fc.integer({ min: 1, max: 9 }),
      async (all, HealthStatus, MaxResults) => {
        const ServiceName = `s${round++}`;
        const service = await aws.service({ NamespaceId, Name: ServiceName, HealthCheckCustomConfig: {} });
        for (const { id, healthy, stage, zone } of all)
          await aws.register(service, { [id]: { stage, zone, ...(healthy ? HEALTHY : UNHEALTHY) } });
        const sorted = all.filter(({ stage }) => stage === "blue").sort((a, b) => (a.id < b.id ? -1 : 1));
        const healthy = sorted.filter((instance) => instance.healthy);
        const byHealth = {
          ALL: sorted,
          HEALTHY: healthy,
          UNHEALTHY: sorted.filter((instance) => !instance.healthy),
          HEALTHY_OR_ELSE_ALL: healthy.length > 0 ? healthy : sorted,
        }[HealthStatus];
        const narrowed = byHealth.filter(({ zone }) => zone === "1");
        const expected = (narrowed.length > 0 ? narrowed : byHealth).slice(0, MaxResults).map(({ id }) => id);
        const QueryParameters = { stage: "blue" };
        const OptionalParameters = { zone: "1" };
        expect(
          await found({ ServiceName, HealthStatus, MaxResults, QueryParameters, OptionalParameters }),
        ).toEqual(expected);
      },
    ),
    { numRuns: 40 },
  );
});

test("F09: the revision counts registrations and deregistrations, not health", async () => {
  const ServiceId = await checkedService();
  const revision = async () => (await aws.map.discoverInstancesRevision(WEB)).InstancesRevision;
  await aws.register(ServiceId, { a: {}, b: {} });
  expect(await revision()).toBe(2);
  await aws.map.updateInstanceCustomHealthStatus({ ServiceId, InstanceId: "a", Status: "UNHEALTHY" });
  await aws.sim.clock.advance(100);
  expect(await revision()).toBe(2);
  await aws.done(aws.map.deregisterInstance({ ServiceId, InstanceId: "a" }));
  expect(await revision()).toBe(3);
  expect((await aws.map.discoverInstances(WEB)).InstancesRevision).toBe(3);
});

test("F09: a custom health status shows after 100 ms", async () => {
  const ServiceId = await checkedService();
  await aws.register(ServiceId, { a: {}, b: UNHEALTHY });
  const health = async () => (await aws.map.getInstancesHealthStatus({ ServiceId })).Status;
  expect(await health()).toEqual({ a: "HEALTHY", b: "UNHEALTHY" });
  const change = (Status: "HEALTHY" | "UNHEALTHY") =>
    body(aws.map.updateInstanceCustomHealthStatus({ ServiceId, InstanceId: "a", Status }));
  expect(await change("UNHEALTHY")).toEqual({});
  await aws.sim.clock.advance(99);
  expect(await health()).toEqual({ a: "HEALTHY", b: "UNHEALTHY" });
  await change("HEALTHY");
  await aws.sim.clock.advance(1);
  expect(await health()).toEqual({ a: "UNHEALTHY", b: "UNHEALTHY" });
  await aws.sim.clock.advance(99);
  expect(await health()).toEqual({ a: "HEALTHY", b: "UNHEALTHY" });
});

test("F09: health that was set stays when the instance is registered again", async () => {
  const ServiceId = await checkedService();
  await aws.register(ServiceId, { a: HEALTHY });
  aws.sim.cloudMap.setHealth({ service: ServiceId, instance: "a" }, "UNHEALTHY");
  await aws.register(ServiceId, { a: { ...HEALTHY, changed: "yes" } });
  expect((await aws.map.getInstancesHealthStatus({ ServiceId })).Status).toEqual({ a: "UNHEALTHY" });
});

test("F09: health of a missing instance, or one without a custom health check, is rejected", async () => {
  const ServiceId = await checkedService();
  const missing = awsError("InstanceNotFound", "Instance not found: a");
  const Status = "HEALTHY";
  await expect(
    aws.map.updateInstanceCustomHealthStatus({ ServiceId, InstanceId: "a", Status }),
  ).rejects.toMatchObject(missing);
  await expect(aws.map.getInstancesHealthStatus({ ServiceId, Instances: ["a"] })).rejects.toMatchObject(
    missing,
  );
  const plain = await aws.service({ NamespaceId: await aws.httpNamespace("plain") });
  await aws.register(plain, { a: {} });
  await expect(
    aws.map.updateInstanceCustomHealthStatus({ ServiceId: plain, InstanceId: "a", Status }),
  ).rejects.toMatchObject(
    awsError("CustomHealthNotFound", `Service ${plain} has no custom health check configuration.`),
  );
});

test("a test can set the result of a Route 53 health check", async () => {
  const NamespaceId = await aws.publicNamespace();
  const ServiceId = await aws.service({ NamespaceId, HealthCheckConfig: { Type: "TCP" } });
  await aws.register(ServiceId, { a: { AWS_INSTANCE_PORT: "80" } });
  const health = async () => (await aws.map.getInstancesHealthStatus({ ServiceId })).Status;
  expect(await health()).toEqual({ a: "HEALTHY" });
  aws.sim.cloudMap.setHealth({ service: ServiceId, instance: "a" }, "UNHEALTHY");
  expect(await health()).toEqual({ a: "UNHEALTHY" });
  const none = { service: ServiceId, instance: "none" };
  expect(() => aws.sim.cloudMap.setHealth(none, "HEALTHY")).toThrow('There is no instance "none" in account');
});

test("resolve answers as Route 53 would", async () => {
  const NamespaceId = await aws.privateNamespace({ Name: "internal.example" });
  const records = (Type: RecordType): Partial<CreateServiceCommandInput> => ({
    DnsConfig: { RoutingPolicy: "WEIGHTED", DnsRecords: [{ Type, TTL: 5 }] },
  });
  const web = await aws.service({ NamespaceId, Name: "web", ...records("A"), HealthCheckCustomConfig: {} });
  const db = await aws.service({ NamespaceId, Name: "db", ...records("SRV") });
  const old = await aws.service({ NamespaceId, Name: "old", ...records("CNAME") });
  await aws.register(web, { a: { AWS_INSTANCE_IPV4: "10.0.0.1" }, b: { AWS_INSTANCE_IPV4: "10.0.0.2" } });
  await aws.register(db, { c: { AWS_INSTANCE_IPV4: "10.0.0.3", AWS_INSTANCE_PORT: "5432" } });
  await aws.register(old, { d: { AWS_INSTANCE_CNAME: "web.internal.example" } });
  aws.sim.cloudMap.setHealth({ service: web, instance: "a" }, "UNHEALTHY");
  const { cloudMap } = aws.sim;
  expect({
    a: cloudMap.resolve("Web.internal.example."),
    aaaa: cloudMap.resolve("web.internal.example", "AAAA"),
    srv: cloudMap.resolve("db.internal.example", "SRV"),
    target: cloudMap.resolve("c.db.internal.example"),
    cname: cloudMap.resolve("old.internal.example", "CNAME"),
    none: cloudMap.resolve("none.internal.example"),
    elsewhere: cloudMap.resolve("web.example.com"),
  }).toEqual({
    a: ["10.0.0.2"],
    aaaa: [],
    srv: ["1 1 5432 c.db.internal.example"],
    target: ["10.0.0.3"],
    cname: ["web.internal.example"],
    none: [],
    elsewhere: [],
  });
});
