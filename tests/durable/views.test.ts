import { join } from "node:path";
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { loadSqlite } from "../../lib/durable/sqlite.js";
import { createAwsSim } from "../../lib/index.js";
import { seedEverything } from "../support/seeds/index.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

/** The rows of a query, without prototypes of the engine. */
async function query({ path }: TemporaryDirectory, sql: string): Promise<object[]> {
  const database = (await loadSqlite())(join(path, "state.sqlite"));
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...(row as object) }));
  } finally {
    database.close();
  }
}

describe.skipIf(!hasSqlite)("the views for people (H22)", () => {
  test("show what the services have", async () => {
    using directory = new TemporaryDirectory();
    await using sim = await createAwsSim({
      dataDir: directory.path,
      clock: "frozen",
      startTime: "2030-01-01T00:00:00Z",
    });
    sim.s3.createBucket("exports");
    sim.s3.putObject("exports", "a b/ü.csv", "a,b");
    sim.logs.put("/app", "web", "ready");
    sim.logs.put("/app", "worker", "waiting");
    const sqs = new SQSClient(sim.clientConfig());
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "two" }));
    await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(await query(directory, "SELECT name, bucket_region FROM buckets")).toEqual([
      { name: "exports", bucket_region: "us-east-1" },
    ]);
    expect(await query(directory, "SELECT bucket, key, bytes, modified FROM objects")).toEqual([
      { bucket: "exports", key: "a b/ü.csv", bytes: 3, modified: "2030-01-01T00:00:00.000Z" },
    ]);
    expect(
      await query(
        directory,
        "SELECT log_group, log_stream, time, message, region FROM log_events ORDER BY log_stream",
      ),
    ).toEqual([
      {
        log_group: "/app",
        log_stream: "web",
        time: "2030-01-01T00:00:00.000Z",
        message: "ready",
        region: "us-east-1",
      },
      {
        log_group: "/app",
        log_stream: "worker",
        time: "2030-01-01T00:00:00.000Z",
        message: "waiting",
        region: "us-east-1",
      },
    ]);
    expect(await query(directory, "SELECT state, body FROM messages ORDER BY body")).toEqual([
      { state: "inFlight", body: "one" },
      { state: "visible", body: "two" },
    ]);
  });

  test("have rows of every kind, without a column that is nowhere in them", async () => {
    using directory = new TemporaryDirectory();
    await using sim = await createAwsSim({
      dataDir: directory.path,
      clock: "frozen",
      startTime: "2030-01-01T00:00:00Z",
      seed: 1,
      delays: 0,
    });
    await seedEverything(sim);
    const views = await query(directory, "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name");
    expect(views.length).toBeGreaterThan(15);
    for (const { name } of views as { name: string }[]) {
      const rows = await query(directory, `SELECT * FROM "${name}"`);
      expect([name, rows.length]).not.toEqual([name, 0]);
      const columns = Object.keys(rows[0] ?? {});
      const empty = columns.filter((column) => rows.every((row) => Reflect.get(row, column) === null));
      expect([name, empty]).toEqual([name, []]);
    }
  });
});
