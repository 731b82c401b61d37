import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { awsError, NOW, ROLE, simulatedEcs } from "./ecs-world.js";

const aws = simulatedEcs();

const ARN = "arn:aws:ecs:us-east-1:123456789012:task-definition";
const APP = { name: "app", image: "repo:tag", memory: 128 };
const SHOWN_APP = {
  ...APP,
  cpu: 0,
  portMappings: [],
  essential: true,
  environment: [],
  mountPoints: [],
  volumesFrom: [],
  systemControls: [],
};

function register(family: string, change: object = {}) {
  return aws.ecs.registerTaskDefinition({ family, containerDefinitions: [APP], ...change });
}

function definition(family: string, revision: number, change: object = {}) {
  return {
    taskDefinitionArn: `${ARN}/${family}:${revision}`,
    containerDefinitions: [SHOWN_APP],
    family,
    revision,
    volumes: [],
    status: "ACTIVE",
    placementConstraints: [],
    compatibilities: ["EXTERNAL", "EC2"],
    registeredAt: NOW,
    registeredBy: "arn:aws:iam::123456789012:user/aws-sim",
    ...change,
  };
}

describe("RegisterTaskDefinition", () => {
  test("B04: adds the defaults that AWS shows and nothing else", async () => {
    expect(await body(register("web"))).toEqual({ taskDefinition: definition("web", 1), tags: [] });
  });

  test("B04: numbers the revisions of each family, and never a number twice", async () => {
    const revision = async (family: string) => (await register(family)).taskDefinition?.revision;
    expect([await revision("a"), await revision("b"), await revision("a")]).toEqual([1, 1, 2]);
    await aws.ecs.deregisterTaskDefinition({ taskDefinition: "a:2" });
    await aws.ecs.deleteTaskDefinitions({ taskDefinitions: ["a:2"] });
    await aws.sim.clock.advance("1h");
    expect(await revision("a")).toBe(3);
  });

  test("keeps accounts and regions apart", async () => {
    const containerDefinitions = [APP];
    const arn = async (options: { accountId?: string; region?: string }) =>
      (await aws.elsewhere(options).registerTaskDefinition({ family: "web", containerDefinitions }))
        .taskDefinition?.taskDefinitionArn;
    await register("web");
    expect([
      await arn({ accountId: "210987654321" }),
      await arn({ region: "eu-west-1" }),
      await arn({}),
    ]).toEqual([
      "arn:aws:ecs:us-east-1:210987654321:task-definition/web:1",
      "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1",
      `${ARN}/web:2`,
    ]);
  });

  test.each([["/healthcheck"], ["echo test"], ["CMD-SHELL, curl -f http://localhost/"], ["NONE"]])(
    "B04: keeps the command of a health check as it is: %s",
    async (...command) => {
      const { taskDefinition } = await register("web", {
        containerDefinitions: [{ ...APP, healthCheck: { command } }],
      });
      expect(taskDefinition?.containerDefinitions?.[0]?.healthCheck).toEqual({
        command,
        interval: 30,
        timeout: 5,
        retries: 3,
      });
    },
  );

  test("B04: echoes what it is given", async () => {
    const sent = {
      family: "full",
      requiresCompatibilities: ["FARGATE" as const],
      networkMode: "awsvpc" as const,
      taskRoleArn: "arn:aws:iam::123456789012:role/task",
      executionRoleArn: ROLE,
      runtimePlatform: { cpuArchitecture: "ARM64" as const, operatingSystemFamily: "LINUX" as const },
      ephemeralStorage: { sizeInGiB: 30 },
      pidMode: "task" as const,
      volumes: [
        {
          name: "data",
          efsVolumeConfiguration: {
            fileSystemId: "fs-12345678",
            transitEncryption: "ENABLED" as const,
            authorizationConfig: { accessPointId: "fsap-12345678", iam: "ENABLED" as const },
          },
        },
      ],
    };
    const app = {
      name: "app",
      image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1",
      cpu: 64,
      portMappings: [{ containerPort: 80, name: "http", appProtocol: "http2" as const }],
      entryPoint: ["sh"],
      command: ["-c", "run"],
      environment: [{ name: "A", value: "1" }],
      mountPoints: [{ sourceVolume: "data", containerPath: "/data", readOnly: true }],
      secrets: [{ name: "S", valueFrom: "arn:aws:secretsmanager:us-east-1:123456789012:secret:s-AbCdEf" }],
      dependsOn: [{ containerName: "log", condition: "HEALTHY" as const }],
      logConfiguration: {
        logDriver: "awslogs" as const,
        options: { "awslogs-group": "g", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "p" },
      },
      dockerLabels: { team: "data" },
      ulimits: [{ name: "nofile" as const, softLimit: 1, hardLimit: 2 }],
      restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    };
    const log = { name: "log", image: "log", essential: false, healthCheck: { command: ["CMD", "true"] } };
    const tags = [{ key: "a", value: "1" }];
    const answer = await body(
      aws.ecs.registerTaskDefinition({
        ...sent,
        cpu: "256",
        memory: "512",
        containerDefinitions: [app, log],
        tags,
      }),
    );
    const empty = { environment: [], mountPoints: [], volumesFrom: [], systemControls: [] };
    expect(answer).toEqual({
      taskDefinition: definition("full", 1, {
        ...sent,
        volumes: sent.volumes.map(({ name, efsVolumeConfiguration: efs }) => ({
          name,
          efsVolumeConfiguration: { ...efs, rootDirectory: "/" },
        })),
        cpu: "256",
        memory: "512",
        compatibilities: ["FARGATE"],
        containerDefinitions: [
          {
            ...empty,
            ...app,
            essential: true,
            portMappings: [
              { containerPort: 80, hostPort: 80, protocol: "tcp", name: "http", appProtocol: "http2" },
            ],
          },
          {
            ...empty,
            ...log,
            cpu: 0,
            portMappings: [],
            healthCheck: { command: ["CMD", "true"], interval: 30, timeout: 5, retries: 3 },
          },
        ],
        requiresAttributes: [
          "com.amazonaws.ecs.capability.docker-remote-api.1.17",
          "com.amazonaws.ecs.capability.docker-remote-api.1.18",
          "com.amazonaws.ecs.capability.docker-remote-api.1.19",
          "com.amazonaws.ecs.capability.docker-remote-api.1.24",
          "com.amazonaws.ecs.capability.docker-remote-api.1.25",
          "com.amazonaws.ecs.capability.ecr-auth",
          "com.amazonaws.ecs.capability.logging-driver.awslogs",
          "com.amazonaws.ecs.capability.task-iam-role",
          "ecs.capability.container-health-check",
          "ecs.capability.container-ordering",
          "ecs.capability.efs",
          "ecs.capability.execution-role-awslogs",
          "ecs.capability.execution-role-ecr-pull",
          "ecs.capability.pid-ipc-namespace-sharing",
          "ecs.capability.secrets.asm.environment-variables",
          "ecs.capability.task-eni",
        ].map((name) => ({ name })),
      }),
      tags,
    });
  });

  test("host ports follow the network mode", async () => {
    const port = async (networkMode?: "bridge" | "host" | "awsvpc") => {
      const containerDefinitions = [{ ...APP, portMappings: [{ containerPort: 80 }] }];
      const { taskDefinition } = await register("web", { networkMode, containerDefinitions });
      return taskDefinition?.containerDefinitions?.[0]?.portMappings?.[0]?.hostPort;
    };
    expect([await port(), await port("bridge"), await port("host"), await port("awsvpc")]).toEqual([
      0, 0, 80, 80,
    ]);
  });
});

describe("DescribeTaskDefinition", () => {
  test("B07: a family means its newest ACTIVE revision; revisions and ARNs mean themselves", async () => {
    for (let i = 0; i < 3; i++) await register("web");
    await register("web-2");
    await aws.ecs.deregisterTaskDefinition({ taskDefinition: "web:3" });
    const described = async (taskDefinition: string) =>
      (await aws.ecs.describeTaskDefinition({ taskDefinition })).taskDefinition?.taskDefinitionArn;
    expect(await described("web")).toBe(`${ARN}/web:2`);
    expect(await described("web:1")).toBe(`${ARN}/web:1`);
    expect(await described(`${ARN}/web:3`)).toBe(`${ARN}/web:3`);
    expect(await described(`${ARN}/web`)).toBe(`${ARN}/web:2`);
  });

  test("shows tags only on request", async () => {
    const tags = [{ key: "a", value: "1" }];
    await register("web", { tags });
    expect(await body(aws.ecs.describeTaskDefinition({ taskDefinition: "web" }))).toEqual({
      taskDefinition: definition("web", 1),
    });
    expect((await aws.ecs.describeTaskDefinition({ taskDefinition: "web", include: ["TAGS"] })).tags).toEqual(
      tags,
    );
  });

  test.each(["no", "web:2", `${ARN}/web:2`, "we", `${ARN.replace("us-east-1", "eu-west-1")}/web:1`])(
    "B07: rejects %s",
    async (taskDefinition) => {
      await register("web");
      await expect(aws.ecs.describeTaskDefinition({ taskDefinition })).rejects.toMatchObject(
        awsError("ClientException", "Unable to describe task definition."),
      );
    },
  );

  test("rejects a value that is not a revision number", async () => {
    await expect(aws.ecs.describeTaskDefinition({ taskDefinition: "web:foo" })).rejects.toMatchObject(
      awsError("ClientException", "Invalid revision number. Number: foo"),
    );
  });
});

describe("DeregisterTaskDefinition", () => {
  test("B06: makes a revision INACTIVE, once; it can still be described", async () => {
    await register("web");
    await aws.sim.clock.advance("1m");
    const inactive = definition("web", 1, {
      status: "INACTIVE",
      deregisteredAt: new Date(NOW.getTime() + 60_000),
    });
    expect(await body(aws.ecs.deregisterTaskDefinition({ taskDefinition: "web:1" }))).toEqual({
      taskDefinition: inactive,
    });
    await aws.sim.clock.advance("1m");
    expect(await body(aws.ecs.deregisterTaskDefinition({ taskDefinition: "web:1" }))).toEqual({
      taskDefinition: inactive,
    });
    expect((await aws.ecs.describeTaskDefinition({ taskDefinition: "web:1" })).taskDefinition).toEqual(
      inactive,
    );
    await expect(aws.ecs.describeTaskDefinition({ taskDefinition: "web" })).rejects.toMatchObject(
      awsError("ClientException"),
    );
  });

  test("needs a revision that exists", async () => {
    await register("web");
    await expect(aws.ecs.deregisterTaskDefinition({ taskDefinition: "web" })).rejects.toMatchObject(
      awsError("ClientException", "Revision is missing."),
    );
    await expect(aws.ecs.deregisterTaskDefinition({ taskDefinition: "web:2" })).rejects.toMatchObject(
      awsError("ClientException", "The specified task definition does not exist."),
    );
  });
});

describe("DeleteTaskDefinitions", () => {
  test("takes INACTIVE revisions through DELETE_IN_PROGRESS to nothing", async () => {
    await register("web");
    await register("web");
    await aws.ecs.deregisterTaskDefinition({ taskDefinition: "web:1" });
    expect(
      await body(aws.ecs.deleteTaskDefinitions({ taskDefinitions: ["web:1", "web:2", `${ARN}/no:1`] })),
    ).toEqual({
      taskDefinitions: [
        definition("web", 1, { status: "DELETE_IN_PROGRESS", deregisteredAt: NOW, deleteRequestedAt: NOW }),
      ],
      failures: [
        {
          arn: `${ARN}/web:2`,
          reason:
            "The specified task definition is still in ACTIVE status. Please deregister the target and try again.",
        },
        {
          arn: `${ARN}/no:1`,
          reason:
            "The specified task definition does not exist. Specify a valid account, family, revision and try again.",
        },
      ],
    });
    const inDeletion = await aws.ecs.listTaskDefinitions({ status: "DELETE_IN_PROGRESS" });
    expect(inDeletion.taskDefinitionArns).toEqual([`${ARN}/web:1`]);
    await aws.sim.clock.advance("2s");
    await expect(aws.ecs.describeTaskDefinition({ taskDefinition: "web:1" })).rejects.toMatchObject(
      awsError("ClientException"),
    );
    expect((await aws.ecs.describeTaskDefinition({ taskDefinition: "web" })).taskDefinition).toEqual(
      definition("web", 2),
    );
  });

  test("A11: a deletion can wait for describe calls, or for the test", async () => {
    const status = async (taskDefinition: string) =>
      (await aws.ecs.describeTaskDefinition({ taskDefinition })).taskDefinition?.status;
    const deleteAll = async (...taskDefinitions: string[]) => {
      for (const taskDefinition of taskDefinitions)
        await aws.ecs.deregisterTaskDefinition({ taskDefinition });
      await aws.ecs.deleteTaskDefinitions({ taskDefinitions });
    };
    await register("web");
    await register("web");
    aws.sim.delays.set({ ecs: { deletingTaskDefinition: { describes: 2 } } });
    await deleteAll("web:1");
    expect([await status("web:1"), await status("web:1")]).toEqual([
      "DELETE_IN_PROGRESS",
      "DELETE_IN_PROGRESS",
    ]);
    await expect(status("web:1")).rejects.toMatchObject(awsError("ClientException"));

    aws.sim.delays.set({ ecs: { deletingTaskDefinition: "never" } });
    await deleteAll("web:2");
    await aws.sim.clock.advance("30d");
    expect(await status("web:2")).toBe("DELETE_IN_PROGRESS");
    expect(aws.sim.transitions.release("ecs", "deletingTaskDefinition")).toBe(1);
    await aws.sim.clock.advance(0);
    await expect(status("web:2")).rejects.toMatchObject(awsError("ClientException"));
  });

  test("rejects an empty list, more than ten, and families", async () => {
    const refused = (taskDefinitions: string[]) =>
      expect(aws.ecs.deleteTaskDefinitions({ taskDefinitions })).rejects;
    await refused([]).toMatchObject(awsError("InvalidParameterException"));
    await refused(Array.from({ length: 11 }, (_, i) => `web:${i + 1}`)).toMatchObject(
      awsError("InvalidParameterException"),
    );
    await refused(["web"]).toMatchObject(awsError("ClientException", "Revision is missing."));
  });
});
