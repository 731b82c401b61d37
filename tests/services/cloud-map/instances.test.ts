import type { CreateServiceCommandInput, RecordType } from "@aws-sdk/client-servicediscovery";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, ARN, awsError, simulatedCloudMap } from "./cloud-map-world.js";

const aws = simulatedCloudMap();
const IPV4 = { AWS_INSTANCE_IPV4: "10.0.0.1" };

async function httpService(input: Partial<CreateServiceCommandInput> = {}): Promise<string> {
  return aws.service({ NamespaceId: await aws.httpNamespace(), ...input });
}

test("F07: registering takes an operation; afterwards the instance is there", async () => {
  const ServiceId = await httpService();
  const { OperationId } = await aws.map.registerInstance({
    ServiceId: `${ARN}:service/${ServiceId}`,
    InstanceId: "i-1",
    CreatorRequestId: "once",
    Attributes: { ...IPV4, stage: "blue" },
  });
  await aws.sim.clock.advance(99);
  await expect(aws.map.getInstance({ ServiceId, InstanceId: "i-1" })).rejects.toMatchObject(
    awsError("InstanceNotFound", "Instance not found: i-1"),
  );
  await aws.sim.clock.advance(1);
  const { Operation } = await aws.map.getOperation({ OperationId });
  expect([Operation?.Type, Operation?.Status, Operation?.Targets]).toEqual([
    "REGISTER_INSTANCE",
    "SUCCESS",
    { SERVICE: ServiceId, INSTANCE: "i-1" },
  ]);
  const Attributes = { ...IPV4, stage: "blue" };
  expect(await body(aws.map.getInstance({ ServiceId, InstanceId: "i-1" }))).toEqual({
    ResourceOwner: ACCOUNT,
    Instance: { Id: "i-1", CreatorRequestId: "once", Attributes, CreatedByAccount: ACCOUNT },
  });
  expect(await body(aws.map.listInstances({ ServiceId }))).toEqual({
    ResourceOwner: ACCOUNT,
    Instances: [{ Id: "i-1", Attributes, CreatedByAccount: ACCOUNT }],
  });
  expect((await aws.map.getService({ Id: ServiceId })).Service?.InstanceCount).toBe(1);
  expect(aws.sim.cloudMap.instances(ServiceId)).toEqual([
    { ServiceId, InstanceId: "i-1", HealthStatus: "UNKNOWN", Attributes },
  ]);
});

test("F07: registering an instance again replaces all of its attributes", async () => {
  const ServiceId = await httpService();
  await aws.register(ServiceId, { a: { x: "1", y: "2" } });
  await aws.register(ServiceId, { a: { x: "3" } });
  expect((await aws.map.listInstances({ ServiceId })).Instances).toEqual([
    { Id: "a", Attributes: { x: "3" }, CreatedByAccount: ACCOUNT },
  ]);
  expect((await aws.map.getService({ Id: ServiceId })).Service?.InstanceCount).toBe(1);
});

test("F07: during an operation the same attributes are answered with it, others are rejected", async () => {
  const ServiceId = await httpService();
  const input = { ServiceId, InstanceId: "a", Attributes: { x: "1", y: "2" } };
  const { OperationId } = await aws.map.registerInstance(input);
  const again = await aws.map.registerInstance({ ...input, Attributes: { y: "2", x: "1" } });
  expect(again.OperationId).toBe(OperationId);
  const busy = awsError(
    "DuplicateRequest",
    `Another operation of type RegisterInstance and id ${OperationId} is in progress`,
    { DuplicateOperationId: OperationId },
  );
  await expect(aws.map.registerInstance({ ...input, Attributes: { x: "2" } })).rejects.toMatchObject(busy);
  await expect(aws.map.deregisterInstance({ ServiceId, InstanceId: "a" })).rejects.toMatchObject(busy);
  await aws.map.registerInstance({ ...input, InstanceId: "b", Attributes: {} });
});

test("the same request is answered with the operation that registered the instance", async () => {
  const ServiceId = await httpService();
  const input = { ServiceId, InstanceId: "a", CreatorRequestId: "once", Attributes: { x: "1" } };
  const { OperationId } = await aws.map.registerInstance(input);
  await aws.sim.clock.advance(100);
  expect((await aws.map.registerInstance(input)).OperationId).toBe(OperationId);
  await aws.done(aws.map.deregisterInstance({ ServiceId, InstanceId: "a" }));
  expect((await aws.map.registerInstance(input)).OperationId).not.toBe(OperationId);
});

test("F08: deregistering takes an operation; what does not exist cannot be deregistered", async () => {
  const ServiceId = await httpService();
  await aws.register(ServiceId, { a: {}, b: {} });
  await expect(aws.map.deregisterInstance({ ServiceId, InstanceId: "c" })).rejects.toMatchObject(
    awsError("InstanceNotFound", "Instance not found: c"),
  );
  const { OperationId } = await aws.map.deregisterInstance({ ServiceId, InstanceId: "a" });
  await aws.sim.clock.advance(99);
  expect((await aws.map.listInstances({ ServiceId })).Instances).toHaveLength(2);
  await aws.sim.clock.advance(1);
  expect((await aws.map.listInstances({ ServiceId })).Instances?.map(({ Id }) => Id)).toEqual(["b"]);
  const { Operation } = await aws.map.getOperation({ OperationId });
  expect([Operation?.Type, Operation?.Targets]).toEqual([
    "DEREGISTER_INSTANCE",
    { SERVICE: ServiceId, INSTANCE: "a" },
  ]);
});

test("F02: a registration fails if the service is deleted before it ends, or if the test makes it fail", async () => {
  const ServiceId = await httpService();
  aws.sim.cloudMap.failNextOperation({
    type: "REGISTER_INSTANCE",
    errorCode: "THROTTLED_REQUEST",
    errorMessage: "Rate exceeded",
  });
  const first = await aws.map.registerInstance({ ServiceId, InstanceId: "a", Attributes: {} });
  await aws.sim.clock.advance(100);
  const second = await aws.map.registerInstance({ ServiceId, InstanceId: "a", Attributes: {} });
  await aws.map.deleteService({ Id: ServiceId });
  await aws.sim.clock.advance(100);
  const read = async ({ OperationId }: { OperationId?: string }) => {
    const { Operation } = await aws.map.getOperation({ OperationId });
    return [Operation?.Status, Operation?.ErrorCode, Operation?.ErrorMessage];
  };
  expect(await read(first)).toEqual(["FAIL", "THROTTLED_REQUEST", "Rate exceeded"]);
  expect(await read(second)).toEqual(["FAIL", "INTERNAL_FAILURE", `Service ${ServiceId} no longer exists.`]);
  expect(() => aws.sim.cloudMap.failNextOperation({ type: "X" as "UPDATE_SERVICE" })).toThrow(TypeError);
});

test("F02: GetOperation of what never was, or of another owner, finds nothing", async () => {
  const { OperationId } = await aws.map.createHttpNamespace({ Name: "apps" });
  for (const input of [{ OperationId: "x-y" }, { OperationId, OwnerAccount: "210987654321" }])
    await expect(aws.map.getOperation(input)).rejects.toMatchObject(
      awsError("OperationNotFound", `Operation not found: ${input.OperationId}`),
    );
  expect((await aws.map.getOperation({ OperationId, OwnerAccount: ACCOUNT })).Operation?.Id).toBe(
    OperationId,
  );
});

test("F02: delays may be counted in calls of GetOperation, and held until released", async () => {
  aws.sim.delays.set({ cloudMap: { submitted: { describes: 2 }, pending: "never" } });
  const { OperationId } = await aws.map.createHttpNamespace({ Name: "apps" });
  const status = async () => (await aws.map.getOperation({ OperationId })).Operation?.Status;
  expect([await status(), await status(), await status()]).toEqual(["SUBMITTED", "SUBMITTED", "PENDING"]);
  await aws.sim.clock.advance("1h");
  expect(await status()).toBe("PENDING");
  aws.sim.transitions.release("cloudMap", "pending", OperationId);
  await aws.sim.clock.advance(0);
  expect(await status()).toBe("SUCCESS");
});

test("A11: with delays of 0, an operation has succeeded when it is first read", async () => {
  aws.sim.delays.set({ cloudMap: 0 });
  const { OperationId } = await aws.map.createHttpNamespace({ Name: "apps" });
  expect((await aws.map.getOperation({ OperationId })).Operation?.Status).toBe("SUCCESS");
});

const custom = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, "v"]));
const dns = (Type: RecordType): Partial<CreateServiceCommandInput> => ({
  DnsConfig: { RoutingPolicy: "WEIGHTED", DnsRecords: [{ Type, TTL: 1 }] },
});

test.each<[string, Partial<CreateServiceCommandInput>, Record<string, string>, string]>([
  ["A without address", dns("A"), {}, "Required attribute(s) AWS_INSTANCE_IPV4 are missing."],
  ["AAAA without address", dns("AAAA"), IPV4, "Required attribute(s) AWS_INSTANCE_IPV6 are missing."],
  ["CNAME without name", dns("CNAME"), IPV4, "Required attribute(s) AWS_INSTANCE_CNAME are missing."],
  [
    "SRV without address",
    dns("SRV"),
    { AWS_INSTANCE_PORT: "80" },
    "At least one of AWS_INSTANCE_IPV4 AWS_INSTANCE_IPV6 is required.",
  ],
  ["SRV without port", dns("SRV"), IPV4, "Required attribute(s) AWS_INSTANCE_PORT are missing."],
  [
    "a health check without port",
    { HealthCheckConfig: { Type: "HTTP" } },
    IPV4,
    "A port must be supplied in order to register this instance.",
  ],
  [
    "an unknown initial health",
    {},
    { AWS_INIT_HEALTH_STATUS: "SICK" },
    "No enum constant com.amazon.route53.autonaming.model.InitHealthStatus.SICK",
  ],
  [
    "an unknown attribute of AWS",
    {},
    { AWS_FOO: "x" },
    "Invalid attribute: [AWS_FOO]. [aws_] prefix is reserved for AWS attributes.",
  ],
  [
    "more than 30 attributes",
    {},
    custom(31),
    `Too many attributes provided: [${Object.keys(custom(31)).join(", ")}]. The current limit is 30`,
  ],
  [
    "more than 5,000 characters",
    {},
    Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [name, "x".repeat(1_000)])),
    "Instance attributes too large. Maximum allowed size of all attributes is 5000 characters.",
  ],
  [
    "an alias in a MULTIVALUE service",
    { DnsConfig: { DnsRecords: [{ Type: "A", TTL: 1 }] } },
    { AWS_ALIAS_DNS_NAME: "lb.example.com" },
    "ALIAS instance can be registered only in services with WEIGHTED routing policy",
  ],
  [
    "an alias with an address",
    dns("A"),
    { AWS_ALIAS_DNS_NAME: "lb.example.com", ...IPV4 },
    "Invalid combination of attributes received. AWS_ALIAS_DNS_NAME is not supported with [AWS_INSTANCE_IPV4].",
  ],
  [
    "an EC2 instance with an address",
    {},
    { AWS_EC2_INSTANCE_ID: "i-0123456789abcdef0", ...IPV4 },
    "Invalid combination of attributes received. AWS_EC2_INSTANCE_ID is not supported with [AWS_INSTANCE_IPV4].",
  ],
  [
    "an EC2 instance in a DNS namespace",
    {},
    { AWS_EC2_INSTANCE_ID: "i-0123456789abcdef0" },
    "AWS_EC2_INSTANCE_ID provided in namespace type DNS_PUBLIC. It is only supported in HTTP namespace",
  ],
  [
    "no address",
    {},
    { AWS_INSTANCE_IPV4: "10.0.0" },
    "Invalid value for attribute AWS_INSTANCE_IPV4: 10.0.0",
  ],
  ["no port", {}, { AWS_INSTANCE_PORT: "65536" }, "Invalid value for attribute AWS_INSTANCE_PORT: 65536"],
])("F07: rejects %s", async (_, settings, Attributes, message) => {
  const ServiceId = await aws.service({ NamespaceId: await aws.publicNamespace(), ...settings });
  await expect(aws.map.registerInstance({ ServiceId, InstanceId: "a", Attributes })).rejects.toMatchObject(
    awsError("InvalidInput", message),
  );
});

test("A07: rejects ids and attribute names with invalid characters", async () => {
  const ServiceId = await httpService();
  await expect(
    aws.map.registerInstance({ ServiceId, InstanceId: "a b", Attributes: {} }),
  ).rejects.toMatchObject(
    awsError(
      "InvalidInput",
      "1 validation error detected: Value 'a b' at 'instanceId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z_/:.@-]+$",
    ),
  );
  await expect(
    aws.map.registerInstance({ ServiceId, InstanceId: "a", Attributes: { a: "x".repeat(1_025) } }),
  ).rejects.toMatchObject({
    name: "InvalidInput",
    message: expect.stringContaining(
      "Map value must satisfy constraint: [Member must have length less than or equal to 1024",
    ),
  });
});

test("an EC2 instance gets an address, the same each time", async () => {
  const ServiceId = await httpService();
  const AWS_EC2_INSTANCE_ID = "i-0123456789abcdef0";
  await aws.register(ServiceId, { a: { AWS_EC2_INSTANCE_ID }, b: { AWS_EC2_INSTANCE_ID } });
  const [a, b] = aws.sim.cloudMap.instances();
  expect(a?.Attributes.AWS_INSTANCE_IPV4).toMatch(/^172\.31\.\d+\.\d+$/);
  expect(b?.Attributes).toEqual(a?.Attributes);
});

test("a service and a namespace have quotas of instances", async () => {
  const NamespaceId = await aws.httpNamespace();
  const one = await aws.service({ NamespaceId, Name: "one" });
  const two = await aws.service({ NamespaceId, Name: "two" });
  aws.sim.cloudMap.setQuotas({ instancesPerService: 2, instancesPerNamespace: 3 });
  await aws.register(one, { a: {}, b: {} });
  await aws.register(two, { a: {} });
  const refused = (ServiceId: string) =>
    expect(aws.map.registerInstance({ ServiceId, InstanceId: "z", Attributes: {} })).rejects;
  await refused(one).toMatchObject(
    awsError("ResourceLimitExceeded", `Service ${one} has reached the quota of 2 instances per service.`),
  );
  await refused(two).toMatchObject(
    awsError(
      "ResourceLimitExceeded",
      `Namespace ${NamespaceId} has reached the quota of 3 instances per namespace.`,
    ),
  );
  await aws.register(one, { a: { changed: "yes" } });
});
