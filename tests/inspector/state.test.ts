import { ECS } from "@aws-sdk/client-ecs";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { services } from "../../lib/services/index.js";
import { inspect } from "./inspected.js";

interface Service {
  readonly name: string;
  readonly operations: readonly string[];
  readonly lists: readonly string[];
  readonly changes: readonly { readonly name: string; readonly paths: readonly string[] }[];
  readonly tables: readonly object[];
}

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", delays: 0 });
});
beforeEach(() => sim.reset());
afterAll(() => sim.close());

describe("services", () => {
  test("every service is listed from its declarations, with its operations and methods", async () => {
    const listed = await inspect<readonly Service[]>(sim, "/services");
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(services));
    const sqs = listed.find(({ name }) => name === "sqs");
    expect(sqs?.operations).toContain("SendMessage");
    expect(sqs?.lists).toEqual(["queues", "sent"]);
    expect(sqs?.changes.map(({ name, paths }) => [name, paths])).toEqual([
      ["send", ["/queues/{queue}/messages"]],
      ["drain", ["/queues/{queue}/drain"]],
    ]);
    expect(listed.flatMap(({ tables }) => tables)).toEqual([]);
  });

  test("tables with rows are listed with the parts of their keys", async () => {
    await new SQS(sim.clientConfig()).createQueue({ QueueName: "orders" });
    const listed = await inspect<readonly Service[]>(sim, "/services");
    expect(listed.find(({ name }) => name === "sqs")?.tables).toContainEqual({
      name: "sqs.queues",
      key: ["name"],
      rows: 1,
    });
  });
});

describe("rows", () => {
  test("are those of all accounts and regions, by pages", async () => {
    for (const region of ["eu-west-1", "us-west-2"])
      await new SQS(sim.clientConfig({ region })).createQueue({ QueueName: "orders" });
    const rows = [
      { table: "sqs.queues", account: sim.accountId, region: "eu-west-1", key: ["orders"] },
      { table: "sqs.queues", account: sim.accountId, region: "us-west-2", key: ["orders"] },
    ];
    expect(await inspect(sim, "/tables/sqs.queues")).toMatchObject({ total: 2, rows });
    const second = await inspect<{ total: number; rows: object[] }>(
      sim,
      "/tables/sqs.queues?after=1&limit=5",
    );
    expect(second).toMatchObject({ total: 2, rows: rows.slice(1) });
    expect(second.rows).toHaveLength(1);
  });

  test("a table that does not exist is rejected", async () => {
    expect(await inspect(sim, "/tables/sqs.topics")).toEqual({
      error: 'There is no table "sqs.topics".',
      unknown: "table",
    });
  });
});

describe("find", () => {
  const found = async (text: string) => {
    const { rows } = await inspect<{ rows: { table: string; key: unknown[] }[] }>(
      sim,
      `/find?text=${encodeURIComponent(text)}`,
    );
    return rows.map(({ table, key }) => [table, key]);
  };
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${sim.region}:${sim.accountId}:${resource}`;

  test("finds the resources that a task refers to, by ARNs and ids", async () => {
    const ecs = new ECS(sim.clientConfig());
    await ecs.createCluster({ clusterName: "web" });
    for (const image of ["api:1", "api:2"])
      await ecs.registerTaskDefinition({
        family: "api",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        containerDefinitions: [{ name: "main", image }],
      });
    const { tasks: [task] = [] } = await ecs.runTask({
      cluster: "web",
      taskDefinition: "api",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    });
    expect(await found(task?.taskArn ?? "")).toEqual([
      ["ecs.tasks", ["web", task?.taskArn?.split("/").at(-1)]],
    ]);
    expect(await found(task?.taskDefinitionArn ?? "")).toEqual([["ecs.task-definitions", ["api", 2]]]);
    expect(await found(task?.clusterArn ?? "")).toEqual([["ecs.clusters", ["web"]]]);
  });

  test("finds queues, functions and nothing", async () => {
    await new SQS(sim.clientConfig()).createQueue({ QueueName: "orders" });
    expect(await found(arn("sqs", "orders"))).toEqual([["sqs.queues", ["orders"]]]);
    expect(await found("orders")).toEqual([["sqs.queues", ["orders"]]]);
    expect(await found(arn("sqs", "other"))).toEqual([]);
    expect(await found(arn("lambda", "function:orders"))).toEqual([]);
  });
});

describe("calls", () => {
  test("any operation is called as a client calls it, and is in the log", async () => {
    await new SQS(sim.clientConfig()).createQueue({ QueueName: "orders" });
    const outcome = await inspect(sim, "/calls", {
      service: "sqs",
      operation: "SendMessage",
      input: { QueueUrl: `${sim.url}/${sim.accountId}/orders`, MessageBody: "hello" },
    });
    expect(outcome).toMatchObject({ kind: "output", status: 200, output: { MessageId: expect.any(String) } });
    expect(sim.sqs.messages("orders")).toMatchObject([{ body: "hello" }]);
    expect(sim.requests.last()).toMatchObject({ operation: "SendMessage", cause: "inspector" });
  });

  test("the caller is the root of the account, also where permissions are enforced", async () => {
    sim.authorization.mode = "enforce";
    const call = { service: "sqs", operation: "CreateQueue", input: { QueueName: "orders" } };
    expect(await inspect(sim, "/calls", call)).toMatchObject({ kind: "output", status: 200 });
    expect(sim.requests.last()?.authorization).toMatchObject({
      decision: "allowed",
      principal: `arn:aws:iam::${sim.accountId}:root`,
    });
  });

  test("an operation that is rejected, or does not exist, has its reason", async () => {
    const call = { service: "sqs", operation: "GetQueueUrl", input: { QueueName: "none" } };
    expect(await inspect(sim, "/calls", call)).toMatchObject({ kind: "error", status: 400 });
    expect(await inspect(sim, "/calls", { ...call, operation: "GetQueueUrll" })).toEqual({
      kind: "unknown",
      reason: expect.stringMatching(
        /^There is no operation of sqs "GetQueueUrll"\. Did you mean "GetQueueUrl"\?/,
      ),
    });
    expect(await inspect(sim, "/calls", { service: "sqs" })).toEqual({
      error: 'Pass "service" and "operation", such as "sqs" and "SendMessage".',
    });
  });
});
