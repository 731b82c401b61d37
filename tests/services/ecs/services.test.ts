import { describe, expect, test } from "vitest";
import { instantTasks, serviceWorld } from "./service-world.js";
import { JOB, momentAt, NETWORK, START } from "./task-world.js";

const { services, world } = serviceWorld();

const ARN = "arn:aws:ecs:us-east-1:123456789012";

describe("CreateService", () => {
  test("answers with the whole service, before anything has happened", async () => {
    const service = await services.create({ desiredCount: 2, tags: [{ key: "team", value: "a" }] });
    const [deployment] = service.deployments ?? [];
    const id = deployment?.id ?? "";
    expect(id).toMatch(/^ecs-svc\/[1-9]\d{18}$/);
    const networkConfiguration = {
      awsvpcConfiguration: { subnets: ["subnet-0a"], securityGroups: [], assignPublicIp: "DISABLED" },
    };
    expect(service).toEqual({
      serviceArn: `${ARN}:service/default/web`,
      serviceName: "web",
      clusterArn: `${ARN}:cluster/default`,
      loadBalancers: [],
      serviceRegistries: [],
      status: "ACTIVE",
      desiredCount: 2,
      runningCount: 0,
      pendingCount: 0,
      launchType: "FARGATE",
      platformVersion: "LATEST",
      platformFamily: "Linux",
      taskDefinition: `${ARN}:task-definition/job:1`,
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: false, rollback: false },
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        strategy: "ROLLING",
        bakeTimeInMinutes: 0,
      },
      deployments: [
        {
          id,
          status: "PRIMARY",
          taskDefinition: `${ARN}:task-definition/job:1`,
          desiredCount: 2,
          runningCount: 0,
          pendingCount: 0,
          failedTasks: 0,
          createdAt: START,
          updatedAt: START,
          launchType: "FARGATE",
          platformVersion: "LATEST",
          platformFamily: "Linux",
          networkConfiguration,
          rolloutState: "IN_PROGRESS",
          rolloutStateReason: `ECS deployment ${id} in progress.`,
        },
      ],
      roleArn: "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
      events: [],
      createdAt: START,
      currentServiceDeployment: expect.stringMatching(
        new RegExp(`^${ARN}:service-deployment/default/web/[\\w-]{21}$`),
      ),
      currentServiceRevisions: [
        {
          arn: expect.stringMatching(new RegExp(`^${ARN}:service-revision/default/web/\\d{19}$`)),
          requestedTaskCount: 2,
          runningTaskCount: 0,
          pendingTaskCount: 0,
        },
      ],
      placementConstraints: [],
      placementStrategy: [],
      networkConfiguration,
      schedulingStrategy: "REPLICA",
      deploymentController: { type: "ECS" },
      tags: [{ key: "team", value: "a" }],
      createdBy: expect.stringMatching(/^arn:aws:/),
      enableECSManagedTags: false,
      propagateTags: "NONE",
      enableExecuteCommand: false,
      availabilityZoneRebalancing: "DISABLED",
    });
  });

  test("starts the tasks after the scheduler's delay, and is complete when they run", async () => {
    world.sim.delays.set({ ecs: { provisioning: "2s" } });
    await services.create({ desiredCount: 2 });
    await world.sim.clock.advance(999);
    expect(await services.deployments()).toEqual(["PRIMARY 2/0/0 IN_PROGRESS"]);
    await world.sim.clock.advance(1);
    expect(await services.deployments()).toEqual(["PRIMARY 2/0/2 IN_PROGRESS"]);
    await world.sim.clock.advance(1_999);
    expect(await services.deployments()).toEqual(["PRIMARY 2/0/2 IN_PROGRESS"]);
    await world.sim.clock.advance(1);
    expect(await services.deployments()).toEqual(["PRIMARY 2/2/0 COMPLETED"]);
    expect(await services.events()).toEqual([
      "(service web) has started 2 tasks: (task …) (task …).",
      "(service web) (deployment ecs-svc/…) deployment completed.",
      "(service web) has reached a steady state.",
    ]);
    const { events = [], deployments = [], runningCount } = await services.describe();
    expect(events.map(({ createdAt }) => createdAt)).toEqual([
      momentAt(3_000),
      momentAt(3_000),
      momentAt(1_000),
    ]);
    expect(deployments[0]?.rolloutStateReason).toBe(`ECS deployment ${deployments[0]?.id} completed.`);
    expect(runningCount).toBe(2);
  });

  test("gives its tasks a group, the deployment that started them, and tags", async () => {
    await world.ecs.registerTaskDefinition({ ...JOB, taskRoleArn: "arn:aws:iam::123456789012:role/task" });
    const service = await services.create({
      tags: [{ key: "team", value: "a" }],
      propagateTags: "SERVICE",
      enableECSManagedTags: true,
      enableExecuteCommand: true,
    });
    await world.sim.clock.advance("1s");
    const [taskArn = ""] = await services.taskArns();
    expect(await world.describe(taskArn)).toMatchObject({
      group: "service:web",
      startedBy: service.deployments?.[0]?.id,
      platformVersion: "1.4.0",
      enableExecuteCommand: true,
      tags: [
        { key: "team", value: "a" },
        { key: "aws:ecs:clusterName", value: "default" },
        { key: "aws:ecs:serviceName", value: "web" },
      ],
    });
  });

  test("propagates the task definition's tags on request", async () => {
    await world.ecs.registerTaskDefinition({ ...JOB, tags: [{ key: "from", value: "definition" }] });
    await services.create({ propagateTags: "TASK_DEFINITION", tags: [{ key: "from", value: "service" }] });
    await world.sim.clock.advance("1s");
    const [taskArn = ""] = await services.taskArns();
    expect((await world.describe(taskArn)).tags).toEqual([{ key: "from", value: "definition" }]);
  });

  test("uses a capacity provider strategy, or the cluster's default", async () => {
    const strategy = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    const service = await services.create({ launchType: undefined, capacityProviderStrategy: strategy });
    expect(service).toMatchObject({ capacityProviderStrategy: strategy });
    expect(service.launchType).toBeUndefined();
    await world.ecs.putClusterCapacityProviders({
      cluster: "default",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: strategy,
    });
    await services.create({ serviceName: "other", launchType: undefined });
    await world.sim.clock.advance("1s");
    for (const name of ["web", "other"]) {
      const [taskArn = ""] = await services.taskArns(name);
      expect(await world.describe(taskArn)).toMatchObject({
        capacityProviderName: "FARGATE_SPOT",
        launchType: "FARGATE",
      });
    }
  });

  test("repeated is answered with the service; changed, it is rejected", async () => {
    await services.create({ clientToken: "t" });
    await world.sim.clock.advance("1s");
    expect(await services.create({ clientToken: "t" })).toMatchObject({
      serviceName: "web",
      runningCount: 1,
    });
    await expect(services.create({ clientToken: "t", desiredCount: 3 })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Creation of service was not idempotent.",
    });
    expect(await services.taskArns()).toHaveLength(1);
  });

  test("on EC2 waits for instances, and reports this", async () => {
    await services.create({ launchType: "EC2" });
    await world.sim.clock.advance("1h");
    expect(await services.deployments()).toEqual(["PRIMARY 1/0/0 IN_PROGRESS"]);
    expect(await services.events()).toEqual([
      "(service web) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster.",
    ]);
  });

  test("DAEMON on EC2 requires as many tasks as there are instances: none", async () => {
    const service = await services.create({
      schedulingStrategy: "DAEMON",
      launchType: "EC2",
      desiredCount: undefined,
    });
    expect(service).toMatchObject({
      schedulingStrategy: "DAEMON",
      desiredCount: 0,
      deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
    });
  });

  test("with a target group, passes ACTIVATING and DEACTIVATING and reports the targets", async () => {
    world.sim.delays.set({ ecs: { activating: "1s", deactivating: "1s" } });
    await world.ecs.registerTaskDefinition({
      ...JOB,
      containerDefinitions: [{ name: "app", image: "a", portMappings: [{ containerPort: 80 }] }],
    });
    const service = await services.create({
      loadBalancers: [{ targetGroupArn: "arn:tg", containerName: "app", containerPort: 80 }],
    });
    expect(service.healthCheckGracePeriodSeconds).toBe(0);
    await world.sim.clock.advance("1s");
    const [taskArn = ""] = await services.taskArns();
    expect(await world.statusOf(taskArn)).toBe("ACTIVATING/RUNNING");
    await world.sim.clock.advance("1s");
    expect(await services.events()).toContain("(service web) registered 1 targets in (target-group arn:tg)");
    await services.update({ desiredCount: 0 });
    await world.sim.clock.advance("1s");
    expect(await world.statusOf(taskArn)).toBe("DEACTIVATING/STOPPED");
    expect(await services.events()).toContain(
      "(service web) deregistered 1 targets in (target-group arn:tg)",
    );
    expect(await services.events()).toContain("(service web) has begun draining connections on 1 tasks.");
  });
});

describe("a service keeps its tasks running", () => {
  test("a task that somebody stops is replaced", async () => {
    await services.create();
    await world.sim.clock.advance("1s");
    const [before = ""] = await services.taskArns();
    await world.ecs.stopTask({ task: before });
    await world.sim.clock.advance(999);
    expect(await services.taskArns()).toEqual([]);
    await world.sim.clock.advance(1);
    const [replacement] = await services.taskArns();
    expect(replacement).toBeDefined();
    expect(replacement).not.toBe(before);
    expect((await services.events()).slice(-2)).toEqual([
      "(service web) has started 1 tasks: (task …).",
      "(service web) has reached a steady state.",
    ]);
  });

  test("one that ends by itself is replaced too, after a second's pause", async () => {
    world.sim.ecs.onTask("job", [{ duration: "1m" }, { duration: "forever" }]);
    await services.create();
    await world.sim.clock.advance("1s");
    await world.sim.clock.advance("1m");
    expect(await services.taskArns()).toEqual([]);
    await world.sim.clock.advance("2s");
    expect(await services.taskArns()).toHaveLength(1);
    expect(world.sim.ecs.runs("job")).toHaveLength(2);
  });

  test("with no delays at all, tasks that end immediately are started again ever more slowly", async () => {
    world.sim.delays.set(0);
    world.sim.ecs.onTask("job", { exitCode: 1 });
    await services.create();
    await world.sim.clock.advance("20m");
    const starts = world.sim.ecs
      .runs("job")
      .map(({ createdAt }) => (createdAt.getTime() - START.getTime()) / 1_000);
    expect(starts).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1_023]);
    expect(await services.events()).toContain(
      "(service web) is unable to consistently start tasks successfully.",
    );
  });

  test("and the simulation can come to rest", async () => {
    world.sim.delays.set(0);
    world.sim.ecs.onTask("job", { failToStart: "CannotPullContainerError: no such image" });
    await services.create();
    await world.sim.clock.runUntilIdle();
    expect(world.sim.clock.date()).toEqual(START);
    expect(world.sim.ecs.runs("job")).toHaveLength(1);
  });

  test("the longest pause is a quarter of an hour", async () => {
    world.sim.delays.set(0);
    world.sim.ecs.onTask("job", { exitCode: 1 });
    await services.create();
    await world.sim.clock.advance("3h");
    const starts = world.sim.ecs.runs("job").map(({ createdAt }) => createdAt.getTime());
    expect((starts.at(-1) ?? 0) - (starts.at(-2) ?? 0)).toBe(15 * 60_000);
  });

  test("shows at most a hundred events, the newest first", async () => {
    await services.create();
    for (let round = 0; round < 60; round++) {
      await services.update({ desiredCount: round % 2 });
      await world.sim.clock.advance("1s");
    }
    const { events = [] } = await services.describe();
    expect(events).toHaveLength(100);
    const times = events.map(({ createdAt }) => createdAt?.getTime() ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
});

describe("DescribeServices and ListServices", () => {
  test("by name and ARN; unknown ones are failures", async () => {
    await services.create();
    const { services: found = [], failures } = await world.ecs.describeServices({
      services: ["web", `${ARN}:service/default/web`, "x", `${ARN}:service/default/y`],
    });
    expect(found.map(({ serviceName, tags }) => [serviceName, tags])).toEqual([
      ["web", undefined],
      ["web", undefined],
    ]);
    expect(failures).toEqual([
      { arn: `${ARN}:service/default/x`, reason: "MISSING" },
      { arn: `${ARN}:service/default/y`, reason: "MISSING" },
    ]);
  });

  test("lists ten at a time, and filters", async () => {
    for (let number = 10; number < 25; number++)
      await services.create({ serviceName: `s${number}`, desiredCount: 0 });
    await services.create({ serviceName: "on-ec2", launchType: "EC2", desiredCount: 0 });
    const first = await world.ecs.listServices({});
    expect(first.serviceArns).toHaveLength(10);
    const second = await world.ecs.listServices({ nextToken: first.nextToken });
    expect(second.serviceArns).toHaveLength(6);
    expect(second.nextToken).toBeUndefined();
    expect((await world.ecs.listServices({ launchType: "EC2" })).serviceArns).toEqual([
      `${ARN}:service/default/on-ec2`,
    ]);
    expect((await world.ecs.listServices({ schedulingStrategy: "DAEMON" })).serviceArns).toEqual([]);
  });

  test.each([
    ["another cluster", "service/jan7/web", "Identifier is for cluster jan7. Your cluster is default"],
    ["no service", "cluster/default", "Unexpected number of separators"],
    ["too many parts", "service/default/web/1", "Unexpected number of separators"],
  ])("an ARN of %s is rejected", async (_, resource, problem) => {
    await services.create();
    const arn = `${ARN}:${resource}`;
    const error = { name: "InvalidParameterException", message: `Invalid identifier: ${problem}` };
    await expect(world.ecs.describeServices({ services: ["web", arn] })).rejects.toMatchObject(error);
    await expect(services.update({ service: arn, desiredCount: 2 })).rejects.toMatchObject(error);
    await expect(world.ecs.deleteService({ service: arn, force: true })).rejects.toMatchObject(error);
    await expect(world.ecs.listTasks({ serviceName: arn })).rejects.toMatchObject(error);
  });

  test("of a Service Connect namespace", async () => {
    const { cluster } = await world.ecs.updateCluster({
      cluster: "default",
      serviceConnectDefaults: { namespace: "internal" },
    });
    expect((await world.ecs.listServicesByNamespace({ namespace: "internal" })).serviceArns).toEqual([]);
    await services.create({ serviceConnectConfiguration: { enabled: true } });
    for (const namespace of ["internal", cluster?.serviceConnectDefaults?.namespace]) {
      const { serviceArns } = await world.ecs.listServicesByNamespace({ namespace });
      expect(serviceArns).toEqual([`${ARN}:service/default/web`]);
    }
    await expect(world.ecs.listServicesByNamespace({ namespace: "x" })).rejects.toMatchObject({
      name: "NamespaceNotFoundException",
    });
  });

  test("the control object shows copies", async () => {
    await services.create();
    expect(world.sim.ecs.services()).toEqual([await services.describe()]);
    Object.assign(world.sim.ecs.service("web") ?? {}, { status: "GONE" });
    expect(world.sim.ecs.service("web")?.status).toBe("ACTIVE");
    expect(world.sim.ecs.service("x")).toBeUndefined();
  });

  test("a delay of describe calls, and one that waits to be released", async () => {
    world.sim.delays.set({ ecs: { ...instantTasks, serviceScheduling: { describes: 2 } } });
    await services.create();
    expect((await services.describe()).pendingCount).toBe(0);
    await services.describe();
    expect((await services.describe()).runningCount).toBe(1);
    world.sim.delays.set({ ecs: { serviceScheduling: "never" } });
    await services.update({ desiredCount: 3 });
    await world.sim.clock.advance("1d");
    expect((await services.describe()).runningCount).toBe(1);
    expect(world.sim.transitions.release("ecs", "serviceScheduling", "default/web")).toBe(1);
    await world.sim.clock.advance(0);
    expect((await services.describe()).runningCount).toBe(3);
  });
});

describe("DeleteService", () => {
  test("is rejected while there are tasks to run, unless forced", async () => {
    await services.create();
    await expect(world.ecs.deleteService({ service: "web" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "The service cannot be stopped while it is scaled above 0.",
    });
    const { service } = await world.ecs.deleteService({ service: "web", force: true });
    expect(service).toMatchObject({ status: "INACTIVE", desiredCount: 0 });
  });

  test("drains a service until its tasks have stopped", async () => {
    world.sim.delays.set({ ecs: { deprovisioning: "5s" } });
    await services.create({ desiredCount: 2 });
    await world.sim.clock.advance("1s");
    const arns = await services.taskArns();
    const { service } = await world.ecs.deleteService({ service: "web", force: true });
    expect(service).toMatchObject({ status: "DRAINING", desiredCount: 0, runningCount: 2 });
    expect((await world.ecs.listServices({})).serviceArns).toEqual([`${ARN}:service/default/web`]);
    await expect(services.create()).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Unable to Start a service that is still Draining.",
    });
    await world.sim.clock.advance(6_000 - 1);
    expect((await services.describe()).status).toBe("DRAINING");
    await world.sim.clock.advance(1);
    expect(await services.describe()).toMatchObject({ status: "INACTIVE", runningCount: 0, deployments: [] });
    const stopped = await world.describe(arns[0] ?? "");
    expect(stopped).toMatchObject({
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: `Scaling activity initiated by (deployment ${stopped.startedBy})`,
    });
  });

  test("leaves an INACTIVE record, whose name can be used again", async () => {
    await services.create({ desiredCount: 0 });
    await world.ecs.deleteService({ service: "web" });
    expect((await services.describe()).status).toBe("INACTIVE");
    expect((await world.ecs.listServices({})).serviceArns).toEqual([]);
    await expect(services.update({ desiredCount: 1 })).rejects.toMatchObject({
      name: "ServiceNotActiveException",
      message: "Service was not ACTIVE.",
    });
    expect((await services.create({ desiredCount: 1 })).status).toBe("ACTIVE");
  });

  test("is counted by its cluster until then", async () => {
    const counts = async () => {
      const { clusters = [] } = await world.ecs.describeClusters({ include: ["STATISTICS"] });
      const statistics = Object.fromEntries(
        (clusters[0]?.statistics ?? []).map(({ name, value }) => [name, value]),
      );
      return [
        clusters[0]?.activeServicesCount,
        statistics.activeFargateServiceCount,
        statistics.drainingFargateServiceCount,
      ];
    };
    await services.create();
    await world.sim.clock.advance("1s");
    expect(await counts()).toEqual([1, "1", "0"]);
    await expect(world.ecs.deleteCluster({ cluster: "default" })).rejects.toMatchObject({
      name: "ClusterContainsServicesException",
      message: "The Cluster cannot be deleted while Services are active.",
    });
    await world.ecs.deleteService({ service: "web", force: true });
    expect(await counts()).toEqual([0, "0", "1"]);
  });

  test("of an unknown service", async () => {
    await expect(world.ecs.deleteService({ service: "x" })).rejects.toMatchObject({
      name: "ServiceNotFoundException",
      message: "Service not found.",
    });
  });
});

describe("tags of services", () => {
  test("B24 can be changed and read", async () => {
    const { serviceArn: resourceArn = "" } = await services.create({ tags: [{ key: "a", value: "1" }] });
    await world.ecs.tagResource({ resourceArn, tags: [{ key: "b", value: "2" }] });
    await world.ecs.untagResource({ resourceArn, tagKeys: ["a"] });
    expect((await world.ecs.listTagsForResource({ resourceArn })).tags).toEqual([{ key: "b", value: "2" }]);
    expect((await services.describe()).tags).toEqual([{ key: "b", value: "2" }]);
    await expect(world.ecs.listTagsForResource({ resourceArn: `${resourceArn}x` })).rejects.toMatchObject({
      name: "ServiceNotFoundException",
    });
  });
});

describe("isolation", () => {
  test("I09 clusters with services of the same name do not mix", async () => {
    await world.ecs.createCluster({ clusterName: "second" });
    await services.create();
    await services.create({ cluster: "second", desiredCount: 2, networkConfiguration: NETWORK });
    await world.sim.clock.advance("1s");
    expect(await services.taskArns()).toHaveLength(1);
    expect((await world.ecs.listTasks({ cluster: "second", serviceName: "web" })).taskArns).toHaveLength(2);
  });

  test("snapshot and restore carry a deployment that is in progress", async () => {
    await services.create({ desiredCount: 2 });
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("1s");
    const first = await services.describe();
    world.sim.restore(snapshot);
    expect(await services.deployments()).toEqual(["PRIMARY 2/0/0 IN_PROGRESS"]);
    await world.sim.clock.advance("1s");
    expect(await services.describe()).toEqual(first);
  });
});
