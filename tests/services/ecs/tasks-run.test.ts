import type { RunTaskCommandInput } from "@aws-sdk/client-ecs";
import { describe, expect, test } from "vitest";
import { ROLE } from "./ecs-world.js";
import { JOB, NETWORK, RUN_JOB, refused, taskWorld } from "./task-world.js";

const world = taskWorld();

async function register(family: string, change: object): Promise<void> {
  await world.ecs.registerTaskDefinition({ ...JOB, family, ...change });
}

describe("RunTask starts", () => {
  test("B08 as many tasks as asked for, each with an ARN of its own", async () => {
    const { tasks = [] } = await world.ecs.runTask({ ...RUN_JOB, count: 10 });
    expect(new Set(tasks.map(({ taskArn }) => taskArn)).size).toBe(10);
    expect(tasks.map(({ lastStatus }) => lastStatus)).toEqual(
      Array.from({ length: 10 }, () => "PROVISIONING"),
    );
  });

  test("B25 with the settings of the request, which are returned", async () => {
    const { tasks = [] } = await world.ecs.runTask({
      ...RUN_JOB,
      group: "batch:nightly",
      startedBy: "scheduler/1",
      platformVersion: "LATEST",
      enableExecuteCommand: true,
      overrides: { taskRoleArn: ROLE },
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ["subnet-0b"], securityGroups: ["sg-1"], assignPublicIp: "ENABLED" },
      },
    });
    expect(tasks[0]).toMatchObject({
      group: "batch:nightly",
      startedBy: "scheduler/1",
      platformVersion: "1.4.0",
      launchType: "FARGATE",
      enableExecuteCommand: true,
      attachments: [{ details: [{ name: "subnetId", value: "subnet-0b" }] }],
    });
  });

  test("B25 the newest ACTIVE revision, a given one, or that of an ARN", async () => {
    await world.ecs.registerTaskDefinition(JOB);
    const arn = (revision: number) => `arn:aws:ecs:us-east-1:123456789012:task-definition/job:${revision}`;
    for (const [taskDefinition, expected] of [
      ["job", arn(2)],
      ["job:1", arn(1)],
      [arn(1), arn(1)],
    ] as const) {
      const { tasks = [] } = await world.ecs.runTask({ ...RUN_JOB, taskDefinition });
      expect(tasks[0]?.taskDefinitionArn).toBe(expected);
    }
  });

  test("B25 tags: its own, the definition's when propagated, and ECS's own", async () => {
    await register("tagged", {
      tags: [
        { key: "team", value: "a" },
        { key: "tier", value: "1" },
      ],
    });
    const taskArn = await world.run({
      taskDefinition: "tagged",
      propagateTags: "TASK_DEFINITION",
      enableECSManagedTags: true,
      tags: [{ key: "tier", value: "2" }],
    });
    expect((await world.describe(taskArn)).tags).toEqual([
      { key: "team", value: "a" },
      { key: "tier", value: "2" },
      { key: "aws:ecs:clusterName", value: "default" },
    ]);
    const { tasks = [] } = await world.ecs.describeTasks({ tasks: [taskArn] });
    expect(tasks[0]?.tags).toEqual([]);
  });

  test("B17 with overrides, echoed for every container", async () => {
    await register("pair", {
      containerDefinitions: [
        { name: "app", image: "a" },
        { name: "side", image: "b", cpu: 64, memory: 128 },
      ],
    });
    const override = {
      name: "side",
      command: ["run"],
      environment: [{ name: "A", value: "1" }],
      cpu: 128,
      memory: 256,
    };
    const taskArn = await world.run({
      taskDefinition: "pair",
      overrides: {
        containerOverrides: [override],
        cpu: "512",
        memory: "1024",
        taskRoleArn: "arn:aws:iam::123456789012:role/t",
      },
    });
    const task = await world.describe(taskArn);
    expect(task.overrides).toEqual({
      containerOverrides: [{ name: "app" }, override],
      inferenceAcceleratorOverrides: [],
      cpu: "512",
      memory: "1024",
      taskRoleArn: "arn:aws:iam::123456789012:role/t",
    });
    expect([task.cpu, task.memory]).toEqual(["512", "1024"]);
    expect(task.containers?.map(({ name, cpu, memory }) => ({ name, cpu, memory }))).toEqual([
      { name: "app", cpu: "0", memory: undefined },
      { name: "side", cpu: "128", memory: "256" },
    ]);
  });

  test("B25 on the providers of a strategy: the base first, then by weight", async () => {
    const { tasks = [] } = await world.ecs.runTask({
      taskDefinition: "job",
      networkConfiguration: NETWORK,
      count: 4,
      capacityProviderStrategy: [
        { capacityProvider: "FARGATE", base: 2, weight: 0 },
        { capacityProvider: "FARGATE_SPOT", weight: 1 },
      ],
    });
    expect(
      tasks.map(({ capacityProviderName, launchType }) => `${capacityProviderName} ${launchType}`),
    ).toEqual(["FARGATE FARGATE", "FARGATE FARGATE", "FARGATE_SPOT FARGATE", "FARGATE_SPOT FARGATE"]);
  });

  test("B25 by the cluster's default strategy without one in the request", async () => {
    await world.ecs.putClusterCapacityProviders({
      cluster: "default",
      capacityProviders: ["FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
    });
    const { tasks = [] } = await world.ecs.runTask({ taskDefinition: "job", networkConfiguration: NETWORK });
    expect(tasks[0]).toMatchObject({ capacityProviderName: "FARGATE_SPOT", launchType: "FARGATE" });
  });

  test("an ARM task on its architecture, with its storage", async () => {
    await register("arm", {
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
      ephemeralStorage: { sizeInGiB: 40 },
    });
    expect(await world.describe(await world.run({ taskDefinition: "arm" }))).toMatchObject({
      attributes: [{ name: "ecs.cpu-architecture", value: "arm64" }],
      ephemeralStorage: { sizeInGiB: 40 },
    });
  });
});

describe("a clientToken", () => {
  test("repeated with the same request, starts no more tasks", async () => {
    const first = await world.ecs.runTask({ ...RUN_JOB, clientToken: "t", count: 2 });
    const again = await world.ecs.runTask({ ...RUN_JOB, clientToken: "t", count: 2 });
    expect(again.tasks).toEqual(first.tasks);
    expect(world.sim.ecs.tasks()).toHaveLength(2);
  });

  test("repeated with another request is a conflict that names the tasks", async () => {
    const taskArn = await world.run({ clientToken: "t" });
    await expect(world.ecs.runTask({ ...RUN_JOB, clientToken: "t", count: 2 })).rejects.toMatchObject({
      name: "ConflictException",
      message: "The clientToken is already in use with a different RunTask request.",
      resourceIds: [taskArn],
    });
  });
});

describe("RunTask rejects", () => {
  const errors: [
    what: string,
    input: Partial<RunTaskCommandInput>,
    name: string,
    message: string | RegExp,
  ][] = [
    ["an unknown cluster", { cluster: "x" }, "ClusterNotFoundException", "Cluster not found."],
    ["an unknown family", { taskDefinition: "x" }, "ClientException", "TaskDefinition not found."],
    ["an unknown revision", { taskDefinition: "job:9" }, "ClientException", "TaskDefinition not found."],
    ["more than ten tasks", { count: 11 }, "InvalidParameterException", "count cannot be greater than 10."],
    ["no task", { count: 0 }, "InvalidParameterException", "count must be at least 1."],
    [
      "B25 startedBy of 129 characters",
      { startedBy: "x".repeat(129) },
      "InvalidParameterException",
      "startedBy should not be longer than 128 characters.",
    ],
    [
      "B25 startedBy with spaces",
      { startedBy: "by hand" },
      "InvalidParameterException",
      "startedBy contains invalid characters.",
    ],
    [
      "B25 a client token of 65 characters",
      { clientToken: "x".repeat(65) },
      "InvalidParameterException",
      "clientToken should not be longer than 64 characters.",
    ],
    [
      "B25 a client token with a space",
      { clientToken: "a b" },
      "InvalidParameterException",
      "clientToken contains invalid characters.",
    ],
    [
      "B25 tags of a service, which it has not",
      { propagateTags: "SERVICE" },
      "InvalidParameterException",
      "Tags cannot be propagated from a service: RunTask starts tasks without one.",
    ],
    [
      "B25 ExecuteCommand without a task role",
      { enableExecuteCommand: true },
      "InvalidParameterException",
      "The task couldn't be started because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    ],
    ["an empty list of tags", { tags: [] }, "InvalidParameterException", "Tags can not be empty."],
    [
      "both a launch type and a strategy",
      { capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }] },
      "InvalidParameterException",
      "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    ],
    [
      "awsvpc without a network configuration",
      { networkConfiguration: undefined },
      "InvalidParameterException",
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      "no subnets",
      { networkConfiguration: { awsvpcConfiguration: { subnets: [] } } },
      "InvalidParameterException",
      "subnets can not be empty.",
    ],
    [
      "17 subnets",
      {
        networkConfiguration: {
          awsvpcConfiguration: { subnets: Array.from({ length: 17 }, (_, i) => `subnet-${i}`) },
        },
      },
      "InvalidParameterException",
      "subnets can have at most 16 items.",
    ],
    [
      "the launch type EC2, which has no instances",
      { launchType: "EC2" },
      "InvalidParameterException",
      "No Container Instances were found in your cluster.",
    ],
    [
      "no launch type at all, which is EC2",
      { launchType: undefined },
      "InvalidParameterException",
      "No Container Instances were found in your cluster.",
    ],
    [
      "B17 an override of an unknown container",
      { overrides: { containerOverrides: [{ name: "x" }] } },
      "InvalidParameterException",
      "Override for container named x is not a container in the TaskDefinition.",
    ],
    [
      "overrides that are too long",
      { overrides: { containerOverrides: [{ name: "app", command: ["x".repeat(9_000)] }] } },
      "InvalidParameterException",
      /8192/,
    ],
    [
      "an unknown platform",
      { platformVersion: "9.9.9" },
      "PlatformUnknownException",
      "The specified platform does not exist.",
    ],
  ];

  test.each(errors)("%s", async (_, input, name, message) => {
    await expect(world.ecs.runTask({ ...RUN_JOB, ...input })).rejects.toMatchObject(refused(name, message));
    expect(world.sim.ecs.tasks()).toEqual([]);
  });

  test("B06 a deregistered revision", async () => {
    await world.ecs.deregisterTaskDefinition({ taskDefinition: "job:1" });
    await expect(world.ecs.runTask({ ...RUN_JOB, taskDefinition: "job:1" })).rejects.toMatchObject(
      refused("ClientException", "TaskDefinition is inactive"),
    );
  });

  test("a deleted cluster", async () => {
    await world.ecs.deleteCluster({ cluster: "default" });
    await expect(world.ecs.runTask(RUN_JOB)).rejects.toMatchObject(
      refused("ClusterNotFoundException", "The referenced cluster was inactive."),
    );
  });

  test("a network configuration for another network mode", async () => {
    await world.ecs.registerTaskDefinition({
      family: "bridged",
      containerDefinitions: [{ name: "app", image: "a", memory: 64 }],
    });
    const input = { taskDefinition: "bridged", launchType: "EC2", networkConfiguration: NETWORK } as const;
    await expect(world.ecs.runTask(input)).rejects.toMatchObject(
      refused(
        "InvalidParameterException",
        "Network Configuration is not valid for the given networkMode of this task definition.",
      ),
    );
    await expect(world.ecs.runTask({ ...input, launchType: "FARGATE" })).rejects.toMatchObject(
      refused("InvalidParameterException", "Task definition does not support launch_type FARGATE."),
    );
  });
});

describe("StartTask", () => {
  test("finds no container instance", async () => {
    const answer = await world.ecs.startTask({
      taskDefinition: "job",
      containerInstances: ["i"],
      networkConfiguration: NETWORK,
    });
    expect(answer.tasks).toEqual([]);
    expect(answer.failures).toEqual([
      { arn: "arn:aws:ecs:us-east-1:123456789012:container-instance/default/i", reason: "MISSING" },
    ]);
  });

  test("checks what RunTask checks", async () => {
    const input = { taskDefinition: "job", containerInstances: ["i"] };
    await expect(world.ecs.startTask(input)).rejects.toMatchObject(
      refused(
        "InvalidParameterException",
        "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
      ),
    );
    await expect(world.ecs.startTask({ ...input, taskDefinition: "x" })).rejects.toMatchObject(
      refused("ClientException", "TaskDefinition not found."),
    );
  });
});
