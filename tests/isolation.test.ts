import { once } from "node:events";
import { connect } from "node:net";
import { PassThrough } from "node:stream";
import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type AwsSim, createAwsSim } from "../lib/index.js";

let sim: AwsSim;
const clients: { destroy(): void }[] = [];
beforeEach(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z", delays: 0 });
  sim.s3.createBucket("bucket");
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await sim.close();
});

/** Makes a client that sends each request once: a retry would be a request of the next era. */
function client<Client extends { destroy(): void }>(
  Client: new (config: object) => Client,
  options: { direct?: boolean } = {},
): Client {
  const made = new Client({ ...sim.clientConfig(options), maxAttempts: 1 });
  clients.push(made);
  return made;
}

/** Everything that a simulator holds and has recorded. */
function everything() {
  return {
    s3: sim.s3.state(),
    ecs: sim.ecs.state(),
    lambda: sim.lambda.state(),
    groups: sim.logs.groups(),
    requests: sim.requests.filter(),
  };
}

/** `EPIPE`: the client was still writing its body. */
const DROPPED = { code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) };

/** The ways to end an era, after which the simulator holds what it held in the beginning. */
describe.each(["reset", "restore"] as const)(
  "%s drops work in progress, which has no effect afterwards",
  (way) => {
    let end: () => void;
    beforeEach(() => {
      const snapshot = sim.snapshot();
      end = () => {
        if (way === "reset") {
          sim.reset();
          sim.s3.createBucket("bucket");
        } else {
          sim.restore(snapshot);
          sim.requests.clear();
        }
      };
    });

    test.each([
      ["over a socket", false],
      ["directly", true],
    ])("a PutObject in the middle of its body, %s", async (_, direct) => {
      const body = new PassThrough();
      const put = client(S3Client, { direct }).send(
        new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: body, ContentLength: 1_000_000 }),
      );
      const failed = expect(put).rejects.toMatchObject(DROPPED);
      body.on("error", () => {});
      body.write(Buffer.alloc(300_000));
      await vi.waitUntil(() => body.readableLength === 0);
      await sim.clock.advance(0);
      end();
      const before = everything();
      body.end(Buffer.alloc(700_000));
      await failed;
      await sim.clock.advance(0);
      expect(everything()).toEqual(before);
    });

    test("an UploadPart in the middle of its body", async () => {
      const body = new PassThrough();
      const at = { Bucket: "bucket", Key: "key" };
      const { UploadId } = await client(S3Client).send(new CreateMultipartUploadCommand(at));
      const input = { ...at, UploadId, PartNumber: 1, ContentLength: 900_000 };
      const upload = client(S3Client).send(new UploadPartCommand({ ...input, Body: body }));
      const failed = expect(upload).rejects.toMatchObject(DROPPED);
      body.on("error", () => {});
      body.write(Buffer.alloc(300_000));
      await vi.waitUntil(() => body.readableLength === 0);
      await sim.clock.advance(0);
      end();
      const before = everything();
      await failed;
      expect(everything()).toEqual(before);
    });

    test.each([
      ["AmazonEC2ContainerServiceV20141113.CreateCluster", "/", "ecs"],
      ["", "/_sim/ecr/repositories/r/images", ""],
    ])("%s %s with half of its body", async (target, path) => {
      const socket = connect(sim.port, "127.0.0.1");
      const closed = once(socket, "close");
      socket.on("error", () => {});
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: ${target}\r\nContent-Length: 30\r\n\r\n{"tag"`,
      );
      await sim.clock.advance(0);
      end();
      const before = everything();
      await closed;
      expect(everything()).toEqual(before);
      expect(sim.ecr.repositories()).toEqual([]);
    });

    test("a request that a latency holds back, and the count of the fault after it", async () => {
      const latency = sim.faults.add({ latency: "1h" });
      const after = sim.faults.add({ error: "ServerException" });
      const created = client(ECSClient).send(new CreateClusterCommand({ clusterName: "late" }));
      const failed = expect(created).rejects.toMatchObject(DROPPED);
      await vi.waitUntil(() => latency.hits === 1);
      end();
      const before = everything();
      await failed;
      await sim.clock.advance("2h");
      expect(everything()).toEqual(before);
      expect(after.hits).toBe(0);
    });

    test("an Invoke whose handler ignores its abort signal", async () => {
      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      const started = vi.fn();
      sim.lambda.on("fn", async (_event, context) => {
        started();
        await gate;
        context.log("too late");
        return "late";
      });
      const invoked = client(LambdaClient).send(new InvokeCommand({ FunctionName: "fn" }));
      const failed = expect(invoked).rejects.toMatchObject(DROPPED);
      await vi.waitUntil(() => started.mock.calls.length === 1);
      end();
      const before = everything();
      await failed;
      release();
      await sim.clock.advance("1h");
      expect(everything()).toEqual(before);
    });

    test("an asynchronous event whose handler runs, and its retries", async () => {
      const logged = vi.fn();
      let fail = () => {};
      const gate = new Promise<void>((_, reject) => {
        fail = () => reject(new Error("late"));
      });
      sim.lambda.on("fn", async () => {
        logged();
        await gate;
      });
      await client(LambdaClient).send(new InvokeCommand({ FunctionName: "fn", InvocationType: "Event" }));
      await vi.waitUntil(() => logged.mock.calls.length === 1);
      end();
      const before = everything();
      fail();
      await sim.clock.advance("1d");
      expect(everything()).toEqual(before);
      expect(logged).toHaveBeenCalledOnce();
    });

    test("a call of the control over HTTP that advances time", async () => {
      let reached = false;
      void sim.clock.sleep("1h").then(() => {
        reached = true;
        end();
      });
      const url = `${sim.url}/_sim/clock/advance`;
      const advanced = fetch(url, { method: "POST", body: '{"duration":"2h"}' });
      await expect(advanced).rejects.toMatchObject({ cause: { code: "UND_ERR_SOCKET" } });
      expect(reached).toBe(true);
      expect(sim.clock.date().toISOString()).toBe("2030-01-01T00:00:00.000Z");
    });
  },
);

test("close drops requests of clients without a socket", async () => {
  const latency = sim.faults.add({ latency: "1h" });
  const created = client(ECSClient, { direct: true }).send(new CreateClusterCommand());
  const failed = expect(created).rejects.toMatchObject(DROPPED);
  await vi.waitUntil(() => latency.hits === 1);
  await sim.close();
  await failed;
});

describe("handlers that end the era themselves", () => {
  test.each([
    ["reset", () => sim.reset()],
    ["close", () => void sim.close()],
  ])("a Lambda handler that calls %s", async (_, end) => {
    sim.reset();
    const empty = everything();
    sim.lambda.on("fn", () => {
      end();
      return "done";
    });
    const invoked = client(LambdaClient).send(new InvokeCommand({ FunctionName: "fn" }));
    await expect(invoked).rejects.toMatchObject(DROPPED);
    expect(everything()).toEqual(empty);
  });

  test("an ECS handler that calls reset leaves nothing of its task", async () => {
    const ecs = client(ECSClient);
    await ecs.send(new CreateClusterCommand());
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: "job",
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: "256",
        memory: "512",
        containerDefinitions: [{ name: "main", image: "busybox" }],
      }),
    );
    const ended = vi.fn();
    sim.ecs.onTask("job", () => {
      sim.reset();
      ended();
      return 0;
    });
    const networkConfiguration = { awsvpcConfiguration: { subnets: ["subnet-12345678"] } };
    await ecs.send(
      new RunTaskCommand({ taskDefinition: "job", launchType: "FARGATE", networkConfiguration }),
    );
    await sim.clock.advance("1m");
    expect(ended).toHaveBeenCalledOnce();
    expect(sim.ecs.state()).toEqual({ clusters: [], taskDefinitions: [], services: [], tasks: [], runs: [] });
  });

  test("a Lambda handler that restores a snapshot", async () => {
    const snapshot = sim.snapshot();
    sim.lambda.on("fn", () => sim.restore(snapshot));
    const invoked = client(LambdaClient).send(new InvokeCommand({ FunctionName: "fn" }));
    await expect(invoked).rejects.toMatchObject(DROPPED);
    expect(sim.clock.date().toISOString()).toBe("2030-01-01T00:00:00.000Z");
  });
});

test("a reset removes behaviours that were set over HTTP, with their records", async () => {
  const responses = `${sim.url}/_sim/lambda/functions/fn/responses`;
  await fetch(responses, { method: "POST", body: '{"response":1}' });
  await client(LambdaClient).send(new InvokeCommand({ FunctionName: "fn" }));
  await fetch(`${sim.url}/_sim/reset`, { method: "POST" });
  expect((await fetch(responses)).status).toBe(404);
});
