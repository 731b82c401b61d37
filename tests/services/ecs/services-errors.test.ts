import type { CreateServiceCommandInput, UpdateServiceCommandInput } from "@aws-sdk/client-ecs";
import { describe, expect, test } from "vitest";
import { serviceWorld, WEB } from "./service-world.js";
import { JOB } from "./task-world.js";

const { services, world } = serviceWorld();

const INVALID = "InvalidParameterException";
const DAEMON = { schedulingStrategy: "DAEMON", launchType: "EC2", desiredCount: undefined } as const;

describe("CreateService rejects", () => {
  const errors: [what: string, input: Partial<CreateServiceCommandInput>, name: string, message: string][] = [
    ["an unknown cluster", { cluster: "x" }, "ClusterNotFoundException", "Cluster not found."],
    ["a bad name", { serviceName: "a b" }, INVALID, "Invalid service name."],
    [
      "a client token of 37 characters",
      { clientToken: "x".repeat(37) },
      INVALID,
      "clientToken should not be longer than 36 characters.",
    ],
    ["an unknown task definition", { taskDefinition: "x" }, "ClientException", "TaskDefinition not found."],
    ["no task definition", { taskDefinition: undefined }, INVALID, "TaskDefinition can not be blank."],
    [
      "ExecuteCommand without a task role",
      { enableExecuteCommand: true },
      INVALID,
      "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    ],
    ["no desired count", { desiredCount: undefined }, INVALID, "DesiredCount can not be blank."],
    ["a negative desired count", { desiredCount: -1 }, INVALID, "desiredCount cannot be negative."],
    ["an empty list of tags", { tags: [] }, INVALID, "Tags can not be empty."],
    [
      "both a launch type and a strategy",
      { capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }] },
      INVALID,
      "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    ],
    [
      "a strategy without weight",
      { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 0 }] },
      INVALID,
      "There are no capacity providers in the capacity provider strategy with a weight value greater than zero. Specify a weight value greater than zero for at least one capacity provider and try again.",
    ],
    [
      "two bases",
      {
        launchType: undefined,
        capacityProviderStrategy: [
          { capacityProvider: "FARGATE", weight: 1, base: 1 },
          { capacityProvider: "FARGATE_SPOT", weight: 1, base: 1 },
        ],
      },
      INVALID,
      "There are multiple capacity providers in the specified capacity provider strategy with a base value defined. Specify only one base value and try again.",
    ],
    [
      "awsvpc without a network configuration",
      { networkConfiguration: undefined },
      INVALID,
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      "an unknown platform",
      { platformVersion: "9" },
      "PlatformUnknownException",
      "The specified platform does not exist.",
    ],
    [
      "a platform version on EC2",
      { launchType: "EC2", platformVersion: "1.4.0" },
      INVALID,
      "The platform version must be null when specifying an EC2 launch type.",
    ],
    [
      "a desired count for daemons",
      { ...DAEMON, desiredCount: 1 },
      INVALID,
      "The daemon scheduling strategy does not support a desired count for services. Remove a desired count value and try again",
    ],
    [
      "more than 100 % of daemons",
      { ...DAEMON, deploymentConfiguration: { maximumPercent: 200 } },
      INVALID,
      "The daemon scheduling strategy does not support values above 100 for maximumPercent",
    ],
    [
      "a placement strategy for daemons",
      { ...DAEMON, placementStrategy: [{ type: "random" }] },
      INVALID,
      "The daemon scheduling strategy does not support placement strategies",
    ],
    [
      "daemons on Fargate",
      { ...DAEMON, launchType: "FARGATE" },
      INVALID,
      "The daemon scheduling strategy does not support the FARGATE launch type",
    ],
    [
      "bounds that block deployments",
      { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      INVALID,
      "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments",
    ],
    [
      "a load balancer for an unknown container",
      { loadBalancers: [{ targetGroupArn: "arn:tg", containerName: "x", containerPort: 80 }] },
      INVALID,
      "The container x does not exist in the task definition.",
    ],
    [
      "a load balancer for an unknown port",
      { loadBalancers: [{ targetGroupArn: "arn:tg", containerName: "app", containerPort: 80 }] },
      INVALID,
      "The container app did not have a container port 80 defined.",
    ],
    [
      "both kinds of load balancer at once",
      {
        loadBalancers: [
          { targetGroupArn: "arn:tg", loadBalancerName: "lb", containerName: "app", containerPort: 80 },
        ],
      },
      INVALID,
      "loadBalancerName and targetGroupArn cannot both be specified",
    ],
    [
      "a classic load balancer on Fargate",
      { loadBalancers: [{ loadBalancerName: "lb", containerName: "app", containerPort: 80 }] },
      INVALID,
      "Classic Load Balancers are not supported with Fargate",
    ],
    [
      "CODE_DEPLOY without a load balancer",
      { deploymentController: { type: "CODE_DEPLOY" } },
      INVALID,
      "To use the CODE_DEPLOY deployment controller, the service requires an Application Load Balancer or Network Load Balancer.",
    ],
    [
      "a grace period without a load balancer",
      { healthCheckGracePeriodSeconds: 10 },
      INVALID,
      "Health check grace period is only valid for services configured to use load balancers",
    ],
    [
      "an unknown volume",
      {
        volumeConfigurations: [
          { name: "data", managedEBSVolume: { roleArn: "arn:aws:iam::123456789012:role/ebs" } },
        ],
      },
      INVALID,
      "The volume name 'data' in your request does not have a matching volume in your Task Definition",
    ],
    [
      "a Service Connect alias that is no DNS name",
      {
        serviceConnectConfiguration: {
          enabled: true,
          services: [{ portName: "web", clientAliases: [{ port: 80, dnsName: "not a name" }] }],
        },
      },
      INVALID,
      "The DNS name that you provided is invalid",
    ],
  ];

  test.each(errors)("%s", async (_, input, name, message) => {
    await expect(world.ecs.createService({ ...WEB, ...input })).rejects.toMatchObject({ name, message });
    expect(world.sim.ecs.services()).toEqual([]);
  });

  test("a deregistered task definition", async () => {
    await world.ecs.deregisterTaskDefinition({ taskDefinition: "job:1" });
    await expect(services.create({ taskDefinition: "job:1" })).rejects.toMatchObject({
      name: "ClientException",
      message: "TaskDefinition is inactive",
    });
  });

  test("a deleted cluster", async () => {
    await world.ecs.deleteCluster({ cluster: "default" });
    await expect(services.create()).rejects.toMatchObject({
      name: "ClusterNotFoundException",
      message: "The referenced cluster was inactive.",
    });
  });
});

describe("UpdateService rejects", () => {
  const errors: [what: string, input: Partial<UpdateServiceCommandInput>, name: string, message: string][] = [
    ["an unknown service", { service: "x" }, "ServiceNotFoundException", "Service not found."],
    ["an unknown cluster", { cluster: "x" }, "ClusterNotFoundException", "Cluster not found."],
    ["an unknown task definition", { taskDefinition: "x" }, "ClientException", "TaskDefinition not found."],
    ["a deregistered one", { taskDefinition: "old:1" }, "ClientException", "TaskDefinition is inactive"],
    [
      "ExecuteCommand without a task role",
      { enableExecuteCommand: true },
      INVALID,
      "The service couldn't be updated because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    ],
    ["a negative desired count", { desiredCount: -1 }, INVALID, "desiredCount cannot be negative."],
  ];

  test.each(errors)("%s", async (_, input, name, message) => {
    await world.ecs.registerTaskDefinition({ ...JOB, family: "old" });
    await world.ecs.deregisterTaskDefinition({ taskDefinition: "old:1" });
    const before = await services.create();
    await expect(services.update(input)).rejects.toMatchObject({ name, message });
    expect(await services.describe()).toMatchObject({ deployments: before.deployments });
  });

  test("new deployments of a service that CodeDeploy deploys", async () => {
    await world.ecs.registerTaskDefinition({
      ...JOB,
      containerDefinitions: [{ name: "app", image: "a", portMappings: [{ containerPort: 80 }] }],
    });
    await services.create({
      deploymentController: { type: "CODE_DEPLOY" },
      loadBalancers: [{ targetGroupArn: "arn:tg", containerName: "app", containerPort: 80 }],
    });
    await expect(services.update({ taskDefinition: "job:1" })).rejects.toMatchObject({
      name: INVALID,
      message:
        "Unable to update task definition on services with a CODE_DEPLOY deployment controller. Please use Code Deploy to trigger a new deployment.",
    });
    await expect(services.update({ forceNewDeployment: true })).rejects.toMatchObject({
      name: INVALID,
      message:
        "Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.",
    });
  });
});

describe("DescribeServices rejects", () => {
  test("none, more than ten, and an unknown cluster", async () => {
    await expect(world.ecs.describeServices({ services: [] })).rejects.toMatchObject({
      name: INVALID,
      message: "Services cannot be empty.",
    });
    const many = Array.from({ length: 11 }, (_, index) => `s${index}`);
    await expect(world.ecs.describeServices({ services: many })).rejects.toMatchObject({ name: INVALID });
    await expect(world.ecs.describeServices({ cluster: "x", services: ["web"] })).rejects.toMatchObject({
      name: "ClusterNotFoundException",
    });
  });
});
