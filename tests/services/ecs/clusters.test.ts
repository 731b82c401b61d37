import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { awsError, simulatedEcs } from "./ecs-world.js";

const aws = simulatedEcs();

const ARN = "arn:aws:ecs:us-east-1:123456789012:cluster";

function cluster(clusterName: string, change: object = {}) {
  return {
    clusterArn: `${ARN}/${clusterName}`,
    clusterName,
    status: "ACTIVE",
    registeredContainerInstancesCount: 0,
    runningTasksCount: 0,
    pendingTasksCount: 0,
    activeServicesCount: 0,
    statistics: [],
    tags: [],
    settings: [],
    capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    defaultCapacityProviderStrategy: [],
    ...change,
  };
}

const INSIGHTS_OFF = [{ name: "containerInsights", value: "disabled" }];

describe("CreateCluster", () => {
  test("B01: without arguments makes `default` with Fargate's capacity providers", async () => {
    expect(await body(aws.ecs.createCluster({}))).toEqual({
      cluster: cluster("default", { settings: INSIGHTS_OFF }),
    });
  });

  test("B01: shows what it was given", async () => {
    const answer = await body(
      aws.ecs.createCluster({
        clusterName: "jobs",
        tags: [{ key: "team", value: "data" }, { key: "flag" }],
        settings: [{ name: "containerInsights", value: "enhanced" }],
        configuration: { executeCommandConfiguration: { logging: "DEFAULT" } },
        serviceConnectDefaults: { namespace: "internal" },
        capacityProviders: ["FARGATE_SPOT"],
        defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
      }),
    );
    expect(answer).toEqual({
      cluster: cluster("jobs", {
        tags: [
          { key: "team", value: "data" },
          { key: "flag", value: "" },
        ],
        settings: [{ name: "containerInsights", value: "enhanced" }],
        configuration: { executeCommandConfiguration: { logging: "DEFAULT" } },
        serviceConnectDefaults: { namespace: aws.sim.cloudMap.namespaces()[0]?.Arn },
        capacityProviders: ["FARGATE_SPOT"],
        defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }],
      }),
    });
  });

  test("B01: the same name again answers with the cluster as it is", async () => {
    const first = await body(
      aws.ecs.createCluster({ clusterName: "jobs", tags: [{ key: "a", value: "1" }] }),
    );
    const settings = [{ name: "containerInsights" as const, value: "enabled" }];
    expect(await body(aws.ecs.createCluster({ clusterName: "jobs", settings }))).toEqual(first);
    expect((await aws.ecs.listClusters({})).clusterArns).toEqual([`${ARN}/jobs`]);
  });

  test("creates a deleted cluster again", async () => {
    await aws.ecs.createCluster({ clusterName: "jobs", tags: [{ key: "a", value: "1" }] });
    await aws.ecs.deleteCluster({ cluster: "jobs" });
    await aws.ecs.createCluster({ clusterName: "jobs" });
    await aws.sim.clock.advance("2h");
    const { clusters } = await aws.ecs.describeClusters({ clusters: ["jobs"], include: ["TAGS"] });
    expect(clusters).toEqual([cluster("jobs")]);
  });

  test("the hour of a deleted cluster starts again when it is made and deleted again", async () => {
    await aws.ecs.createCluster({});
    await aws.ecs.deleteCluster({ cluster: "default" });
    await aws.sim.clock.advance("30m");
    await aws.ecs.createCluster({});
    await aws.ecs.deleteCluster({ cluster: "default" });
    const statuses = async () => (await aws.ecs.describeClusters({})).clusters?.map(({ status }) => status);
    await aws.sim.clock.advance("59m");
    expect(await statuses()).toEqual(["INACTIVE"]);
    await aws.sim.clock.advance("1m");
    expect(await statuses()).toEqual([]);
  });

  test.each(["a b", "a.b", "x".repeat(256), "ümlaut"])("rejects the name %j", async (clusterName) => {
    await expect(aws.ecs.createCluster({ clusterName })).rejects.toMatchObject(
      awsError("InvalidParameterException", "Invalid cluster name"),
    );
    expect((await aws.ecs.listClusters({})).clusterArns).toEqual([]);
  });

  test("rejects settings, tags and strategies that AWS does not accept", async () => {
    const refused = (input: Parameters<typeof aws.ecs.createCluster>[0]) =>
      expect(aws.ecs.createCluster(input)).rejects.toMatchObject(awsError("InvalidParameterException"));
    await refused({ settings: [{ name: "containerInsights", value: "loud" }] });
    await refused({ tags: [{ key: "aws:x", value: "1" }] });
    await refused({
      tags: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    });
    await refused({ capacityProviders: ["mine"] });
    await refused({
      capacityProviders: [],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE" }],
    });
  });
});

describe("DescribeClusters", () => {
  test("B02: by name and ARN, and a failure for what does not exist", async () => {
    await aws.ecs.createCluster({ clusterName: "jobs" });
    const answer = await body(
      aws.ecs.describeClusters({
        clusters: [
          "jobs",
          `${ARN}/jobs`,
          "no",
          `${ARN}/none`,
          `${ARN.replace("us-east-1", "eu-west-1")}/jobs`,
        ],
      }),
    );
    expect(answer).toEqual({
      clusters: [cluster("jobs"), cluster("jobs")],
      failures: [
        { arn: `${ARN}/no`, reason: "MISSING" },
        { arn: `${ARN}/none`, reason: "MISSING" },
        { arn: "arn:aws:ecs:eu-west-1:123456789012:cluster/jobs", reason: "MISSING" },
      ],
    });
  });

  test("without names describes `default`", async () => {
    const failures = [{ arn: `${ARN}/default`, reason: "MISSING" }];
    expect(await body(aws.ecs.describeClusters({}))).toEqual({ clusters: [], failures });
    await aws.ecs.createCluster({});
    expect(await body(aws.ecs.describeClusters({}))).toEqual({
      clusters: [cluster("default")],
      failures: [],
    });
  });

  test("shows settings, tags, configuration and statistics only when they are asked for", async () => {
    const configuration = { executeCommandConfiguration: { logging: "NONE" as const } };
    await aws.ecs.createCluster({ tags: [{ key: "a", value: "1" }], configuration });
    const { clusters } = await aws.ecs.describeClusters({ include: ["SETTINGS", "TAGS", "CONFIGURATIONS"] });
    const settings = [{ name: "containerInsights", value: "disabled" }];
    expect(clusters).toEqual([
      cluster("default", { settings, tags: [{ key: "a", value: "1" }], configuration }),
    ]);
    const counted = await aws.ecs.describeClusters({ include: ["STATISTICS"] });
    expect(counted.clusters?.[0]?.statistics).toContainEqual({
      name: "runningFargateTasksCount",
      value: "0",
    });
  });

  test("rejects more than 100 in a request", async () => {
    const clusters = Array.from({ length: 101 }, (_, index) => `c${index}`);
    await expect(aws.ecs.describeClusters({ clusters })).rejects.toMatchObject(
      awsError("InvalidParameterException"),
    );
  });
});

describe("ListClusters", () => {
  test("lists ACTIVE clusters in pages that join to the whole", async () => {
    for (const clusterName of ["d", "a", "c", "b", "e"]) await aws.ecs.createCluster({ clusterName });
    await aws.ecs.deleteCluster({ cluster: "c" });
    const first = await aws.ecs.listClusters({ maxResults: 2 });
    const second = await aws.ecs.listClusters({ maxResults: 2, nextToken: first.nextToken });
    expect([first.clusterArns, second.clusterArns, second.nextToken]).toEqual([
      [`${ARN}/a`, `${ARN}/b`],
      [`${ARN}/d`, `${ARN}/e`],
      undefined,
    ]);
  });

  test.each([0, 101, -1])("rejects maxResults %i", async (maxResults) => {
    await expect(aws.ecs.listClusters({ maxResults })).rejects.toMatchObject(
      awsError("InvalidParameterException"),
    );
  });

  test("rejects an unknown token", async () => {
    await expect(aws.ecs.listClusters({ nextToken: "bm9uZQ" })).rejects.toMatchObject(
      awsError("InvalidParameterException", "Invalid token"),
    );
  });

  test("keeps accounts and regions apart", async () => {
    const other = aws.elsewhere({ accountId: "210987654321" });
    const west = aws.elsewhere({ region: "eu-west-1" });
    await aws.ecs.createCluster({ clusterName: "mine" });
    await other.createCluster({ clusterName: "theirs" });
    await west.createCluster({ clusterName: "west" });
    expect((await aws.ecs.listClusters({})).clusterArns).toEqual([`${ARN}/mine`]);
    expect((await other.listClusters({})).clusterArns).toEqual([
      "arn:aws:ecs:us-east-1:210987654321:cluster/theirs",
    ]);
    expect((await west.listClusters({})).clusterArns).toEqual([
      "arn:aws:ecs:eu-west-1:123456789012:cluster/west",
    ]);
  });
});

describe("DeleteCluster", () => {
  test("B03: answers INACTIVE, and again; it is listed no more and forgotten an hour later", async () => {
    await aws.ecs.createCluster({ clusterName: "jobs" });
    const deleted = { cluster: cluster("jobs", { status: "INACTIVE", settings: INSIGHTS_OFF }) };
    expect(await body(aws.ecs.deleteCluster({ cluster: "jobs" }))).toEqual(deleted);
    expect(await body(aws.ecs.deleteCluster({ cluster: `${ARN}/jobs` }))).toEqual(deleted);
    expect((await aws.ecs.listClusters({})).clusterArns).toEqual([]);
    expect((await aws.ecs.describeClusters({ clusters: ["jobs"] })).clusters).toEqual([
      cluster("jobs", { status: "INACTIVE" }),
    ]);
    await aws.sim.clock.advance("1h");
    expect(await body(aws.ecs.describeClusters({ clusters: ["jobs"] }))).toEqual({
      clusters: [],
      failures: [{ arn: `${ARN}/jobs`, reason: "MISSING" }],
    });
  });

  test("B02, B03: counts its tasks, and cannot be deleted while there are any", async () => {
    await aws.ecs.createCluster({});
    await aws.ecs.registerTaskDefinition({
      family: "job",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "app", image: "app" }],
    });
    const { tasks } = await aws.ecs.runTask({
      taskDefinition: "job",
      count: 2,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    });
    const { clusters } = await aws.ecs.describeClusters({});
    expect(clusters).toEqual([cluster("default", { pendingTasksCount: 2 })]);
    await expect(aws.ecs.deleteCluster({ cluster: "default" })).rejects.toMatchObject(
      awsError("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active."),
    );
    for (const { taskArn } of tasks ?? []) await aws.ecs.stopTask({ task: taskArn });
    await aws.sim.clock.advance("5m");
    expect((await aws.ecs.deleteCluster({ cluster: "default" })).cluster?.status).toBe("INACTIVE");
  });

  test("B03: rejects a cluster that never existed", async () => {
    await expect(aws.ecs.deleteCluster({ cluster: "no" })).rejects.toMatchObject(
      awsError("ClusterNotFoundException", "Cluster not found."),
    );
  });

  test("A07: the cluster must be named", async () => {
    await expect(aws.ecs.deleteCluster({ cluster: undefined })).rejects.toMatchObject(
      awsError("InvalidParameterException", "Cluster can not be blank."),
    );
  });
});

describe("changes", () => {
  test("UpdateCluster changes what it names and leaves the rest", async () => {
    const tags = [{ key: "a", value: "1" }];
    const configuration = { executeCommandConfiguration: { logging: "DEFAULT" as const } };
    await aws.ecs.createCluster({ tags, serviceConnectDefaults: { namespace: "internal" } });
    const settings = [{ name: "containerInsights" as const, value: "enabled" }];
    expect(await body(aws.ecs.updateCluster({ cluster: "default", settings, configuration }))).toEqual({
      cluster: cluster("default", {
        tags,
        settings,
        configuration,
        serviceConnectDefaults: { namespace: aws.sim.cloudMap.namespaces()[0]?.Arn },
      }),
    });
    const cleared = await aws.ecs.updateCluster({
      cluster: "default",
      serviceConnectDefaults: { namespace: "" },
    });
    expect(cleared.cluster).toEqual(cluster("default", { tags, settings, configuration }));
  });

  test("the default namespace of Service Connect is found by name or ARN, or created", async () => {
    const namespaceOf = async (namespace: string) => {
      const { cluster } = await aws.ecs.createCluster({
        clusterName: `c${namespace.length}`,
        serviceConnectDefaults: { namespace },
      });
      return cluster?.serviceConnectDefaults?.namespace;
    };
    const arn = (await namespaceOf("internal")) ?? "none";
    expect(aws.sim.cloudMap.namespaces()).toMatchObject([{ Arn: arn, Name: "internal", Type: "HTTP" }]);
    expect([await namespaceOf("internal"), await namespaceOf(arn)]).toEqual([arn, arn]);
    expect(aws.sim.cloudMap.namespaces()).toHaveLength(1);
    await expect(namespaceOf(`${arn}x`)).rejects.toMatchObject(
      awsError("NamespaceNotFoundException", "The specified namespace was not found."),
    );
  });

  test("UpdateClusterSettings sets a setting", async () => {
    await aws.ecs.createCluster({});
    const settings = [{ name: "containerInsights" as const, value: "enabled" }];
    await aws.ecs.updateClusterSettings({ cluster: "default", settings });
    expect((await aws.ecs.describeClusters({ include: ["SETTINGS"] })).clusters).toEqual([
      cluster("default", { settings }),
    ]);
  });

  test("PutClusterCapacityProviders replaces providers and strategy", async () => {
    await aws.ecs.createCluster({});
    const answer = await body(
      aws.ecs.putClusterCapacityProviders({
        cluster: "default",
        capacityProviders: ["FARGATE"],
        defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 2, base: 1 }],
      }),
    );
    expect(answer).toEqual({
      cluster: cluster("default", {
        settings: INSIGHTS_OFF,
        capacityProviders: ["FARGATE"],
        defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 2, base: 1 }],
      }),
    });
  });

  test.each([
    ["an unknown provider", ["mine"], [], "The specified capacity provider 'mine' was not found."],
    [
      "no weight above zero",
      ["FARGATE"],
      [{ capacityProvider: "FARGATE" }],
      /^There are no capacity providers/,
    ],
    [
      "two bases",
      ["FARGATE", "FARGATE_SPOT"],
      [
        { capacityProvider: "FARGATE", weight: 1, base: 1 },
        { capacityProvider: "FARGATE_SPOT", weight: 1, base: 1 },
      ],
      /^There are multiple capacity providers/,
    ],
    [
      "a provider that is not associated",
      ["FARGATE"],
      [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
      /not associated with the cluster/,
    ],
  ])(
    "PutClusterCapacityProviders rejects %s",
    async (_, capacityProviders, defaultCapacityProviderStrategy, message) => {
      await aws.ecs.createCluster({});
      const request = { cluster: "default", capacityProviders, defaultCapacityProviderStrategy };
      await expect(aws.ecs.putClusterCapacityProviders(request)).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: typeof message === "string" ? message : expect.stringMatching(message),
      });
    },
  );

  test("are rejected on an INACTIVE cluster, and on a missing one", async () => {
    await aws.ecs.createCluster({});
    await aws.ecs.deleteCluster({ cluster: "default" });
    const inactive = awsError("ClusterNotFoundException", "The referenced cluster was inactive.");
    const none = { cluster: "no", capacityProviders: [], defaultCapacityProviderStrategy: [] };
    await expect(aws.ecs.updateCluster({ cluster: "default" })).rejects.toMatchObject(inactive);
    await expect(aws.ecs.updateClusterSettings({ cluster: "default", settings: [] })).rejects.toMatchObject(
      inactive,
    );
    await expect(aws.ecs.putClusterCapacityProviders(none)).rejects.toMatchObject(
      awsError("ClusterNotFoundException", "Cluster not found."),
    );
  });
});

test("A14: the control object shows every cluster with its counts and statistics", async () => {
  await aws.ecs.createCluster({ tags: [{ key: "a", value: "1" }] });
  await aws.ecs.createCluster({ clusterName: "jobs" });
  const { clusters } = await aws.ecs.describeClusters({
    clusters: ["default", "jobs"],
    include: ["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"],
  });
  expect(aws.sim.ecs.clusters()).toEqual(clusters);
  expect(aws.sim.ecs.clusters()[0]).toMatchObject({ runningTasksCount: 0, activeServicesCount: 0 });
});
