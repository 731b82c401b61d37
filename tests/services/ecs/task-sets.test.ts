import { describe, expect, test } from "vitest";
import { instantTasks, serviceWorld, WEB } from "./service-world.js";
import { JOB, momentAt, NETWORK, START } from "./task-world.js";

const { services, world } = serviceWorld();

const ARN = "arn:aws:ecs:us-east-1:123456789012";

/** A service that an external controller deploys. */
async function external(desiredCount = 3): Promise<void> {
  const { taskDefinition: _, networkConfiguration: __, ...rest } = WEB;
  await world.ecs.createService({ ...rest, desiredCount, deploymentController: { type: "EXTERNAL" } });
}

async function createTaskSet(percent: number, change: object = {}) {
  const { taskSet } = await world.ecs.createTaskSet({
    cluster: "default",
    service: "web",
    taskDefinition: "job",
    launchType: "FARGATE",
    networkConfiguration: NETWORK,
    scale: { value: percent, unit: "PERCENT" },
    ...change,
  });
  if (!taskSet) throw new Error("There is no task set.");
  return taskSet;
}

async function describeTaskSets(taskSets?: string[]) {
  return world.ecs.describeTaskSets({ cluster: "default", service: "web", taskSets, include: ["TAGS"] });
}

describe("task sets", () => {
  test("are created with a share of the service's tasks", async () => {
    await external();
    const taskSet = await createTaskSet(50, { externalId: "blue", tags: [{ key: "a", value: "1" }] });
    const id = taskSet.id ?? "";
    expect(id).toMatch(/^ecs-svc\/\d{19}$/);
    const created = {
      id,
      taskSetArn: `${ARN}:task-set/default/web/${id}`,
      serviceArn: `${ARN}:service/default/web`,
      clusterArn: `${ARN}:cluster/default`,
      externalId: "blue",
      status: "ACTIVE",
      taskDefinition: `${ARN}:task-definition/job:1`,
      computedDesiredCount: 2,
      runningCount: 0,
      pendingCount: 0,
      createdAt: START,
      updatedAt: START,
      launchType: "FARGATE",
      platformVersion: "LATEST",
      platformFamily: "Linux",
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ["subnet-0a"], securityGroups: [], assignPublicIp: "DISABLED" },
      },
      loadBalancers: [],
      serviceRegistries: [],
      scale: { value: 50, unit: "PERCENT" },
      stabilityStatus: "STABILIZING",
      stabilityStatusAt: START,
      tags: [{ key: "a", value: "1" }],
    };
    expect(taskSet).toEqual(created);
    await world.sim.clock.advance("1s");
    const { taskSets } = await describeTaskSets([id]);
    expect(taskSets).toEqual([
      { ...created, runningCount: 2, stabilityStatus: "STEADY_STATE", stabilityStatusAt: momentAt(1_000) },
    ]);
    const [taskArn = ""] = await services.taskArns();
    expect(await world.describe(taskArn)).toMatchObject({ startedBy: id, group: "service:web" });
    expect((await services.describe()).taskSets).toHaveLength(1);
  });

  test("are scaled, made primary and deleted", async () => {
    await external(2);
    const { id: taskSet = "" } = await createTaskSet(100);
    await world.sim.clock.advance("1s");
    const where = { cluster: "default", service: "web" };
    await world.ecs.updateTaskSet({ ...where, taskSet, scale: { value: 50, unit: "PERCENT" } });
    await world.sim.clock.advance("1s");
    expect(await services.taskArns()).toHaveLength(1);
    const primary = await world.ecs.updateServicePrimaryTaskSet({ ...where, primaryTaskSet: taskSet });
    expect(primary.taskSet?.status).toBe("PRIMARY");
    await expect(world.ecs.deleteTaskSet({ ...where, taskSet })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const deleted = await world.ecs.deleteTaskSet({ ...where, taskSet, force: true });
    expect(deleted.taskSet?.status).toBe("DRAINING");
    await world.sim.clock.advance("1s");
    expect((await describeTaskSets()).taskSets).toEqual([]);
    expect(await services.taskArns()).toEqual([]);
  });

  test("of which nothing runs are deleted without force, whatever their scale", async () => {
    await external(0);
    const { id: taskSet } = await createTaskSet(100);
    const where = { cluster: "default", service: "web", taskSet };
    expect((await world.ecs.deleteTaskSet(where)).taskSet?.status).toBe("DRAINING");
    await world.sim.clock.advance("1s");
    expect((await describeTaskSets()).taskSets).toEqual([]);
  });

  test("follow the service's desired count", async () => {
    await external(1);
    await createTaskSet(100);
    await world.sim.clock.advance("1s");
    await services.update({ desiredCount: 4 });
    await world.sim.clock.advance("1s");
    expect(await services.taskArns()).toHaveLength(4);
  });

  test("whose tasks fail immediately are started again ever more slowly", async () => {
    world.sim.delays.set({ ecs: { ...instantTasks, serviceScheduling: 0 } });
    world.sim.ecs.onTask("job", { exitCode: 1 });
    await external(1);
    await createTaskSet(100);
    await world.sim.clock.advance("7s");
    const starts = world.sim.ecs.runs("job").map(({ createdAt }) => createdAt.getTime() - START.getTime());
    expect(starts).toEqual([0, 1_000, 3_000, 7_000]);
  });

  test("have tags", async () => {
    await external();
    const { taskSetArn: resourceArn = "" } = await createTaskSet(0);
    await world.ecs.tagResource({ resourceArn, tags: [{ key: "b", value: "2" }] });
    expect((await describeTaskSets()).taskSets?.[0]?.tags).toEqual([{ key: "b", value: "2" }]);
  });

  test("that are unknown are failures, or errors", async () => {
    await external();
    const id = "ecs-svc/1234567890123456789";
    expect((await describeTaskSets([id])).failures).toEqual([
      { arn: `${ARN}:task-set/default/web/${id}`, reason: "MISSING" },
    ]);
    const scale = { value: 1, unit: "PERCENT" } as const;
    const where = { cluster: "default", service: "web" };
    await expect(world.ecs.updateTaskSet({ ...where, taskSet: id, scale })).rejects.toMatchObject({
      name: "TaskSetNotFoundException",
    });
    await expect(createTaskSet(101)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("are for services with an external controller only", async () => {
    await world.ecs.registerTaskDefinition(JOB);
    await services.create();
    await expect(createTaskSet(100)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});
