import fc from "fast-check";
import { expect, test } from "vitest";
import { ARN, awsError, NOW, simulatedCloudMap } from "./cloud-map-world.js";

const aws = simulatedCloudMap();

/** All items of a listing, page by page. */
async function pages<Item>(
  read: (NextToken: string | undefined) => Promise<{ items: Item[] | undefined; NextToken?: string }>,
): Promise<Item[][]> {
  const all: Item[][] = [];
  let token: string | undefined;
  do {
    const { items = [], NextToken } = await read(token);
    all.push(items);
    token = NextToken;
  } while (token !== undefined);
  return all;
}

test("F10: pages of every listing join to the whole, whatever their size", async () => {
  aws.sim.delays.set({ cloudMap: 0 });
  const namespaces = [
    await aws.httpNamespace("a"),
    await aws.httpNamespace("b"),
    await aws.httpNamespace("c"),
  ];
  const [NamespaceId = ""] = namespaces;
  const names = ["x", "y", "z", "u", "v"];
  for (const Name of names) await aws.service({ NamespaceId, Name });
  const ServiceId = await aws.service({ NamespaceId: namespaces[1] ?? "", Name: "w" });
  const instances = ["1", "2", "3", "4", "5", "6"];
  await aws.register(ServiceId, Object.fromEntries(instances.map((id) => [id, { n: id }])));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (MaxResults) => {
      const listed = {
        namespaces: await pages(async (NextToken) => {
          const page = await aws.map.listNamespaces({ MaxResults, NextToken });
          return { items: page.Namespaces?.map(({ Id }) => Id), NextToken: page.NextToken };
        }),
        services: await pages(async (NextToken) => {
          const Filters = [{ Name: "NAMESPACE_ID" as const, Values: [NamespaceId] }];
          const page = await aws.map.listServices({ MaxResults, NextToken, Filters });
          return { items: page.Services?.map(({ Name }) => Name), NextToken: page.NextToken };
        }),
        everyService: await pages(async (NextToken) => {
          const page = await aws.map.listServices({ MaxResults, NextToken });
          return { items: page.Services?.map(({ Name }) => Name ?? ""), NextToken: page.NextToken };
        }),
        instances: await pages(async (NextToken) => {
          const page = await aws.map.listInstances({ ServiceId, MaxResults, NextToken });
          return { items: page.Instances?.map(({ Id }) => Id), NextToken: page.NextToken };
        }),
        health: await pages(async (NextToken) => {
          const page = await aws.map.getInstancesHealthStatus({ ServiceId, MaxResults, NextToken });
          return { items: Object.keys(page.Status ?? {}), NextToken: page.NextToken };
        }),
        named: await pages(async (NextToken) => {
          const Instances = ["5", "2", "3"];
          const page = await aws.map.getInstancesHealthStatus({
            ServiceId,
            Instances,
            MaxResults,
            NextToken,
          });
          return { items: Object.keys(page.Status ?? {}), NextToken: page.NextToken };
        }),
        operations: await pages(async (NextToken) => {
          const page = await aws.map.listOperations({ MaxResults, NextToken });
          return { items: page.Operations?.map(({ Id }) => Id), NextToken: page.NextToken };
        }),
      };
      for (const all of Object.values(listed)) {
        expect(all.slice(0, -1).every((page) => page.length === MaxResults)).toBe(true);
        expect(all.at(-1)?.length).toBeLessThanOrEqual(MaxResults);
      }
      expect({ ...listed, everyService: undefined }).toMatchObject({
        namespaces: expect.toSatisfy((all: string[][]) => same(all.flat(), [...namespaces].sort())),
        services: expect.toSatisfy((all: string[][]) => same(all.flat(), [...names].sort())),
        instances: expect.toSatisfy((all: string[][]) => same(all.flat(), instances)),
        health: expect.toSatisfy((all: string[][]) => same(all.flat(), instances)),
        named: expect.toSatisfy((all: string[][]) => same(all.flat(), ["2", "3", "5"])),
        operations: expect.toSatisfy((all: string[][]) => all.flat().length === 9),
      });
      expect(listed.everyService.flat().sort()).toEqual([...names, "w"].sort());
    }),
    { numRuns: 12 },
  );
});

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

test("F10: ListNamespaces filters by type, name and owner", async () => {
  await aws.httpNamespace("apps");
  await aws.privateNamespace({ Name: "apps.internal" });
  await aws.publicNamespace("example.com");
  const names = async (
    ...Filters: {
      Name: "TYPE" | "NAME" | "HTTP_NAME" | "RESOURCE_OWNER";
      Values: string[];
      Condition?: "EQ" | "IN" | "BEGINS_WITH";
    }[]
  ) => (await aws.map.listNamespaces({ Filters })).Namespaces?.map(({ Name }) => Name).sort();
  expect(await names({ Name: "TYPE", Values: ["HTTP"] })).toEqual(["apps"]);
  expect(await names({ Name: "TYPE", Values: ["HTTP", "DNS_PUBLIC"], Condition: "IN" })).toEqual([
    "apps",
    "example.com",
  ]);
  expect(await names({ Name: "NAME", Values: ["apps"], Condition: "BEGINS_WITH" })).toEqual([
    "apps",
    "apps.internal",
  ]);
  expect(await names({ Name: "HTTP_NAME", Values: ["example.com"] })).toEqual(["example.com"]);
  expect(
    await names(
      { Name: "NAME", Values: ["apps"], Condition: "BEGINS_WITH" },
      { Name: "TYPE", Values: ["DNS_PRIVATE"] },
    ),
  ).toEqual(["apps.internal"]);
  expect(await names({ Name: "RESOURCE_OWNER", Values: ["SELF"] })).toHaveLength(3);
  expect(await names({ Name: "RESOURCE_OWNER", Values: ["OTHER_ACCOUNTS"] })).toEqual([]);
});

test("F10: ListServices reads the namespaces that are asked for, by id or ARN", async () => {
  const [a, b, c] = [
    await aws.httpNamespace("a"),
    await aws.httpNamespace("b"),
    await aws.httpNamespace("c"),
  ];
  await aws.service({ NamespaceId: a, Name: "one" });
  await aws.service({ NamespaceId: b, Name: "two" });
  await aws.service({ NamespaceId: c, Name: "three" });
  const names = async (Values: string[], Condition?: "EQ" | "IN") =>
    (await aws.map.listServices({ Filters: [{ Name: "NAMESPACE_ID", Values, Condition }] })).Services?.map(
      ({ Name }) => Name,
    ).sort();
  expect(await names([a])).toEqual(["one"]);
  expect(await names([`${ARN}:namespace/${b}`])).toEqual(["two"]);
  expect(await names([a, c], "IN")).toEqual(["one", "three"]);
  expect(await names(["ns-none"])).toEqual([]);
});

test("ListOperations: newest first, by what they are about, state, type and time", async () => {
  const NamespaceId = await aws.httpNamespace();
  const ServiceId = await aws.service({ NamespaceId });
  await aws.register(ServiceId, { a: {} });
  aws.sim.cloudMap.failNextOperation();
  const { OperationId: failed } = await aws.map.deregisterInstance({ ServiceId, InstanceId: "a" });
  await aws.sim.clock.advance(100);
  const { OperationId: running } = await aws.map.deregisterInstance({ ServiceId, InstanceId: "a" });
  const all = aws.sim.cloudMap.operations();
  const [registered, created] = [all[2]?.Id, all[3]?.Id];
  const list = async (
    Name: "NAMESPACE_ID" | "SERVICE_ID" | "STATUS" | "TYPE" | "UPDATE_DATE",
    Values: string[],
    Condition?: "EQ" | "IN" | "BETWEEN",
  ) => (await aws.map.listOperations({ Filters: [{ Name, Values, Condition }] })).Operations;
  expect((await aws.map.listOperations({})).Operations).toEqual([
    { Id: running, Status: "SUBMITTED" },
    { Id: failed, Status: "FAIL" },
    { Id: registered, Status: "SUCCESS" },
    { Id: created, Status: "SUCCESS" },
  ]);
  expect(await list("NAMESPACE_ID", [NamespaceId])).toEqual([{ Id: created, Status: "SUCCESS" }]);
  expect((await list("SERVICE_ID", [ServiceId]))?.map(({ Id }) => Id)).toEqual([running, failed, registered]);
  expect((await list("STATUS", ["FAIL", "SUBMITTED"], "IN"))?.map(({ Id }) => Id)).toEqual([running, failed]);
  expect((await list("TYPE", ["DEREGISTER_INSTANCE"]))?.map(({ Id }) => Id)).toEqual([running, failed]);
  const start = NOW.getTime() / 1_000;
  expect(
    (await list("UPDATE_DATE", [String(start), String(start + 0.2)], "BETWEEN"))?.map(({ Id }) => Id),
  ).toEqual([registered, created]);
});

test("invalid filters, and tokens of other listings, are rejected", async () => {
  const refused = (Name: "TYPE" | "STATUS" | "UPDATE_DATE", Values: string[], Condition?: "BETWEEN" | "IN") =>
    expect(aws.map.listOperations({ Filters: [{ Name, Values, Condition }] })).rejects;
  await refused("TYPE", ["a", "b"]).toMatchObject(
    awsError("InvalidInput", "Condition EQ of filter TYPE takes 1 value(s)."),
  );
  await refused("TYPE", ["a", "b"], "BETWEEN").toMatchObject(
    awsError("InvalidInput", "Filter TYPE does not support the condition BETWEEN."),
  );
  await refused("UPDATE_DATE", ["x", "y"], "BETWEEN").toMatchObject(
    awsError("InvalidInput", "Filter UPDATE_DATE takes dates as seconds since the epoch."),
  );
  await aws.httpNamespace("a");
  await aws.httpNamespace("b");
  const { NextToken } = await aws.map.listNamespaces({ MaxResults: 1 });
  for (const token of [NextToken, "x"])
    await expect(aws.map.listServices({ NextToken: token })).rejects.toMatchObject(
      awsError("InvalidInput", "The value of NextToken is not valid."),
    );
});
