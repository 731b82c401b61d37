import { waitUntilServicesInactive, waitUntilServicesStable } from "@aws-sdk/client-ecs";
import { describe, expect, test } from "vitest";
import { serviceWorld } from "./service-world.js";
import { momentAt, START } from "./task-world.js";

const { services, world } = serviceWorld();

const ARN = "arn:aws:ecs:us-east-1:123456789012";

/** Fails every task of revision `2` of the family `job`; the others keep running. */
function failSecondRevision(): void {
  world.sim.ecs.onTask("job", (task) => (task.revision === 2 ? { exitCode: 1 } : { duration: "forever" }));
}

/** A service whose one deployment is complete. */
async function running(change: Parameters<typeof services.create>[0] = {}): Promise<void> {
  await services.create(change);
  await world.sim.clock.advance("1s");
}

describe("UpdateService", () => {
  test("of the desired count scales out and in without a new deployment", async () => {
    await running();
    const before = (await services.describe()).deployments?.[0];
    await world.sim.clock.advance("1s");
    expect(await services.update({ desiredCount: 3 })).toMatchObject({ desiredCount: 3, runningCount: 1 });
    await world.sim.clock.advance("1s");
    expect((await services.describe()).deployments).toEqual([
      { ...before, desiredCount: 3, runningCount: 3, updatedAt: momentAt(2_000) },
    ]);
    const [oldest] = await services.taskArns();
    await services.update({ desiredCount: 1 });
    await world.sim.clock.advance("1s");
    expect(await services.deployments()).toEqual(["PRIMARY 1/1/0 COMPLETED"]);
    expect(await services.taskArns()).toHaveLength(1);
    expect(oldest).toBeDefined();
    expect((await services.events()).slice(-2)).toEqual([
      "(service web) has stopped 2 running tasks: (task …) (task …).",
      "(service web) has reached a steady state.",
    ]);
  });

  test("is steady again only when the tasks that it stopped have ended", async () => {
    world.sim.delays.set({ ecs: { stopping: "5s" } });
    await running({ desiredCount: 2 });
    await services.update({ desiredCount: 1 });
    await world.sim.clock.advance(6_000 - 1);
    expect((await services.events()).at(-1)).toBe("(service web) has stopped 1 running tasks: (task …).");
    await world.sim.clock.advance(1);
    expect((await services.events()).at(-1)).toBe("(service web) has reached a steady state.");
  });

  test("of what does not concern tasks makes no new deployment", async () => {
    await running();
    const service = await services.update({
      propagateTags: "SERVICE",
      enableECSManagedTags: true,
      taskDefinition: "job:1",
    });
    expect(service).toMatchObject({ propagateTags: "SERVICE", enableECSManagedTags: true });
    expect(service.deployments).toHaveLength(1);
  });

  test("of the task definition replaces every task within the bounds", async () => {
    world.sim.delays.set({ ecs: { provisioning: "5s", deprovisioning: "5s" } });
    await running({ desiredCount: 2 });
    await world.sim.clock.advance("5s");
    await services.nextRevision();
    const service = await services.update({ taskDefinition: "job" });
    expect(service.taskDefinition).toBe(`${ARN}:task-definition/job:2`);
    expect(await services.deployments()).toEqual(["PRIMARY 2/0/0 IN_PROGRESS", "ACTIVE 2/2/0 COMPLETED"]);
    await world.sim.clock.advance("1s");
    expect(await services.deployments()).toEqual(["PRIMARY 2/0/2 IN_PROGRESS", "ACTIVE 2/2/0 COMPLETED"]);
    await world.sim.clock.advance("5s");
    expect(await services.deployments()).toEqual(["PRIMARY 2/2/0 IN_PROGRESS", "ACTIVE 2/2/0 COMPLETED"]);
    await world.sim.clock.advance("1s");
    expect(await services.deployments()).toEqual(["PRIMARY 2/2/0 COMPLETED"]);
    expect((await services.events()).slice(3)).toEqual([
      "(service web) has started 2 tasks: (task …) (task …).",
      "(service web) has stopped 2 running tasks: (task …) (task …).",
      "(service web) (deployment ecs-svc/…) deployment completed.",
      "(service web) has reached a steady state.",
    ]);
    for (const taskArn of await services.taskArns()) {
      expect((await world.describe(taskArn)).taskDefinitionArn).toBe(`${ARN}:task-definition/job:2`);
    }
  });

  test("that forces a new deployment replaces the tasks by their like", async () => {
    await running();
    const before = await services.taskArns();
    await services.update({ forceNewDeployment: true });
    await world.sim.clock.advance("2s");
    expect(await services.deployments()).toEqual(["PRIMARY 1/1/0 COMPLETED"]);
    expect(await services.taskArns()).not.toEqual(before);
  });

  test("with room for nothing more first stops old tasks", async () => {
    await running({
      desiredCount: 4,
      deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 },
    });
    await services.update({ forceNewDeployment: true });
    const seen: string[][] = [];
    for (let step = 0; step < 5; step++) {
      await world.sim.clock.advance("1s");
      seen.push(await services.deployments());
    }
    expect(seen).toEqual([
      ["PRIMARY 4/0/0 IN_PROGRESS", "ACTIVE 2/2/0 COMPLETED"],
      ["PRIMARY 4/2/0 IN_PROGRESS", "ACTIVE 2/2/0 COMPLETED"],
      ["PRIMARY 4/2/0 IN_PROGRESS"],
      ["PRIMARY 4/4/0 COMPLETED"],
      ["PRIMARY 4/4/0 COMPLETED"],
    ]);
  });

  test("waits between bounds that allow no progress, and reports the reason", async () => {
    await running({ deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 150 } });
    await services.update({ forceNewDeployment: true });
    await world.sim.clock.advance("1h");
    expect(await services.deployments()).toEqual(["PRIMARY 1/0/0 IN_PROGRESS", "ACTIVE 1/1/0 COMPLETED"]);
    expect((await services.events()).at(-1)).toBe(
      "(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.",
    );
    await services.update({ deploymentConfiguration: { maximumPercent: 200 } });
    await world.sim.clock.advance("2s");
    expect(await services.deployments()).toEqual(["PRIMARY 1/1/0 COMPLETED"]);
  });

  test("during a deployment supersedes it", async () => {
    world.sim.delays.set({ ecs: { provisioning: "1h" } });
    await running();
    await services.update({ forceNewDeployment: true });
    expect(await services.deployments()).toEqual(["PRIMARY 1/0/0 IN_PROGRESS", "ACTIVE 1/0/1 IN_PROGRESS"]);
    await world.sim.clock.advance("1s");
    expect(await services.deployments()).toEqual(["PRIMARY 1/0/1 IN_PROGRESS"]);
    const { serviceDeployments = [] } = await world.ecs.listServiceDeployments({ service: "web" });
    expect(serviceDeployments.map(({ status }) => status)).toEqual(["IN_PROGRESS", "STOPPED"]);
  });
});

describe("the circuit breaker", () => {
  const breaker = (rollback: boolean) => ({ deploymentCircuitBreaker: { enable: true, rollback } });

  test("stops a deployment after three failed tasks", async () => {
    await running({ deploymentConfiguration: breaker(false) });
    await services.nextRevision();
    failSecondRevision();
    await services.update({ taskDefinition: "job" });
    await world.sim.clock.advance("1h");
    expect(await services.deployments()).toEqual(["PRIMARY 1/0/0 FAILED", "ACTIVE 1/1/0 COMPLETED"]);
    const [failed] = (await services.describe()).deployments ?? [];
    expect(failed).toMatchObject({
      failedTasks: 3,
      rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
    });
    expect((await services.events()).at(-1)).toBe(
      "(service web) (deployment ecs-svc/…) deployment failed: tasks failed to start.",
    );
    const { serviceDeployments = [] } = await world.ecs.listServiceDeployments({ service: "web" });
    expect(serviceDeployments[0]).toMatchObject({
      status: "STOPPED",
      statusReason: "ECS deployment circuit breaker: tasks failed to start.",
    });
    const { serviceDeployments: [described] = [] } = await world.ecs.describeServiceDeployments({
      serviceDeploymentArns: [serviceDeployments[0]?.serviceDeploymentArn ?? ""],
    });
    expect(described?.deploymentCircuitBreaker).toEqual({
      status: "TRIGGERED",
      failureCount: 3,
      threshold: 3,
    });
  });

  test("goes back to the last completed deployment, which keeps its id and its tasks", async () => {
    await running({ desiredCount: 2, deploymentConfiguration: breaker(true) });
    const [good] = (await services.describe()).deployments ?? [];
    const before = await services.taskArns();
    await services.nextRevision();
    failSecondRevision();
    await services.update({ taskDefinition: "job" });
    await world.sim.clock.advance("1h");
    expect(await services.taskArns()).toEqual(before);
    const service = await services.describe();
    expect(service.taskDefinition).toBe(`${ARN}:task-definition/job:1`);
    expect(service.deployments).toEqual([
      { ...good, updatedAt: expect.any(Date), rolloutStateReason: `ECS deployment ${good?.id} completed.` },
    ]);
    expect(await services.events()).toContain("(service web) rolling back to deployment ecs-svc/….");
    const { serviceDeployments: [brief] = [] } = await world.ecs.listServiceDeployments({ service: "web" });
    expect(brief?.status).toBe("ROLLBACK_SUCCESSFUL");
  });

  test("with nothing to go back to leaves the deployment failed", async () => {
    world.sim.ecs.onTask("job", { failToStart: "CannotPullContainerError: x" });
    await services.create({ deploymentConfiguration: breaker(true) });
    await world.sim.clock.advance("1h");
    expect(await services.deployments()).toEqual(["PRIMARY 1/0/0 FAILED"]);
    expect(world.sim.ecs.runs("job")).toHaveLength(3);
  });

  test("without it, a deployment continues to try", async () => {
    world.sim.ecs.onTask("job", [
      { exitCode: 1 },
      { exitCode: 1 },
      { exitCode: 1 },
      { exitCode: 1 },
      { duration: "forever" },
    ]);
    await services.create();
    await world.sim.clock.advance("3s");
    expect((await services.describe()).deployments?.[0]).toMatchObject({
      failedTasks: 2,
      rolloutState: "IN_PROGRESS",
    });
    await world.sim.clock.advance("1m");
    expect((await services.describe()).deployments?.[0]).toMatchObject({
      failedTasks: 0,
      rolloutState: "COMPLETED",
    });
  });
});

describe("service deployments and revisions", () => {
  test("are recorded from PENDING to SUCCESSFUL", async () => {
    const { currentServiceDeployment = "", currentServiceRevisions = [] } = await services.create();
    const status = async () => {
      const { serviceDeployments = [] } = await world.ecs.listServiceDeployments({ service: "web" });
      return serviceDeployments.map((deployment) => deployment.status);
    };
    world.sim.delays.set({ ecs: { serviceScheduling: "1s" } });
    await world.sim.clock.advance("1s");
    expect(await status()).toEqual(["SUCCESSFUL"]);
    const { serviceDeployments = [], failures } = await world.ecs.describeServiceDeployments({
      serviceDeploymentArns: [currentServiceDeployment, `${currentServiceDeployment}x`],
    });
    expect(failures).toEqual([{ arn: `${currentServiceDeployment}x`, reason: "MISSING" }]);
    expect(serviceDeployments).toEqual([
      {
        serviceDeploymentArn: currentServiceDeployment,
        serviceArn: `${ARN}:service/default/web`,
        clusterArn: `${ARN}:cluster/default`,
        createdAt: START,
        startedAt: START,
        finishedAt: momentAt(1_000),
        updatedAt: momentAt(1_000),
        sourceServiceRevisions: [],
        targetServiceRevision: {
          arn: currentServiceRevisions[0]?.arn,
          requestedTaskCount: 1,
          runningTaskCount: 1,
          pendingTaskCount: 0,
        },
        status: "SUCCESSFUL",
        deploymentConfiguration: (await services.describe()).deploymentConfiguration,
        deploymentCircuitBreaker: { status: "DISABLED", failureCount: 0, threshold: 3 },
      },
    ]);
    const { serviceRevisions } = await world.ecs.describeServiceRevisions({
      serviceRevisionArns: [currentServiceRevisions[0]?.arn ?? ""],
    });
    expect(serviceRevisions).toEqual([
      {
        serviceRevisionArn: currentServiceRevisions[0]?.arn,
        serviceArn: `${ARN}:service/default/web`,
        clusterArn: `${ARN}:cluster/default`,
        taskDefinition: `${ARN}:task-definition/job:1`,
        launchType: "FARGATE",
        platformVersion: "LATEST",
        platformFamily: "Linux",
        loadBalancers: [],
        serviceRegistries: [],
        networkConfiguration: (await services.describe()).networkConfiguration,
        containerImages: [
          {
            containerName: "app",
            image: "repo:1",
            imageDigest: "sha256:75dc1a71ad642a07b6729829dcce00396e185384a0029665f813eae65e580fd5",
          },
        ],
        guardDutyEnabled: false,
        createdAt: START,
      },
    ]);
  });

  test("are listed newest first, in pages, by status and time", async () => {
    await running();
    for (let round = 0; round < 4; round++) {
      await services.update({ forceNewDeployment: true });
      await world.sim.clock.advance("2s");
    }
    const list = async (input: object) =>
      (await world.ecs.listServiceDeployments({ service: "web", ...input })).serviceDeployments ?? [];
    const times = (await list({})).map(({ createdAt }) => createdAt);
    expect(times).toEqual([7_000, 5_000, 3_000, 1_000, 0].map(momentAt));
    const first = await world.ecs.listServiceDeployments({ service: "web", maxResults: 2 });
    const second = await world.ecs.listServiceDeployments({
      service: "web",
      maxResults: 2,
      nextToken: first.nextToken,
    });
    const paged = [...(first.serviceDeployments ?? []), ...(second.serviceDeployments ?? [])];
    expect(paged.map(({ createdAt }) => createdAt)).toEqual(times.slice(0, 4));
    expect(await list({ status: ["FAILED"] }).catch(({ name }) => name)).toBe("InvalidParameterException");
    expect(await list({ status: ["STOPPED"] })).toEqual([]);
    expect(await list({ createdAt: { after: momentAt(4_000), before: momentAt(6_000) } })).toHaveLength(1);
  });

  test("are stopped by hand, with or without going back", async () => {
    world.sim.delays.set({ ecs: { provisioning: "1h" } });
    await services.create();
    await world.sim.clock.advance("2h");
    await services.update({ forceNewDeployment: true });
    const stop = async () => {
      const { currentServiceDeployment: serviceDeploymentArn = "" } = await services.describe();
      return world.ecs.stopServiceDeployment({ serviceDeploymentArn });
    };
    await world.sim.clock.advance("1s");
    await stop();
    await world.sim.clock.advance("1h");
    expect(await services.deployments()).toEqual(["PRIMARY 1/1/0 COMPLETED"]);
    await expect(stop()).rejects.toMatchObject({ name: "ConflictException" });
    await expect(world.ecs.stopServiceDeployment({ serviceDeploymentArn: "arn:x" })).rejects.toMatchObject({
      name: "ServiceDeploymentNotFoundException",
    });
  });
});

describe("task protection", () => {
  test("keeps a task from being scaled in until it ends", async () => {
    await running({ desiredCount: 2 });
    const [first = "", second = ""] = await services.taskArns();
    const { protectedTasks } = await world.ecs.updateTaskProtection({
      cluster: "default",
      tasks: [first, second],
      protectionEnabled: true,
      expiresInMinutes: 10,
    });
    const expirationDate = momentAt(601_000);
    expect(protectedTasks).toEqual([
      { taskArn: first, protectionEnabled: true, expirationDate },
      { taskArn: second, protectionEnabled: true, expirationDate },
    ]);
    await services.update({ desiredCount: 0 });
    await world.sim.clock.advance("1m");
    expect(await services.taskArns()).toHaveLength(2);
    await world.ecs.updateTaskProtection({ cluster: "default", tasks: [second], protectionEnabled: false });
    await world.sim.clock.advance("1s");
    expect(await services.taskArns()).toEqual([first]);
    const all = await world.ecs.getTaskProtection({ cluster: "default" });
    expect(all.protectedTasks).toEqual([{ taskArn: first, protectionEnabled: true, expirationDate }]);
    await world.sim.clock.advance("10m");
    expect(await services.taskArns()).toEqual([]);
  });

  test("is for tasks of services only", async () => {
    const taskArn = await world.run();
    const unknown = `${ARN}:task/default/${"0".repeat(32)}`;
    const answer = await world.ecs.getTaskProtection({ cluster: "default", tasks: [taskArn, unknown] });
    expect(answer.failures).toEqual([
      { arn: taskArn, reason: "TASK_NOT_VALID" },
      { arn: unknown, reason: "MISSING" },
    ]);
    const update = { cluster: "default", tasks: [taskArn], protectionEnabled: true };
    await expect(
      world.ecs.updateTaskProtection({ ...update, expiresInMinutes: 3_000 }),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(world.ecs.updateTaskProtection({ ...update, tasks: [] })).rejects.toMatchObject({
      message: "Tasks cannot be empty.",
    });
  });
});

describe("the SDK's waiters", () => {
  const fast = { minDelay: 0.01, maxDelay: 0.02, maxWaitTime: 5 };

  test("services-stable and services-inactive, with a clock that the test advances", async () => {
    await services.create({ desiredCount: 2 });
    const stable = waitUntilServicesStable({ client: world.ecs, ...fast }, { services: ["web"] });
    await world.sim.clock.advance("1s");
    expect((await stable).state).toBe("SUCCESS");
    await world.ecs.deleteService({ service: "web", force: true });
    const inactive = waitUntilServicesInactive({ client: world.ecs, ...fast }, { services: ["web"] });
    await world.sim.clock.advance("1s");
    expect((await inactive).state).toBe("SUCCESS");
  });

  test("services-stable with a running clock and small delays", async () => {
    world.sim.delays.set({ ecs: "2ms" });
    world.sim.clock.resume();
    await services.create({ desiredCount: 2 });
    const { state } = await waitUntilServicesStable({ client: world.ecs, ...fast }, { services: ["web"] });
    expect(state).toBe("SUCCESS");
  });
});
