import { CreateClusterCommand, DeleteClusterCommand, ListClustersCommand } from "@aws-sdk/client-ecs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { LogEntry } from "../../lib/index.js";
import { ecsOf, startToy, type ToySim } from "../support/toy.js";
import { UUID } from "../support/wire.js";

const entries: LogEntry[] = [];
const logger = (entry: LogEntry) => void entries.push(entry);
let sim: ToySim;
beforeAll(async () => {
  sim = await startToy({ logger, region: "eu-west-1" });
});
afterEach(() => {
  entries.length = 0;
  sim.reset();
});
afterAll(() => sim.close());

const client = () => ecsOf(sim, { direct: true, maxAttempts: 1 });
const request = {
  event: "error-response",
  service: "ecs",
  method: "POST",
  path: "/",
  account: "123456789012",
  region: "eu-west-1",
  requestId: expect.stringMatching(UUID),
};

describe("M05 the logger receives", () => {
  test("a 4xx response as info", async () => {
    await client()
      .send(new CreateClusterCommand({ clusterName: "refused" }))
      .catch(() => {});
    const answer = { status: 400, errorCode: "ClientException", errorMessage: "No such name here." };
    expect(entries).toEqual([
      {
        level: "info",
        msg: "ecs:CreateCluster returned 400 ClientException: No such name here.",
        fields: { ...request, operation: "CreateCluster", ...answer },
      },
    ]);
  });

  test("a 5xx response as error", async () => {
    await client()
      .send(new DeleteClusterCommand({ cluster: "c" }))
      .catch(() => {});
    expect(entries).toMatchObject([
      { level: "error", fields: { ...request, operation: "DeleteCluster", status: 501 } },
    ]);
  });

  test("an exception inside the simulator with its cause, once", async () => {
    await client()
      .send(new CreateClusterCommand({ clusterName: "broken" }))
      .catch(() => {});
    expect(entries).toEqual([
      {
        level: "error",
        msg: "ecs:CreateCluster failed inside the simulator",
        fields: { exception: new Error("the toy broke"), requestId: expect.stringMatching(UUID) },
      },
    ]);
  });

  test("a response to a request of no service", async () => {
    await fetch(`${sim.url}/some/path`);
    expect(entries).toMatchObject([
      { level: "info", fields: { service: "unknown", method: "GET", path: "/some/path", status: 404 } },
    ]);
    expect(entries[0]?.msg).toMatch(/^unknown GET \/some\/path returned 404 /);
  });

  test("neither success nor a connection that a fault dropped", async () => {
    await client().send(new ListClustersCommand());
    sim.faults.add({ drop: true });
    await client()
      .send(new ListClustersCommand())
      .catch(() => {});
    expect(sim.requests.filter().map(({ status }) => status)).toEqual([200, 0]);
    expect(entries).toEqual([]);
  });
});
