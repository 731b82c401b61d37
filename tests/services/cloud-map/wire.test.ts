import { request } from "undici";
import { expect, test } from "vitest";
import { NOW, simulatedCloudMap } from "./cloud-map-world.js";

const aws = simulatedCloudMap();

async function post(operation: string, input: object, host = "servicediscovery.us-east-1.amazonaws.com") {
  const answer = await request(aws.sim.url, {
    method: "POST",
    headers: {
      host,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `Route53AutoNaming_v20170314.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const type = answer.headers["content-type"];
  return { status: answer.statusCode, type, body: await answer.body.json() };
}

test("A05: errors carry their code in __type and their message in Message", async () => {
  expect(await post("GetNamespace", { Id: "ns-no" })).toEqual({
    status: 400,
    type: "application/x-amz-json-1.1",
    body: { __type: "NamespaceNotFound", Message: "Namespace not found: ns-no" },
  });
  const Id = await aws.httpNamespace();
  const { OperationId } = await aws.map.deleteNamespace({ Id });
  expect((await post("DeleteNamespace", { Id })).body).toEqual({
    __type: "DuplicateRequest",
    Message: `Another operation of type DeleteNamespace and id ${OperationId} is in progress`,
    DuplicateOperationId: OperationId,
  });
});

test("A17: dates are seconds with three decimals", async () => {
  const { OperationId } = await aws.map.createHttpNamespace({ Name: "apps" });
  await aws.sim.clock.advance(100);
  expect((await post("GetOperation", { OperationId })).body).toEqual({
    Operation: {
      Id: OperationId,
      OwnerAccount: "123456789012",
      Type: "CREATE_NAMESPACE",
      Status: "SUCCESS",
      CreateDate: NOW.getTime() / 1_000,
      UpdateDate: (NOW.getTime() + 100) / 1_000,
      Targets: { NAMESPACE: expect.stringMatching(/^ns-/) },
    },
  });
});

test("F09: DiscoverInstances is answered at the host with the prefix `data-`", async () => {
  await aws.service({ NamespaceId: await aws.httpNamespace() });
  const host = "data-servicediscovery.us-east-1.amazonaws.com";
  const input = { NamespaceName: "apps", ServiceName: "web" };
  expect(await post("DiscoverInstances", input, host)).toMatchObject({
    status: 200,
    body: { Instances: [], InstancesRevision: 0 },
  });
});

test("a client without CreatorRequestId gets an operation for each request", async () => {
  const first = await post("CreatePrivateDnsNamespace", { Name: "a.b", Vpc: "vpc-1" });
  const second = await post("CreatePrivateDnsNamespace", { Name: "a.b", Vpc: "vpc-2" });
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(first.body).not.toEqual(second.body);
});
