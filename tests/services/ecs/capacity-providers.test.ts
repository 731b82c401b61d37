import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { awsError, simulatedEcs } from "./ecs-world.js";

const aws = simulatedEcs();

const ARN = "arn:aws:ecs:us-east-1:123456789012:capacity-provider";
const GROUP = "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/g";
const FARGATE = ["FARGATE", "FARGATE_SPOT"].map((name) => ({
  capacityProviderArn: `${ARN}/${name}`,
  name,
  status: "ACTIVE",
  tags: [],
  type: name,
}));

function provider(name: string, change: object = {}) {
  return {
    capacityProviderArn: `${ARN}/${name}`,
    name,
    status: "ACTIVE",
    type: "EC2_AUTOSCALING",
    autoScalingGroupProvider: {
      autoScalingGroupArn: GROUP,
      managedScaling: {
        status: "DISABLED",
        targetCapacity: 100,
        minimumScalingStepSize: 1,
        maximumScalingStepSize: 10_000,
        instanceWarmupPeriod: 300,
      },
      managedTerminationProtection: "DISABLED",
      managedDraining: "ENABLED",
    },
    tags: [],
    ...change,
  };
}

function create(name: string, change: object = {}) {
  return aws.ecs.createCapacityProvider({
    name,
    autoScalingGroupProvider: { autoScalingGroupArn: GROUP },
    ...change,
  });
}

describe("CreateCapacityProvider", () => {
  test("answers with AWS's defaults", async () => {
    const tags = [{ key: "a", value: "1" }];
    expect(await body(create("mine", { tags }))).toEqual({ capacityProvider: provider("mine", { tags }) });
  });

  test.each(["aws-x", "ECSx", "fargate1", "a b", ""])("rejects the name %j", async (name) => {
    await expect(create(name)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringMatching(/^The specified capacity provider name is invalid\./),
    });
  });

  test("rejects a name twice, and termination protection without managed scaling", async () => {
    await create("mine");
    await expect(create("mine")).rejects.toMatchObject(awsError("ClientException"));
    const autoScalingGroupProvider = { autoScalingGroupArn: GROUP, managedTerminationProtection: "ENABLED" };
    await expect(create("other", { autoScalingGroupProvider })).rejects.toMatchObject(
      awsError("InvalidParameterException"),
    );
    await expect(aws.ecs.createCapacityProvider({ name: "none" })).rejects.toMatchObject(
      awsError("InvalidParameterException"),
    );
  });

  test("rejects a 101st", async () => {
    for (let i = 0; i < 100; i++) await create(`p${i}`);
    await expect(create("p100")).rejects.toMatchObject(awsError("LimitExceededException"));
  });

  test("managed instances take their time and belong to a cluster", async () => {
    await aws.ecs.createCluster({});
    const managedInstancesProvider = {
      infrastructureRoleArn: "arn:aws:iam::123456789012:role/infrastructure",
      instanceLaunchTemplate: {
        ec2InstanceProfileArn: "arn:aws:iam::123456789012:instance-profile/p",
        networkConfiguration: { subnets: ["subnet-1"] },
      },
    };
    const made = {
      capacityProviderArn: `${ARN}/own`,
      name: "own",
      cluster: "default",
      managedInstancesProvider,
      tags: [],
      type: "MANAGED_INSTANCES",
    };
    const input = { name: "own", cluster: "default", managedInstancesProvider };
    expect((await aws.ecs.createCapacityProvider(input)).capacityProvider).toEqual({
      ...made,
      status: "PROVISIONING",
      updateStatus: "CREATE_IN_PROGRESS",
    });
    await aws.sim.clock.advance("2s");
    expect((await aws.ecs.describeCapacityProviders({ cluster: "default" })).capacityProviders).toEqual([
      { ...made, status: "ACTIVE", updateStatus: "CREATE_COMPLETE" },
    ]);
  });
});

describe("DescribeCapacityProviders", () => {
  test("lists Fargate's first, then the account's, in pages", async () => {
    await create("b");
    await create("a", { tags: [{ key: "k", value: "v" }] });
    const first = await aws.ecs.describeCapacityProviders({ maxResults: 3 });
    const second = await aws.ecs.describeCapacityProviders({ maxResults: 3, nextToken: first.nextToken });
    expect([first.capacityProviders, second.capacityProviders, second.nextToken]).toEqual([
      [...FARGATE, provider("a")],
      [provider("b")],
      undefined,
    ]);
  });

  test("by name or ARN, with failures, and tags on request", async () => {
    const tags = [{ key: "k", value: "v" }];
    await create("a", { tags });
    const capacityProviders = ["FARGATE", `${ARN}/a`, "no"];
    expect(await body(aws.ecs.describeCapacityProviders({ capacityProviders, include: ["TAGS"] }))).toEqual({
      capacityProviders: [FARGATE[0], provider("a", { tags })],
      failures: [{ arn: `${ARN}/no`, reason: "MISSING" }],
    });
  });
});

describe("UpdateCapacityProvider", () => {
  test("changes what it names, and is done later", async () => {
    await create("a");
    const update = { managedScaling: { status: "ENABLED" as const, targetCapacity: 80 } };
    const changed = provider("a", {
      autoScalingGroupProvider: {
        ...provider("a").autoScalingGroupProvider,
        managedScaling: {
          ...provider("a").autoScalingGroupProvider.managedScaling,
          status: "ENABLED",
          targetCapacity: 80,
        },
      },
    });
    const answer = await aws.ecs.updateCapacityProvider({ name: "a", autoScalingGroupProvider: update });
    expect(answer.capacityProvider).toEqual({ ...changed, updateStatus: "UPDATE_IN_PROGRESS" });
    await expect(aws.ecs.updateCapacityProvider({ name: "a" })).rejects.toMatchObject(
      awsError("UpdateInProgressException"),
    );
    await aws.sim.clock.advance("2s");
    expect((await aws.ecs.describeCapacityProviders({ capacityProviders: ["a"] })).capacityProviders).toEqual(
      [{ ...changed, updateStatus: "UPDATE_COMPLETE" }],
    );
  });

  test("rejects unknown providers and Fargate's", async () => {
    await expect(aws.ecs.updateCapacityProvider({ name: "no" })).rejects.toMatchObject(
      awsError("InvalidParameterException"),
    );
    await expect(aws.ecs.updateCapacityProvider({ name: "FARGATE" })).rejects.toMatchObject(
      awsError("ClientException"),
    );
  });
});

describe("DeleteCapacityProvider", () => {
  test("goes through DELETE_IN_PROGRESS to nothing", async () => {
    await create("a");
    const answer = await aws.ecs.deleteCapacityProvider({ capacityProvider: `${ARN}/a` });
    expect(answer.capacityProvider).toEqual(provider("a", { updateStatus: "DELETE_IN_PROGRESS" }));
    await aws.sim.clock.advance("2s");
    expect(await body(aws.ecs.describeCapacityProviders({ capacityProviders: ["a"] }))).toEqual({
      capacityProviders: [],
      failures: [{ arn: `${ARN}/a`, reason: "MISSING" }],
    });
  });

  test("rejects one that a cluster uses", async () => {
    await create("a");
    await aws.ecs.createCluster({ capacityProviders: ["a"] });
    await expect(aws.ecs.deleteCapacityProvider({ capacityProvider: "a" })).rejects.toMatchObject(
      awsError("ResourceInUseException"),
    );
    await aws.ecs.deleteCluster({ cluster: "default" });
    const { capacityProvider } = await aws.ecs.deleteCapacityProvider({ capacityProvider: "a" });
    expect(capacityProvider?.updateStatus).toBe("DELETE_IN_PROGRESS");
  });
});

describe("a cluster with the provider of an Auto Scaling group", () => {
  const empty = { cluster: "default", capacityProviders: [], defaultCapacityProviderStrategy: [] };

  test("is busy until the group is attached", async () => {
    await create("a");
    await aws.ecs.createCluster({ capacityProviders: [] });
    const { cluster } = await aws.ecs.putClusterCapacityProviders({ ...empty, capacityProviders: ["a"] });
    expect([
      cluster?.attachmentsStatus,
      cluster?.attachments?.map(({ type, status }) => [type, status]),
    ]).toEqual(["UPDATE_IN_PROGRESS", [["as_policy", "CREATING"]]]);
    await expect(aws.ecs.putClusterCapacityProviders(empty)).rejects.toMatchObject(
      awsError(
        "UpdateInProgressException",
        "The specified cluster is in a busy state. Cluster attachments must be in UPDATE_COMPLETE or UPDATE_FAILED state before they can be updated. Wait and try again.",
      ),
    );
    await aws.sim.clock.advance("2s");
    const { clusters } = await aws.ecs.describeClusters({ include: ["ATTACHMENTS"] });
    expect(
      clusters?.map(({ attachmentsStatus, attachments }) => [attachmentsStatus, attachments?.[0]?.status]),
    ).toEqual([["UPDATE_COMPLETE", "CREATED"]]);
    const emptied = await aws.ecs.putClusterCapacityProviders(empty);
    expect(emptied.cluster?.attachmentsStatus).toBeUndefined();
  });

  test("cannot mix it with Fargate in one strategy", async () => {
    await create("a");
    await aws.ecs.createCluster({});
    const defaultCapacityProviderStrategy = ["a", "FARGATE"].map((capacityProvider) => ({
      capacityProvider,
      weight: 1,
    }));
    const request = { ...empty, capacityProviders: ["a", "FARGATE"], defaultCapacityProviderStrategy };
    await expect(aws.ecs.putClusterCapacityProviders(request)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringMatching(/^A capacity provider strategy cannot contain a mix/),
    });
  });
});
