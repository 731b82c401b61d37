import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, ARN, awsError, NOW, simulatedCloudMap } from "./cloud-map-world.js";

const aws = simulatedCloudMap();

test("an HTTP namespace is found by its name alone", async () => {
  const created = await aws.done(
    aws.map.createHttpNamespace({ Name: "apps", Description: "mine", CreatorRequestId: "me" }),
  );
  const id = created.NAMESPACE ?? "";
  expect(id).toMatch(/^ns-[a-z0-9]{16}$/);
  expect(await body(aws.map.getNamespace({ Id: id }))).toEqual({
    Namespace: {
      Id: id,
      Arn: `${ARN}:namespace/${id}`,
      ResourceOwner: ACCOUNT,
      Name: "apps",
      Type: "HTTP",
      Description: "mine",
      ServiceCount: 0,
      Properties: { DnsProperties: {}, HttpProperties: { HttpName: "apps" } },
      CreateDate: NOW,
      CreatorRequestId: "me",
    },
  });
});

test.each([
  ["DNS_PRIVATE", () => aws.privateNamespace({ Name: "example.com" })],
  ["DNS_PUBLIC", () => aws.publicNamespace()],
] as const)("F01, F03: a namespace of type %s has a hosted zone", async (Type, create) => {
  const id = await create();
  const { Namespace } = await aws.map.getNamespace({ Id: `${ARN}:namespace/${id}` });
  expect(Namespace).toEqual({
    Id: id,
    Arn: `${ARN}:namespace/${id}`,
    ResourceOwner: ACCOUNT,
    Name: "example.com",
    Type,
    ServiceCount: 0,
    Properties: {
      DnsProperties: { HostedZoneId: expect.stringMatching(/^Z[A-Z0-9]{20}$/), SOA: { TTL: 15 } },
      HttpProperties: { HttpName: "example.com" },
    },
    CreateDate: NOW,
    CreatorRequestId: expect.any(String),
  });
});

test("F01: an operation is SUBMITTED, PENDING after 50 ms and SUCCESS after 100; before, the namespace is not there", async () => {
  const { OperationId } = await aws.map.createPrivateDnsNamespace({ Name: "a.b", Vpc: "vpc-1" });
  const read = async () => {
    const { Operation } = await aws.map.getOperation({ OperationId });
    return [
      Operation?.Status,
      Operation?.UpdateDate?.getTime(),
      (await aws.map.listNamespaces({})).Namespaces?.length,
    ];
  };
  expect(await read()).toEqual(["SUBMITTED", NOW.getTime(), 0]);
  await aws.sim.clock.advance(49);
  expect(await read()).toEqual(["SUBMITTED", NOW.getTime(), 0]);
  await aws.sim.clock.advance(1);
  expect(await read()).toEqual(["PENDING", NOW.getTime() + 50, 0]);
  await aws.sim.clock.advance(49);
  expect(await read()).toEqual(["PENDING", NOW.getTime() + 50, 0]);
  await aws.sim.clock.advance(1);
  expect(await read()).toEqual(["SUCCESS", NOW.getTime() + 100, 1]);
});

test("F01: no service can be created in a namespace that is still being created", async () => {
  const { OperationId } = await aws.map.createHttpNamespace({ Name: "apps" });
  const { Operation } = await aws.map.getOperation({ OperationId });
  const NamespaceId = Operation?.Targets?.NAMESPACE;
  await expect(aws.map.createService({ Name: "web", NamespaceId })).rejects.toMatchObject(
    awsError("NamespaceNotFound", `Namespace not found: ${NamespaceId}`),
  );
});

test("F03: unknown namespaces, and those of others, are not found", async () => {
  const id = await aws.httpNamespace();
  const west = aws.elsewhere({ region: "eu-west-1" });
  const other = aws.elsewhere({ accountId: "210987654321" });
  await expect(aws.map.getNamespace({ Id: "ns-no" })).rejects.toMatchObject(
    awsError("NamespaceNotFound", "Namespace not found: ns-no"),
  );
  for (const client of [west, other]) {
    await expect(client.getNamespace({ Id: id })).rejects.toMatchObject({ name: "NamespaceNotFound" });
    expect((await client.listNamespaces({})).Namespaces).toEqual([]);
  }
  const arn = `${ARN.replace("us-east-1", "eu-west-1")}:namespace/${id}`;
  await expect(aws.map.getNamespace({ Id: arn })).rejects.toMatchObject(
    awsError("NamespaceNotFound", `Namespace not found: ${arn}`),
  );
});

test("names of HTTP and public namespaces are taken once, of HTTP ones letter by letter", async () => {
  const http = await aws.done(aws.map.createHttpNamespace({ Name: "apps", CreatorRequestId: "first" }));
  await expect(aws.map.createHttpNamespace({ Name: "apps" })).rejects.toMatchObject(
    awsError("NamespaceAlreadyExists", "Namespace with name apps already exists.", {
      NamespaceId: http.NAMESPACE,
      CreatorRequestId: "first",
    }),
  );
  await aws.httpNamespace("Apps");
  await aws.publicNamespace("example.com");
  await expect(aws.map.createPublicDnsNamespace({ Name: "EXAMPLE.com" })).rejects.toMatchObject({
    name: "NamespaceAlreadyExists",
  });
});

test("a name that is reused by another type or network gets another HttpName", async () => {
  await aws.httpNamespace("a.b");
  const ids = [
    await aws.privateNamespace({ Name: "a.b" }),
    await aws.privateNamespace({ Name: "a.b", Vpc: "vpc-2" }),
  ];
  for (const Id of ids) {
    const { Namespace } = await aws.map.getNamespace({ Id });
    expect(Namespace?.Properties?.HttpProperties?.HttpName).toMatch(/^a\.b-[a-z0-9]{10}$/);
  }
});

test("F02: a private name that its network has already makes the operation fail, and the namespace never appears", async () => {
  await aws.privateNamespace({ Name: "a.b" });
  const { OperationId } = await aws.map.createPrivateDnsNamespace({ Name: "A.B", Vpc: "vpc-1" });
  await aws.sim.clock.advance(100);
  expect((await aws.map.getOperation({ OperationId })).Operation).toMatchObject({
    Status: "FAIL",
    ErrorCode: "CANNOT_CREATE_HOSTED_ZONE",
    ErrorMessage:
      "The VPC that you chose, vpc-1 in region us-east-1, is already associated with another private hosted zone that has an overlapping name space, A.B",
  });
  expect((await aws.map.listNamespaces({})).Namespaces).toHaveLength(1);
});

test("the same request is answered with the same operation, a different one of the same id is rejected", async () => {
  const input = { Name: "apps", CreatorRequestId: "once" };
  const first = await body(aws.map.createHttpNamespace(input));
  expect(await body(aws.map.createHttpNamespace(input))).toEqual(first);
  await aws.sim.clock.advance(100);
  expect(await body(aws.map.createHttpNamespace(input))).toEqual(first);
  await expect(aws.map.createHttpNamespace({ ...input, Name: "other" })).rejects.toMatchObject(
    awsError(
      "DuplicateRequest",
      `Another operation of type CreateNamespace and id ${first.OperationId} is in progress`,
      { DuplicateOperationId: first.OperationId },
    ),
  );
});

test("a request whose operation failed, or whose namespace is deleted, may be made again", async () => {
  const input = { Name: "apps", CreatorRequestId: "again" };
  aws.sim.cloudMap.failNextOperation();
  await aws.map.createHttpNamespace(input);
  await aws.sim.clock.advance(100);
  const { NAMESPACE: Id } = await aws.done(aws.map.createHttpNamespace(input));
  await aws.done(aws.map.deleteNamespace({ Id }));
  const anew = await aws.done(aws.map.createHttpNamespace(input));
  expect(anew.NAMESPACE).not.toBe(Id);
});

test("a name that is being created is taken already", async () => {
  const { OperationId } = await aws.map.createHttpNamespace({ Name: "apps" });
  await expect(aws.map.createHttpNamespace({ Name: "apps" })).rejects.toMatchObject({
    name: "DuplicateRequest",
    DuplicateOperationId: OperationId,
  });
});

test.each([
  [
    { Name: "a b" },
    "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?!arn:)[!-~]{1,1024}$",
  ],
  [
    { Name: undefined },
    "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
  ],
])("A07: an HTTP namespace cannot be created from %j", async (input, message) => {
  await expect(aws.map.createHttpNamespace(input as { Name: string })).rejects.toMatchObject(
    awsError("InvalidInput", message),
  );
});

test("at most 50 namespaces, unless the test sets otherwise", async () => {
  aws.sim.cloudMap.setQuotas({ namespaces: 1 });
  await aws.httpNamespace();
  await expect(aws.map.createHttpNamespace({ Name: "more" })).rejects.toMatchObject(
    awsError("ResourceLimitExceeded", "The account has reached the quota of 1 namespaces in us-east-1."),
  );
  expect(aws.sim.cloudMap.quotas()).toEqual({
    namespaces: 1,
    instancesPerService: 1_000,
    instancesPerNamespace: 2_000,
  });
  expect(() => aws.sim.cloudMap.setQuotas({ namespaces: -1 })).toThrow(TypeError);
});

test("updates change descriptions and the TTL when their operation succeeds", async () => {
  const http = await aws.httpNamespace();
  const internal = await aws.privateNamespace();
  const external = await aws.publicNamespace();
  const Properties = { DnsProperties: { SOA: { TTL: 60 } } };
  await aws.map.updateHttpNamespace({ Id: http, Namespace: { Description: "new" } });
  const before = await aws.map.getNamespace({ Id: http });
  expect(before.Namespace?.Description).toBeUndefined();
  await aws.map.updatePrivateDnsNamespace({ Id: internal, Namespace: { Properties } });
  const { OperationId } = await aws.map.updatePublicDnsNamespace({
    Id: external,
    Namespace: { Description: "out", Properties },
  });
  await aws.sim.clock.advance(100);
  const read = async (Id: string) => {
    const { Namespace } = await aws.map.getNamespace({ Id });
    return [Namespace?.Description, Namespace?.Properties?.DnsProperties?.SOA];
  };
  expect([await read(http), await read(internal), await read(external)]).toEqual([
    ["new", undefined],
    [undefined, { TTL: 60 }],
    ["out", { TTL: 60 }],
  ]);
  const { Operation } = await aws.map.getOperation({ OperationId });
  expect([Operation?.Type, Operation?.Targets]).toEqual(["UPDATE_NAMESPACE", { NAMESPACE: external }]);
});

test("an update of another type, or during another, is rejected", async () => {
  const Id = await aws.httpNamespace();
  await expect(
    aws.map.updatePrivateDnsNamespace({ Id, Namespace: { Description: "x" } }),
  ).rejects.toMatchObject(
    awsError("InvalidInput", `Namespace ${Id} is of type HTTP and cannot be updated with this operation.`),
  );
  const input = { Id, UpdaterRequestId: "u", Namespace: { Description: "x" } };
  const { OperationId } = await aws.map.updateHttpNamespace(input);
  expect((await aws.map.updateHttpNamespace(input)).OperationId).toBe(OperationId);
  await expect(aws.map.deleteNamespace({ Id })).rejects.toMatchObject(
    awsError(
      "DuplicateRequest",
      `Another operation of type UpdateNamespace and id ${OperationId} is in progress`,
    ),
  );
});

test("F04: a namespace with services is not deleted; one without is, by an operation", async () => {
  const Id = await aws.httpNamespace();
  const service = await aws.service({ NamespaceId: Id });
  await expect(aws.map.deleteNamespace({ Id })).rejects.toMatchObject(
    awsError(
      "ResourceInUse",
      "Namespace has associated services; delete the services before deleting the namespace",
    ),
  );
  await aws.map.deleteService({ Id: service });
  const { OperationId } = await aws.map.deleteNamespace({ Id });
  await expect(aws.map.createService({ Name: "late", NamespaceId: Id })).rejects.toMatchObject({
    name: "NamespaceNotFound",
  });
  await expect(aws.map.deleteNamespace({ Id })).rejects.toMatchObject({ name: "DuplicateRequest" });
  await aws.sim.clock.advance(99);
  expect((await aws.map.getNamespace({ Id })).Namespace?.Id).toBe(Id);
  await aws.sim.clock.advance(1);
  await expect(aws.map.getNamespace({ Id })).rejects.toMatchObject({ name: "NamespaceNotFound" });
  const { Operation } = await aws.map.getOperation({ OperationId });
  expect([Operation?.Type, Operation?.Status]).toEqual(["DELETE_NAMESPACE", "SUCCESS"]);
  await aws.httpNamespace();
});
