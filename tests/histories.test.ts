import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECS } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { STS } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../lib/index.js";
import { failure } from "./support/failure.js";

const LIMIT = 3;
const ROUNDS = [0, 1, 2, 3, 4, 5, 6];
const LATEST = ROUNDS.slice(-LIMIT);

let sim: AwsSim;
beforeEach(async () => {
  sim = await createAwsSim({
    clock: "frozen",
    startTime: "2030-01-01T00:00:00Z",
    delays: 0,
    historyLimit: LIMIT,
    requestInputLimit: 1000,
  });
});
afterEach(() => sim.close());

/** Options of a client that talks to the simulator without a socket. */
function config() {
  return { ...sim.clientConfig({ direct: true }), maxAttempts: 1 };
}

describe("each history keeps as many records as the option historyLimit allows", () => {
  test("invocations of Lambda", async () => {
    const lambda = new Lambda(config());
    const spy = sim.lambda.on("fn", "done");
    for (const round of ROUNDS)
      await lambda.invoke({ FunctionName: "fn", Payload: JSON.stringify({ round }) });
    const payloads = LATEST.map((round) => ({ round }));
    expect(sim.lambda.invocations().map(({ payload }) => payload)).toEqual(payloads);
    expect(spy.invocations.map(({ payload }) => payload)).toEqual(payloads);
    expect(spy.callCount).toBe(ROUNDS.length);
    expect(spy.lastInvocation).toMatchObject({ payload: { round: 6 }, response: "done" });
  });

  test("stopped tasks of ECS, their runs with their output, and client tokens", async () => {
    const ecs = new ECS(config());
    await ecs.createCluster({});
    await ecs.registerTaskDefinition({
      family: "job",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "main", image: "busybox" }],
    });
    const { runs: before } = sim.ecs.onTask("job", { stdout: "out" });
    const handle = sim.ecs.onTask("job", { stdout: "out" });
    const request = {
      taskDefinition: "job",
      launchType: "FARGATE" as const,
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-12345678"] } },
    };
    for (const round of ROUNDS) {
      await ecs.runTask({ ...request, startedBy: `round-${round}`, clientToken: `token-${round}` });
    }
    expect(before).toEqual([]);
    await ecs.listTasks({});
    const shown = LATEST.map((round) => `round-${round}`);
    expect(sim.ecs.tasks().map(({ startedBy }) => startedBy)).toEqual(shown);
    // Three that ECS has forgotten are still known to the test.
    const known = ["round-1", "round-2", "round-3", ...shown];
    expect(sim.ecs.runs().map(({ startedBy, stdout }) => [startedBy, stdout])).toEqual(
      known.map((startedBy) => [startedBy, "out"]),
    );
    expect(handle.runs.map(({ startedBy }) => startedBy)).toEqual(known);
    // The token of the first round is free again.
    const { tasks } = await ecs.runTask({ ...request, startedBy: "again", clientToken: "token-0" });
    expect(tasks?.[0]?.startedBy).toBe("again");
  });

  test("deleted clusters of ECS", async () => {
    const ecs = new ECS(config());
    for (const round of ROUNDS) {
      await ecs.createCluster({ clusterName: `c${round}` });
      await ecs.deleteCluster({ cluster: `c${round}` });
    }
    const { clusters } = await ecs.describeClusters({ clusters: ROUNDS.map((round) => `c${round}`) });
    expect(clusters?.map(({ clusterName }) => clusterName)).toEqual(LATEST.map((round) => `c${round}`));
  });

  test("deleted services of ECS, deployments and revisions, but not those of a service that is there", async () => {
    const ecs = new ECS(config());
    await ecs.createCluster({});
    await ecs.registerTaskDefinition({
      family: "web",
      containerDefinitions: [{ name: "main", image: "busybox", memory: 64 }],
    });
    const kept = await ecs.createService({ serviceName: "kept", taskDefinition: "web", desiredCount: 0 });
    for (const round of ROUNDS) {
      await ecs.createService({ serviceName: `s${round}`, taskDefinition: "web", desiredCount: 0 });
      await ecs.deleteService({ service: `s${round}`, force: true });
    }
    await sim.clock.advance(0);
    expect(sim.ecs.services().map(({ serviceName }) => serviceName)).toEqual([
      "kept",
      ...LATEST.map((round) => `s${round}`),
    ]);
    const { serviceDeployments } = await ecs.listServiceDeployments({ service: "kept" });
    expect(serviceDeployments?.map(({ serviceArn }) => serviceArn)).toEqual([kept.service?.serviceArn]);
    const target = serviceDeployments?.[0]?.targetServiceRevisionArn ?? "";
    const { serviceRevisions } = await ecs.describeServiceRevisions({ serviceRevisionArns: [target] });
    expect(serviceRevisions).toHaveLength(1);
  });

  test("queries and export tasks of CloudWatch Logs", async () => {
    const logs = new CloudWatchLogs(config());
    await logs.createLogGroup({ logGroupName: "group" });
    sim.s3.createBucket("bucket");
    for (const round of ROUNDS) {
      await logs.startQuery({
        logGroupName: "group",
        queryString: `limit ${round + 1}`,
        startTime: 0,
        endTime: 1,
      });
      await logs.createExportTask({
        taskName: `t${round}`,
        logGroupName: "group",
        from: 0,
        to: 1,
        destination: "bucket",
      });
    }
    const { queries } = await logs.describeQueries({});
    expect(queries?.map(({ queryString }) => queryString?.split(" | ")[1])).toEqual(
      [7, 6, 5].map((limit) => `limit ${limit}`),
    );
    const { exportTasks } = await logs.describeExportTasks({});
    expect(exportTasks?.map(({ taskName }) => taskName)).toEqual(["t6", "t5", "t4"]);
  });

  test("deliveries to the subscribers of CloudWatch Logs", async () => {
    const logs = new CloudWatchLogs(config());
    sim.logs.put("group", "stream", "before");
    sim.lambda.on("fn", "done");
    await logs.putSubscriptionFilter({
      logGroupName: "group",
      filterName: "all",
      filterPattern: "",
      destinationArn: "arn:aws:lambda:us-east-1:123456789012:function:fn",
    });
    for (const round of ROUNDS) sim.logs.put("group", "stream", `m${round}`);
    await sim.clock.advance("1m");
    expect(sim.logs.deliveries().map(({ logEvents }) => logEvents[0]?.message)).toEqual(["m4", "m5", "m6"]);
  });

  test("sessions of STS", async () => {
    const sts = new STS(config());
    const keys: (string | undefined)[] = [];
    for (const _ of ROUNDS) keys.push((await sts.getSessionToken({})).Credentials?.AccessKeyId);
    expect(sim.sts.sessions().map(({ accessKeyId }) => accessKeyId)).toEqual(
      expect.arrayContaining(keys.slice(-LIMIT)),
    );
    expect(sim.sts.sessions()).toHaveLength(LIMIT);
  });

  test("operations of Cloud Map", async () => {
    const cloudMap = new ServiceDiscovery(config());
    const ids: (string | undefined)[] = [];
    for (const round of ROUNDS) {
      ids.push((await cloudMap.createHttpNamespace({ Name: `n${round}` })).OperationId);
      await sim.clock.runUntilIdle();
    }
    const { Operations } = await cloudMap.listOperations({});
    expect(Operations?.map(({ Id }) => Id)).toEqual(ids.slice(-LIMIT).reverse());
    expect(await failure(cloudMap.getOperation({ OperationId: ids[0] }))).toMatchObject({
      code: "OperationNotFound",
    });
    expect((await cloudMap.listNamespaces({})).Namespaces).toHaveLength(ROUNDS.length);
  });

  test("deletions of service-linked roles of IAM", async () => {
    const iam = new IAM(config());
    const ids: (string | undefined)[] = [];
    for (const _ of ROUNDS) {
      await iam.createServiceLinkedRole({ AWSServiceName: "ecs.amazonaws.com" });
      ids.push((await iam.deleteServiceLinkedRole({ RoleName: "AWSServiceRoleForECS" })).DeletionTaskId);
    }
    const status = (DeletionTaskId: string | undefined) =>
      iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId }).then(
        ({ Status }) => Status,
        ({ name }) => name,
      );
    expect([await status(ids[0]), await status(ids.at(-1))]).toEqual(["NoSuchEntityException", "SUCCEEDED"]);
  });
});

test("payloads and responses of invocations above requestInputLimit are not kept", async () => {
  const lambda = new Lambda(config());
  const large = "x".repeat(1000);
  sim.lambda.on("fn", large, "small");
  await lambda.invoke({ FunctionName: "fn", Payload: JSON.stringify(large) });
  await lambda.invoke({ FunctionName: "fn", Payload: JSON.stringify("small") });
  const [first, second] = sim.lambda.invocations();
  expect(first).not.toHaveProperty("payload");
  expect(first).not.toHaveProperty("rawPayload");
  expect(first).not.toHaveProperty("response");
  expect(second).toMatchObject({ payload: "small", response: "small" });
});
