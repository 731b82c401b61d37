import { request } from "undici";
import { expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { typeError } from "../../support/type-error.js";
import { ACCOUNT, ARN, NOW, simulatedCloudMap } from "./cloud-map-world.js";

const aws = simulatedCloudMap();

async function call(method: "GET" | "POST", path: string, body?: unknown) {
  const answer = await request(`${aws.sim.url}/_sim${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
}

test("A14: the state is what the SDK returns, and a copy", async () => {
  const NamespaceId = await aws.httpNamespace();
  const ServiceId = await aws.service({ NamespaceId });
  await aws.register(ServiceId, { a: { x: "1" } });
  const { Namespace } = await aws.map.getNamespace({ Id: NamespaceId });
  const { Service } = await aws.map.getService({ Id: ServiceId });
  const { Operations } = await aws.map.listOperations({});
  const operations = await Promise.all(
    (Operations ?? []).map(async ({ Id }) => (await aws.map.getOperation({ OperationId: Id })).Operation),
  );
  const instances = [{ ServiceId, InstanceId: "a", HealthStatus: "UNKNOWN", Attributes: { x: "1" } }];
  const state = { namespaces: [Namespace], services: [Service], instances, operations };
  expect(aws.sim.cloudMap.state()).toEqual(state);
  for (const instance of aws.sim.cloudMap.instances()) Object.assign(instance.Attributes, { x: "2" });
  expect(aws.sim.cloudMap.state()).toEqual(state);
  expect((await call("GET", "/state/cloudMap")).body).toEqual(JSON.parse(JSON.stringify(state)));
  const elsewhere = { namespaces: [], services: [], instances: [], operations: [] };
  expect(aws.sim.cloudMap.state({ region: "eu-west-1" })).toEqual(elsewhere);
  expect((await call("GET", "/state/cloudMap?account=210987654321")).body).toEqual(elsewhere);
});

test("health, failures and names over HTTP", async () => {
  const NamespaceId = await aws.privateNamespace();
  const DnsConfig = { DnsRecords: [{ Type: "A" as const, TTL: 10 }] };
  const ServiceId = await aws.service({ NamespaceId, DnsConfig });
  await aws.register(ServiceId, { "a/b": { AWS_INSTANCE_IPV4: "10.0.0.1" } });
  const health = `/cloudMap/services/${ServiceId}/instances/a%2Fb/health`;
  expect(await call("POST", health, { status: "UNHEALTHY" })).toEqual({ status: 204, body: undefined });
  expect(aws.sim.cloudMap.instances()[0]?.HealthStatus).toBe("UNHEALTHY");
  expect((await call("POST", health, { status: "SICK" })).status).toBe(400);
  expect((await call("POST", health.replace("a%2Fb", "c"), { status: "HEALTHY" })).status).toBe(404);
  expect(await call("GET", "/cloudMap/names/web.internal.example/A")).toEqual({
    status: 200,
    body: { values: ["10.0.0.1"] },
  });
  expect((await call("POST", "/cloudMap/operations/failures", { type: "UPDATE_SERVICE" })).status).toBe(204);
  expect((await call("POST", "/cloudMap/operations/failures", { type: "OTHER" })).status).toBe(400);
  await expect(aws.done(aws.map.updateService({ Id: ServiceId, Service: {} }))).rejects.toThrow(
    "INTERNAL_FAILURE The test wanted this to fail.",
  );
});

test("planned failures meet operations of their type, in the order in which they were planned", async () => {
  aws.sim.cloudMap.failNextOperation({ type: "DELETE_NAMESPACE", errorCode: "ACCESS_DENIED" });
  aws.sim.cloudMap.failNextOperation({ errorCode: "EXPIRED_TOKEN" });
  aws.sim.cloudMap.failNextOperation({ type: "CREATE_NAMESPACE", errorCode: "THROTTLED_REQUEST" });
  const create = () => aws.httpNamespace();
  await expect(create()).rejects.toThrow("EXPIRED_TOKEN");
  await expect(create()).rejects.toThrow("THROTTLED_REQUEST");
  const Id = await create();
  await expect(aws.done(aws.map.deleteNamespace({ Id }))).rejects.toThrow("ACCESS_DENIED");
  await aws.done(aws.map.deleteNamespace({ Id }));
});

test("A13: a snapshot carries operations that are in progress", async () => {
  const { OperationId } = await aws.map.createHttpNamespace({ Name: "apps" });
  const snapshot = aws.sim.snapshot();
  await aws.sim.clock.advance(100);
  expect(aws.sim.cloudMap.namespaces()).toHaveLength(1);
  aws.sim.restore(snapshot);
  expect(aws.sim.cloudMap.namespaces()).toEqual([]);
  await aws.sim.clock.advance(100);
  expect(aws.sim.cloudMap.namespaces()).toHaveLength(1);
  expect((await aws.map.getOperation({ OperationId })).Operation?.Status).toBe("SUCCESS");
});

test("A10, A13: simulators, accounts and regions know nothing of each other", async () => {
  const Id = await aws.httpNamespace();
  await using other = await createAwsSim({ clock: "frozen", startTime: NOW });
  expect(other.cloudMap.namespaces()).toEqual([]);
  const west = aws.elsewhere({ region: "eu-west-1", accountId: "210987654321" });
  const { OperationId } = await west.createHttpNamespace({ Name: "apps" });
  await aws.sim.clock.advance(100);
  const { Operation } = await west.getOperation({ OperationId });
  const { Namespace } = await west.getNamespace({ Id: Operation?.Targets?.NAMESPACE });
  expect([Operation?.OwnerAccount, Namespace?.Arn]).toEqual([
    "210987654321",
    `arn:aws:servicediscovery:eu-west-1:210987654321:namespace/${Namespace?.Id}`,
  ]);
  expect(aws.sim.cloudMap.namespaces().map((namespace) => [namespace.Id, namespace.ResourceOwner])).toEqual([
    [Id, ACCOUNT],
  ]);
  await expect(aws.map.getOperation({ OperationId })).rejects.toMatchObject({ name: "OperationNotFound" });
});

test("instances and their health are found by the id, ARN or name of a service, and nothing by a misspelt one", async () => {
  const ServiceId = await aws.service({ NamespaceId: await aws.httpNamespace() });
  await aws.register(ServiceId, { a: {} });
  const status = () => aws.sim.cloudMap.instances(ServiceId).map(({ HealthStatus }) => HealthStatus);
  for (const service of [ServiceId, `${ARN}:service/${ServiceId}`, "web"]) {
    aws.sim.cloudMap.setHealth({ service, instance: "a" }, "HEALTHY");
    expect(status()).toEqual(["HEALTHY"]);
    expect(aws.sim.cloudMap.instances(service)).toEqual(aws.sim.cloudMap.instances());
    aws.sim.cloudMap.setHealth({ service, instance: "a" }, "UNHEALTHY");
    expect(status()).toEqual(["UNHEALTHY"]);
  }
  const missing = typeError(
    `There is no service of Cloud Map "wep" in account ${aws.sim.accountId}, region ${aws.sim.region}. Did you mean "web"? There are: web.`,
  );
  expect(() => aws.sim.cloudMap.instances("wep")).toThrow(missing);
  expect(() => aws.sim.cloudMap.setHealth({ service: "wep", instance: "a" }, "HEALTHY")).toThrow(missing);
});
