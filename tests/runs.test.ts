import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECR } from "@aws-sdk/client-ecr";
import { ECS } from "@aws-sdk/client-ecs";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type AwsSim, createAwsSim, type LambdaContext, type TaskContext } from "../lib/index.js";
import { JOB, NETWORK, RUN_JOB } from "./services/ecs/task-world.js";
import { functionNamed } from "./services/lambda/lambda-world.js";
import { type Story, seconds, survivesRestores, tell, wait } from "./support/stories.js";

const config = (sim: AwsSim) => ({ ...sim.clientConfig({ direct: true }), maxAttempts: 1 });

async function prepareCluster(sim: AwsSim): Promise<void> {
  const ecs = new ECS(config(sim));
  await ecs.createCluster({});
  await ecs.registerTaskDefinition(JOB);
}

async function sleepAndReturn(_: unknown, context: LambdaContext): Promise<string> {
  await context.sleep("3s");
  return "slept";
}

const SLEPT = { response: "slept", attempt: 1, destination: { condition: "Success" } };

const invocations = (sim: AwsSim) =>
  sim.lambda
    .invocations()
    .map(({ response, error, attempt, destination }) => ({ response, error, attempt, destination }));

const stories: Readonly<Record<string, Story>> = {
  "a task whose handler sleeps begins again": {
    async prepare(sim) {
      await prepareCluster(sim);
      sim.ecs.onTask("job", async (task: TaskContext) => {
        await task.sleep("3s");
        return 7;
      });
    },
    steps: [(sim) => new ECS(config(sim)).runTask(RUN_JOB), ...seconds(15), wait("1m")],
    end: (sim) => [sim.ecs.runs().map(({ exitCode, stopCode }) => [exitCode, stopCode]), statuses(sim)],
    ended: [[[7, "EssentialContainerExited"]], ["STOPPED"]],
  },
  "a task with a fixed outcome goes on": {
    async prepare(sim) {
      await prepareCluster(sim);
      sim.ecs.onTask("job", [{ exitCode: 3, duration: "2s" }, { exitCode: 4 }]);
    },
    steps: [(sim) => new ECS(config(sim)).runTask({ ...RUN_JOB, count: 2 }), ...seconds(10), wait("1m")],
    end: (sim) => sim.ecs.runs().map(({ exitCode, stoppedAt }) => [exitCode, stoppedAt?.toISOString()]),
    ended: [
      [3, "2030-01-01T00:00:10.000Z"],
      [4, "2030-01-01T00:00:08.000Z"],
    ],
  },
  "a deployment of a service goes on": {
    prepare: prepareCluster,
    steps: [
      (sim) =>
        new ECS(config(sim)).createService({
          serviceName: "web",
          taskDefinition: "job",
          desiredCount: 2,
          launchType: "FARGATE",
          networkConfiguration: NETWORK,
        }),
      ...seconds(8),
      wait("1m"),
    ],
    end: (sim) => [
      sim.ecs.service("web")?.runningCount,
      sim.ecs.service("web")?.deployments?.map(({ rolloutState }) => rolloutState),
      statuses(sim),
    ],
    ended: [2, ["COMPLETED"], ["RUNNING", "RUNNING"]],
  },
  "an asynchronous invocation begins again": {
    async prepare(sim) {
      sim.lambda.on("fn", sleepAndReturn);
    },
    steps: [invokeEvent, ...seconds(5), wait("1m")],
    end: invocations,
    ended: [SLEPT],
  },
  "retries of an asynchronous invocation go on": {
    async prepare(sim) {
      sim.lambda.on(
        "fn",
        new Error("one"),
        async (_, { sleep }) => {
          await sleep("30s");
          throw new Error("two");
        },
        "three",
      );
    },
    steps: [invokeEvent, ...Array.from({ length: 10 }, () => wait("25s")), wait("1h")],
    end: invocations,
    ended: [
      { error: { errorType: "Error", errorMessage: "one" }, attempt: 1 },
      { error: { errorType: "Error", errorMessage: "two" }, attempt: 2 },
      { response: "three", attempt: 3, destination: { condition: "Success" } },
    ],
  },
  "a function becomes Active": {
    prepare() {},
    steps: [(sim) => new Lambda(config(sim)).createFunction(functionNamed("fn")), ...seconds(3)],
    end: (sim) => [sim.lambda.function("fn")?.State, sim.lambda.function("fn")?.LastUpdateStatus],
    ended: ["Active", "Successful"],
  },
  "a delivery of a subscription reaches its function": {
    async prepare(sim) {
      sim.delays.set({ logs: { subscriptionDelivery: "2s" } });
      sim.lambda.on("fn", sleepAndReturn);
      const logs = new CloudWatchLogs(config(sim));
      await logs.createLogGroup({ logGroupName: "app" });
      await logs.putSubscriptionFilter({
        logGroupName: "app",
        filterName: "all",
        filterPattern: "",
        destinationArn: "arn:aws:lambda:us-east-1:123456789012:function:fn",
      });
    },
    steps: [async (sim) => sim.logs.put("app", "web", "ready"), ...seconds(7), wait("1m")],
    end: (sim) => [sim.logs.deliveries().length, invocations(sim)],
    ended: [1, [SLEPT]],
  },
  "a query of logs goes on": {
    prepare: (sim) => sim.logs.put("app", "web", "one", "two"),
    steps: [
      (sim) =>
        new CloudWatchLogs(config(sim)).startQuery({
          logGroupName: "app",
          queryString: "fields @message",
          startTime: 0,
          endTime: 4_000_000_000,
        }),
      ...seconds(4),
    ],
    end: async (sim) => {
      const { queries = [] } = await new CloudWatchLogs(config(sim)).describeQueries({});
      return queries.map(({ status }) => status);
    },
    ended: ["Complete"],
  },
  "a scan of an image goes on": {
    prepare(sim) {
      sim.ecr.pushImage("app", "v1");
    },
    steps: [
      (sim) => new ECR(config(sim)).startImageScan({ repositoryName: "app", imageId: { imageTag: "v1" } }),
      ...seconds(15),
    ],
    end: async (sim) => {
      const image = { repositoryName: "app", imageId: { imageTag: "v1" } };
      const { imageScanStatus, imageScanFindings } = await new ECR(config(sim)).describeImageScanFindings(
        image,
      );
      return [imageScanStatus?.status, imageScanFindings?.imageScanCompletedAt?.toISOString()];
    },
    ended: ["COMPLETE", "2030-01-01T00:00:02.000Z"],
  },
  "a multipart upload goes on": {
    async prepare(sim) {
      sim.s3.createBucket("bucket");
    },
    steps: [
      (sim) => new S3(config(sim)).createMultipartUpload({ Bucket: "bucket", Key: "key" }),
      (sim) => uploadPart(sim, 1, "a"),
      (sim) => uploadPart(sim, 1, "bb"),
      async (sim) => {
        const s3 = new S3(config(sim));
        const at = { Bucket: "bucket", Key: "key", UploadId: uploadId(sim) };
        const { Parts = [] } = await s3.listParts(at);
        await s3.completeMultipartUpload({
          ...at,
          MultipartUpload: { Parts: Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })) },
        });
      },
    ],
    end: (sim) => [sim.s3.object("bucket", "key")?.size, sim.s3.uploads("bucket")],
    ended: [2, []],
  },
  "the restore of an archived object goes on": {
    async prepare(sim) {
      sim.s3.createBucket("bucket");
      sim.s3.putObject("bucket", "key", "bytes", { StorageClass: "GLACIER" });
    },
    steps: [
      (sim) =>
        new S3(config(sim)).restoreObject({ Bucket: "bucket", Key: "key", RestoreRequest: { Days: 2 } }),
      ...Array.from({ length: 8 }, () => wait("1h")),
    ],
    end: async (sim) => (await new S3(config(sim)).headObject({ Bucket: "bucket", Key: "key" })).Restore,
    ended: 'ongoing-request="false", expiry-date="Fri, 04 Jan 2030 00:00:00 GMT"',
  },
  "an operation of Cloud Map goes on": {
    prepare() {},
    steps: [
      (sim) => new ServiceDiscovery(config(sim)).createHttpNamespace({ Name: "internal" }),
      ...seconds(4),
    ],
    end: async (sim) => {
      const client = new ServiceDiscovery(config(sim));
      const { Operations = [] } = await client.listOperations({});
      const { Namespaces = [] } = await client.listNamespaces({});
      return [Operations.map(({ Status }) => Status), Namespaces.map(({ Name }) => Name)];
    },
    ended: [["SUCCESS"], ["internal"]],
  },
};

function statuses(sim: AwsSim): (string | undefined)[] {
  return sim.ecs.tasks().map(({ lastStatus }) => lastStatus);
}

function invokeEvent(sim: AwsSim) {
  return new Lambda(config(sim)).invoke({ FunctionName: "fn", InvocationType: "Event" });
}

function uploadId(sim: AwsSim): string {
  return sim.s3.uploads("bucket")[0]?.uploadId ?? "";
}

function uploadPart(sim: AwsSim, PartNumber: number, Body: string) {
  return new S3(config(sim)).uploadPart({
    Bucket: "bucket",
    Key: "key",
    UploadId: uploadId(sim),
    PartNumber,
    Body,
  });
}

describe("after a restore", () => {
  test.each(Object.entries(stories))("%s", (_, story) => survivesRestores(story));

  test("a synchronous invocation in progress is interrupted: its caller has disconnected", async () => {
    const length = 3;
    await fc.assert(
      fc.asyncProperty(fc.nat(length + 1), fc.nat(length + 1), async (at, beyond) => {
        await using sim = await createAwsSim({ clock: "frozen" });
        const spy = sim.lambda.on("fn", sleepAndReturn);
        const invoked = new Lambda(config(sim)).invoke({ FunctionName: "fn" }).catch(() => "dropped");
        await vi.waitUntil(() => spy.callCount === 1);
        await tell(sim, seconds(at));
        const snapshot = sim.snapshot();
        await tell(sim, seconds(beyond));
        sim.restore(snapshot);
        await sim.clock.advance("1h");
        const interrupted = { errorType: "Interrupted", errorMessage: expect.stringContaining("went back") };
        const { response, error } = spy.lastInvocation ?? {};
        expect({ response, error }).toEqual(at < length ? { error: interrupted } : { response: "slept" });
        expect(await invoked).toEqual(
          at + beyond < length ? "dropped" : expect.objectContaining({ StatusCode: 200 }),
        );
        // Its execution environment is free again.
        const again = new Lambda(config(sim)).invoke({ FunctionName: "fn" });
        await vi.waitUntil(() => spy.callCount === 2);
        await sim.clock.advance("3s");
        expect((await again).StatusCode).toBe(200);
      }),
      { numRuns: 10 },
    );
  });
});
