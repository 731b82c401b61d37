import type { CreateServiceCommandInput, RecordType } from "@aws-sdk/client-servicediscovery";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, ARN, awsError, NOW, simulatedCloudMap } from "./cloud-map-world.js";

const aws = simulatedCloudMap();
const A = { Type: "A", TTL: 60 } as const;
const CNAME = { Type: "CNAME", TTL: 60 } as const;

test("F05: a service of a DNS namespace, immediately, with the defaults filled in", async () => {
  const NamespaceId = await aws.publicNamespace();
  const created = await body(
    aws.map.createService({
      Name: "web",
      NamespaceId: `${ARN}:namespace/${NamespaceId}`,
      Description: "front",
      CreatorRequestId: "once",
      DnsConfig: { DnsRecords: [A, { Type: "AAAA", TTL: 0 }] },
      HealthCheckConfig: { Type: "HTTP" },
    }),
  );
  const id = created.Service?.Id ?? "";
  expect(id).toMatch(/^srv-[a-z0-9]{16}$/);
  const summary = {
    Id: id,
    Arn: `${ARN}:service/${id}`,
    ResourceOwner: ACCOUNT,
    CreatedByAccount: ACCOUNT,
    Name: "web",
    Type: "DNS_HTTP",
    Description: "front",
    InstanceCount: 0,
    DnsConfig: { NamespaceId, RoutingPolicy: "MULTIVALUE", DnsRecords: [A, { Type: "AAAA", TTL: 0 }] },
    HealthCheckConfig: { Type: "HTTP", ResourcePath: "/", FailureThreshold: 1 },
    CreateDate: new Date(NOW.getTime() + 100),
  };
  const service = { ...summary, NamespaceId, CreatorRequestId: "once" };
  expect(created).toEqual({ Service: service });
  expect(await body(aws.map.getService({ Id: id }))).toEqual({ Service: service });
  expect(await body(aws.map.getService({ Id: `${ARN}:service/${id}` }))).toEqual({ Service: service });
  expect(await body(aws.map.listServices({}))).toEqual({ Services: [summary] });
  expect((await aws.map.getNamespace({ Id: NamespaceId })).Namespace?.ServiceCount).toBe(1);
  expect(aws.sim.cloudMap.services()).toEqual([service]);
});

test("F05: a service of an HTTP namespace has no DnsConfig; the threshold of custom health is always 1", async () => {
  const NamespaceId = await aws.httpNamespace();
  const { Service } = await aws.map.createService({
    Name: "web",
    NamespaceId,
    HealthCheckCustomConfig: { FailureThreshold: 5 },
  });
  expect(Service).toMatchObject({ Type: "HTTP", HealthCheckCustomConfig: { FailureThreshold: 1 } });
  expect(Service?.DnsConfig).toBeUndefined();
});

test("a service of a DNS namespace may be for DiscoverInstances only", async () => {
  const NamespaceId = await aws.privateNamespace();
  const { Service } = await aws.map.createService({ Name: "web", NamespaceId, Type: "HTTP" });
  expect([Service?.Type, Service?.DnsConfig]).toEqual(["HTTP", undefined]);
});

test("the namespace may be named where it was named once, in DnsConfig", async () => {
  const NamespaceId = await aws.privateNamespace();
  const { Service } = await aws.map.createService({
    Name: "web",
    DnsConfig: { NamespaceId, DnsRecords: [A] },
  });
  expect(Service?.NamespaceId).toBe(NamespaceId);
});

test("F05: a name is unique in its namespace; DNS is case-insensitive, HTTP is not", async () => {
  const dns = await aws.privateNamespace();
  const http = await aws.httpNamespace();
  const id = await aws.service({ NamespaceId: dns, Name: "web", CreatorRequestId: "first" });
  await expect(aws.map.createService({ NamespaceId: dns, Name: "WEB" })).rejects.toMatchObject(
    awsError("ServiceAlreadyExists", "Service already exists.", {
      ServiceId: id,
      ServiceArn: `${ARN}:service/${id}`,
      CreatorRequestId: "first",
    }),
  );
  await aws.service({ NamespaceId: http, Name: "web" });
  await aws.service({ NamespaceId: http, Name: "WEB" });
  await expect(aws.map.createService({ NamespaceId: http, Name: "web" })).rejects.toMatchObject({
    name: "ServiceAlreadyExists",
  });
});

test("the same request is answered with the same service, a different one of the same id is rejected", async () => {
  const input = { Name: "web", NamespaceId: await aws.httpNamespace(), CreatorRequestId: "once" };
  const first = await body(aws.map.createService(input));
  expect(await body(aws.map.createService(input))).toEqual(first);
  await expect(aws.map.createService({ ...input, Description: "other" })).rejects.toMatchObject({
    name: "ServiceAlreadyExists",
  });
});

test.each<[string, RecordType[], Record<string, string>, string[]]>([
  ["A and SRV", ["A", "SRV"], { AWS_INSTANCE_IPV4: "10.0.0.1" }, ["10.0.0.1"]],
  ["AAAA and SRV", ["AAAA", "SRV"], { AWS_INSTANCE_IPV6: "2001:db8::1" }, []],
])("F05: records of %s go together", async (_, types, address, addresses) => {
  const DnsRecords = types.map((Type) => ({ Type, TTL: 10 }));
  const NamespaceId = await aws.privateNamespace();
  const id = await aws.service({ NamespaceId, DnsConfig: { DnsRecords } });
  const { Service } = await aws.map.getService({ Id: id });
  expect(Service?.DnsConfig?.DnsRecords).toEqual(DnsRecords);
  await aws.register(id, { a: { ...address, AWS_INSTANCE_PORT: "80" } });
  expect(aws.sim.cloudMap.resolve("web.internal.example")).toEqual(addresses);
  expect(aws.sim.cloudMap.resolve("web.internal.example", "SRV")).toEqual(["1 1 80 a.web.internal.example"]);
  const [missing = ""] = Object.keys(address);
  const [name, value] =
    missing === "AWS_INSTANCE_IPV4" ? ["AWS_INSTANCE_IPV6", "::1"] : ["AWS_INSTANCE_IPV4", "10.0.0.2"];
  await expect(
    aws.map.registerInstance({
      ServiceId: id,
      InstanceId: "b",
      Attributes: { [name]: value, AWS_INSTANCE_PORT: "80" },
    }),
  ).rejects.toMatchObject(awsError("InvalidInput", `Required attribute(s) ${missing} are missing.`));
});

type Settings = Omit<CreateServiceCommandInput, "Name">;

test.each<[string, "http" | "private" | "public", Settings, string]>([
  [
    "DnsConfig in an HTTP namespace",
    "http",
    { DnsConfig: { DnsRecords: [A] } },
    "When you create a service using a namespace that has a type of HTTP, you can't include a DnsConfig element.",
  ],
  [
    "CNAME with MULTIVALUE",
    "private",
    { DnsConfig: { DnsRecords: [CNAME] } },
    "WEIGHTED routing policy must be used with DNS Record Type CNAME",
  ],
  [
    "CNAME with another type",
    "private",
    { DnsConfig: { RoutingPolicy: "WEIGHTED", DnsRecords: [A, CNAME] } },
    "DnsRecord Type CNAME cannot be combined with other types",
  ],
  [
    "a type twice",
    "private",
    { DnsConfig: { DnsRecords: [A, A] } },
    "Duplicate resource record typeAin DNS config is not expected",
  ],
  [
    "a health check in a private namespace",
    "private",
    { HealthCheckConfig: { Type: "HTTP" } },
    "Health check config cannot be applied to a service with private namespace",
  ],
  [
    "both kinds of health checks",
    "public",
    { HealthCheckConfig: { Type: "HTTP" }, HealthCheckCustomConfig: {} },
    "HealthCheckConfig and HealthCheckCustomConfig cannot both be specified.",
  ],
  [
    "a path for TCP",
    "public",
    { HealthCheckConfig: { Type: "TCP", ResourcePath: "/" } },
    "ResourcePath cannot be specified for a health check of type TCP",
  ],
  [
    "a health check of CNAME",
    "public",
    { HealthCheckConfig: { Type: "TCP" }, DnsConfig: { RoutingPolicy: "WEIGHTED", DnsRecords: [CNAME] } },
    "Health check config cannot be applied to a service with DNS Record Type CNAME",
  ],
  [
    "DnsConfig for DiscoverInstances only",
    "private",
    { Type: "HTTP", DnsConfig: { DnsRecords: [A] } },
    "When you create a service that has a type of HTTP, you can't include a DnsConfig element.",
  ],
])("rejects %s", async (_, kind, settings, message) => {
  const namespaces = {
    http: () => aws.httpNamespace(),
    private: () => aws.privateNamespace(),
    public: () => aws.publicNamespace(),
  };
  const NamespaceId = await namespaces[kind]();
  await expect(aws.map.createService({ Name: "web", NamespaceId, ...settings })).rejects.toMatchObject(
    awsError("InvalidInput", message),
  );
  expect((await aws.map.getNamespace({ Id: NamespaceId })).Namespace?.ServiceCount).toBe(0);
});

test("F05: rejects a missing or unknown namespace, and unknown services", async () => {
  await expect(aws.map.createService({ Name: "web" })).rejects.toMatchObject(
    awsError("InvalidInput", "Service namespace id cannot be null"),
  );
  await expect(aws.map.createService({ Name: "web", NamespaceId: "ns-no" })).rejects.toMatchObject(
    awsError("NamespaceNotFound", "Namespace not found: ns-no"),
  );
  const notFound = awsError("ServiceNotFound", "Service not found: srv-no");
  const Attributes = { a: "1" };
  for (const call of [
    () => aws.map.getService({ Id: "srv-no" }),
    () => aws.map.updateService({ Id: "srv-no", Service: {} }),
    () => aws.map.deleteService({ Id: "srv-no" }),
    () => aws.map.listInstances({ ServiceId: "srv-no" }),
    () => aws.map.getInstance({ ServiceId: "srv-no", InstanceId: "a" }),
    () => aws.map.registerInstance({ ServiceId: "srv-no", InstanceId: "a", Attributes }),
    () => aws.map.deregisterInstance({ ServiceId: "srv-no", InstanceId: "a" }),
    () => aws.map.getInstancesHealthStatus({ ServiceId: "srv-no" }),
    () =>
      aws.map.updateInstanceCustomHealthStatus({ ServiceId: "srv-no", InstanceId: "a", Status: "HEALTHY" }),
    () => aws.map.getServiceAttributes({ ServiceId: "srv-no" }),
    () => aws.map.updateServiceAttributes({ ServiceId: "srv-no", Attributes }),
    () => aws.map.deleteServiceAttributes({ ServiceId: "srv-no", Attributes: ["a"] }),
  ])
    await expect(call()).rejects.toMatchObject(notFound);
});

test("UpdateService replaces records and health check, and removes omitted ones", async () => {
  const NamespaceId = await aws.publicNamespace();
  const Id = await aws.service({
    NamespaceId,
    Description: "old",
    DnsConfig: { DnsRecords: [A] },
    HealthCheckConfig: { Type: "TCP" },
  });
  const read = async () => {
    const { Service } = await aws.map.getService({ Id });
    return [Service?.Description, Service?.DnsConfig?.DnsRecords, Service?.HealthCheckConfig];
  };
  const check = { Type: "TCP", FailureThreshold: 1 };
  const { OperationId } = await aws.map.updateService({
    Id,
    Service: { Description: "new", DnsConfig: { DnsRecords: [{ ...A, TTL: 5 }] } },
  });
  expect(await read()).toEqual(["old", [A], check]);
  await expect(aws.map.updateService({ Id, Service: {} })).rejects.toMatchObject(
    awsError(
      "DuplicateRequest",
      `Another operation of type UpdateService and id ${OperationId} is in progress`,
    ),
  );
  await aws.sim.clock.advance(100);
  expect(await read()).toEqual(["new", [{ ...A, TTL: 5 }], undefined]);
  await aws.done(aws.map.updateService({ Id, Service: { HealthCheckConfig: { Type: "TCP" } } }));
  expect(await read()).toEqual(["new", [], check]);
  await expect(
    aws.map.updateService({ Id, Service: { DnsConfig: { DnsRecords: [A, A] } } }),
  ).rejects.toMatchObject({ name: "InvalidInput" });
});

test("an update fails if the service is deleted before it ends", async () => {
  const Id = await aws.service({ NamespaceId: await aws.httpNamespace() });
  const { OperationId } = await aws.map.updateService({ Id, Service: { Description: "x" } });
  await aws.map.deleteService({ Id });
  await aws.sim.clock.advance(100);
  expect((await aws.map.getOperation({ OperationId })).Operation).toMatchObject({
    Type: "UPDATE_SERVICE",
    Status: "FAIL",
    ErrorCode: "INTERNAL_FAILURE",
    ErrorMessage: `Service ${Id} no longer exists.`,
  });
});

test("F06: a service with instances is not deleted until they are deregistered", async () => {
  const NamespaceId = await aws.httpNamespace();
  const Id = await aws.service({ NamespaceId });
  await aws.register(Id, { a: {} });
  const inUse = awsError(
    "ResourceInUse",
    "Service contains registered instances; delete the instances before deleting the service",
  );
  await expect(aws.map.deleteService({ Id })).rejects.toMatchObject(inUse);
  await aws.map.deregisterInstance({ ServiceId: Id, InstanceId: "a" });
  await aws.sim.clock.advance(99);
  await expect(aws.map.deleteService({ Id })).rejects.toMatchObject(inUse);
  await aws.sim.clock.advance(1);
  expect(await body(aws.map.deleteService({ Id }))).toEqual({});
  await expect(aws.map.getService({ Id })).rejects.toMatchObject({ name: "ServiceNotFound" });
  expect((await aws.map.getNamespace({ Id: NamespaceId })).Namespace?.ServiceCount).toBe(0);
  await aws.service({ NamespaceId });
});

test("service attributes are added, changed and removed by name, up to thirty", async () => {
  const ServiceId = await aws.service({ NamespaceId: await aws.httpNamespace() });
  const read = async () => (await aws.map.getServiceAttributes({ ServiceId })).ServiceAttributes;
  const owner = { ServiceArn: `${ARN}:service/${ServiceId}`, ResourceOwner: ACCOUNT };
  expect(await read()).toEqual({ ...owner, Attributes: {} });
  await aws.map.updateServiceAttributes({ ServiceId, Attributes: { a: "1", b: "2" } });
  await aws.map.updateServiceAttributes({ ServiceId, Attributes: { b: "3", c: "4" } });
  expect(await read()).toEqual({ ...owner, Attributes: { a: "1", b: "3", c: "4" } });
  await aws.map.deleteServiceAttributes({ ServiceId, Attributes: ["a", "none"] });
  expect(await read()).toEqual({ ...owner, Attributes: { b: "3", c: "4" } });
  const many = Object.fromEntries(Array.from({ length: 29 }, (_, index) => [`k${index}`, "v"]));
  await expect(aws.map.updateServiceAttributes({ ServiceId, Attributes: many })).rejects.toMatchObject(
    awsError(
      "ServiceAttributesLimitExceededException",
      "The attribute can't be added to the service because it has reached the quota of 30 attributes.",
    ),
  );
});
