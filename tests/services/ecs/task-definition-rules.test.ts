import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { awsError, ROLE, simulatedEcs } from "./ecs-world.js";

const aws = simulatedEcs();

type Change = Partial<RegisterTaskDefinitionCommandInput>;

const APP: ContainerDefinition = { name: "app", image: "app", memory: 128 };
const SIDE: ContainerDefinition = { name: "side", image: "side", memory: 128, essential: false };
const FARGATE: Change = {
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
};
const EFS = { fileSystemId: "fs-12345678" };

function app(change: ContainerDefinition, ...others: ContainerDefinition[]): Change {
  return { containerDefinitions: [{ ...APP, ...change }, ...others] };
}

function onFargate(change: ContainerDefinition): Change {
  return { ...FARGATE, ...app(change) };
}

async function refused(change: Change): Promise<unknown> {
  const request = { family: "web", containerDefinitions: [APP], ...change };
  try {
    await aws.ecs.registerTaskDefinition(request);
  } catch (error) {
    return error;
  }
  return "accepted";
}

const REFUSALS: readonly (readonly [message: string, change: Change])[] = [
  ["Family can not be blank.", { family: "" }],
  ["Family can not be blank.", { family: undefined }],
  ["Family contains invalid characters.", { family: "a.b" }],
  ["Family should not be longer than 255 characters.", { family: "x".repeat(256) }],
  ["Container list cannot be empty.", { containerDefinitions: [] }],
  ["Container list cannot be empty.", { containerDefinitions: undefined }],
  [
    "Container list can have at most 10 items.",
    { containerDefinitions: Array.from({ length: 11 }, (_, i) => ({ ...APP, name: `c${i}` })) },
  ],
  ["Container.name should not be null or empty.", app({ name: undefined })],
  ["Container.name contains invalid characters.", app({ name: "a b" })],
  ["Container.image should not be null or empty.", app({ image: "" })],
  ["Container names must be unique within a task definition.", app({}, APP)],
  ["Task definition doesn't have any essential container", { containerDefinitions: [SIDE] }],
  [
    "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
    app({ memory: undefined }),
  ],
  [
    "Invalid setting for container 'app'. The 'memory' setting must be greater than or equal to 'memoryReservation'.",
    app({ memoryReservation: 129 }),
  ],
  ["The 'memory' setting for container 'app' is greater than for the task.", { memory: "127" }],
  [
    "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value.",
    { cpu: "99", ...app({ cpu: 50 }, { ...SIDE, cpu: 50 }) },
  ],
  [
    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    app({ secrets: [{ name: "S", valueFrom: "parameter" }] }),
  ],
  ["Role is not valid", { taskRoleArn: "arn:aws:iam::123456789012:user/me" }],
  ["Role is not valid", { executionRoleArn: "no role" }],
  ["EphemeralStorage size should be at least 21.", { ...FARGATE, ephemeralStorage: { sizeInGiB: 20 } }],
  ["EphemeralStorage size should be at most 200.", { ...FARGATE, ephemeralStorage: { sizeInGiB: 201 } }],
  [
    "Tasks using the EC2 launch type do not support EphemeralStorage.",
    { ephemeralStorage: { sizeInGiB: 21 } },
  ],
  ["Invalid arn syntax", app({ environmentFiles: [{ value: "s3://bucket/key", type: "s3" }] })],
  [
    "The maximum number of environment files was exceeded. Specify ten or less and try again.",
    app({
      environmentFiles: Array.from({ length: 11 }, () => ({
        value: "arn:aws:s3:::b/k",
        type: "s3" as const,
      })),
    }),
  ],
  [
    "Log driver awslogs requires options: awslogs-region",
    app({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "g" } } }),
  ],
  [
    "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified.",
    app({ logConfiguration: { logDriver: "awsfirelens" } }),
  ],
  [
    "the 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800",
    app({ restartPolicy: { enabled: true, restartAttemptPeriod: 59 } }),
  ],
  [
    "Invalid 'healthCheck' setting for container 'app'. The command must not be empty.",
    app({ healthCheck: { command: [] } }),
  ],
  [
    "Invalid 'healthCheck' setting for container 'app'. The 'interval' must be between 5 and 300.",
    app({ healthCheck: { command: ["CMD", "x"], interval: 4 } }),
  ],

  [
    "Log driver awslogs disallows options: log_key",
    app({
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "g",
          "awslogs-region": "us-east-1",
          mode: "non-blocking",
          log_key: "log",
        },
      },
    }),
  ],
  [
    "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'A'.",
    {
      executionRoleArn: ROLE,
      ...app({ environment: [{ name: "A", value: "1" }], secrets: [{ name: "A", valueFrom: "a" }] }),
    },
  ],
  [
    "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'B'.",
    {
      executionRoleArn: ROLE,
      ...app({
        secrets: [
          { name: "B", valueFrom: "a" },
          { name: "B", valueFrom: "b" },
        ],
      }),
    },
  ],

  [
    "Cannot depend on container none because it does not exist.",
    app({ dependsOn: [{ containerName: "none", condition: "START" }] }),
  ],
  [
    "A dependency container with HEALTHY condition must have health check configured.",
    app({ dependsOn: [{ containerName: "side", condition: "HEALTHY" }] }, SIDE),
  ],
  [
    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container.",
    {
      containerDefinitions: [APP, { ...SIDE, dependsOn: [{ containerName: "app", condition: "COMPLETE" }] }],
    },
  ],
  [
    "There is a circular dependency between containers in 'dependsOn'.",
    app(
      { dependsOn: [{ containerName: "side", condition: "START" }] },
      { ...SIDE, dependsOn: [{ containerName: "app", condition: "START" }] },
    ),
  ],
  [
    "There is a circular dependency between containers in 'dependsOn'.",
    app({ dependsOn: [{ containerName: "app", condition: "START" }] }, SIDE),
  ],
  [
    "Invalid 'volumesFrom' setting. Unknown container: 'none'.",
    app({ volumesFrom: [{ sourceContainer: "none" }] }),
  ],
  ["Invalid 'links' setting. Unknown container: 'none'.", app({ links: ["none:alias"] })],

  ["Volume.name should not be null or empty.", { volumes: [{}] }],
  ["Volume names must be unique within a task definition.", { volumes: [{ name: "v" }, { name: "v" }] }],
  ["Unknown volume 'none'.", app({ mountPoints: [{ sourceVolume: "none", containerPath: "/x" }] })],
  [
    "Volumes [v] are not referenced by any of the containers.",
    { volumes: [{ name: "v", configuredAtLaunch: true }] },
  ],
  [
    'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
    {
      volumes: [
        {
          name: "v",
          efsVolumeConfiguration: {
            ...EFS,
            rootDirectory: "/x",
            transitEncryption: "ENABLED",
            authorizationConfig: { accessPointId: "fsap-1" },
          },
        },
      ],
    },
  ],
  [
    "EFS IAM authorization requires TransitEncryption to be enabled.",
    { volumes: [{ name: "v", efsVolumeConfiguration: { ...EFS, authorizationConfig: { iam: "ENABLED" } } }] },
  ],
  [
    "TransitEncryptionPort requires that TransitEncryption is enabled.",
    { volumes: [{ name: "v", efsVolumeConfiguration: { ...EFS, transitEncryptionPort: 2999 } }] },
  ],

  [
    "You cannot specify both single port and port range in a port mapping.",
    app({ portMappings: [{ containerPort: 80, containerPortRange: "80-90" }] }),
  ],
  ["Invalid 'containerPortRange' setting.", app({ portMappings: [{ containerPortRange: "90-80" }] })],
  ["Invalid 'containerPortRange' setting.", app({ portMappings: [{ containerPortRange: "80" }] })],
  ["Invalid 'containerPort' setting for container.", app({ portMappings: [{ containerPort: 65_536 }] })],
  ["Invalid 'hostPort' setting for container.", app({ portMappings: [{ containerPort: 80, hostPort: -1 }] })],
  [
    "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
    { networkMode: "awsvpc", ...app({ portMappings: [{ containerPort: 80, hostPort: 81 }] }) },
  ],
  [
    "When networkMode=host, the host ports and container ports in port mappings must match.",
    { networkMode: "host", ...app({ portMappings: [{ containerPort: 80, hostPort: 81 }] }) },
  ],
  [
    "The container port is used multiple times in task.",
    {
      networkMode: "awsvpc",
      ...app({ portMappings: [{ containerPort: 80 }] }, { ...SIDE, portMappings: [{ containerPort: 80 }] }),
    },
  ],
  [
    "Port mappings are not supported when networkMode=none.",
    { networkMode: "none", ...app({ portMappings: [{ containerPort: 80 }] }) },
  ],
  [
    "Extra hosts are not supported on container when networkMode=awsvpc.",
    { networkMode: "awsvpc", ...app({ extraHosts: [{ hostname: "h", ipAddress: "10.0.0.1" }] }) },
  ],
  [
    "Links are not supported when networkMode=awsvpc.",
    { networkMode: "awsvpc", ...app({ links: ["side"] }, SIDE) },
  ],
  [
    "Hostname is not supported on container when networkMode=awsvpc.",
    { networkMode: "awsvpc", ...app({ hostname: "h" }) },
  ],

  [
    "External compatible task definitions do not support network mode awsvpc.",
    { networkMode: "awsvpc", requiresCompatibilities: ["EXTERNAL"] },
  ],
  [
    "External compatible task definitions do not support efsVolumeConfiguration.",
    { requiresCompatibilities: ["EXTERNAL"], volumes: [{ name: "v", efsVolumeConfiguration: EFS }] },
  ],

  ["Fargate only supports network mode ‘awsvpc’.", { ...FARGATE, networkMode: undefined }],
  ["Fargate only supports network mode ‘awsvpc’.", { ...FARGATE, networkMode: "bridge" }],
  ["Fargate requires that the 'privileged' setting be 'false'.", onFargate({ privileged: true })],
  [
    "Fargate compatible task definitions do not support dockerVolumeConfiguration.",
    { ...FARGATE, volumes: [{ name: "v", dockerVolumeConfiguration: {} }] },
  ],
  [
    "Fargate compatible task definitions do not support sourcePath.",
    { ...FARGATE, volumes: [{ name: "v", host: { sourcePath: "/x" } }] },
  ],
  ["Fargate compatible task definitions do not support ipcMode.", { ...FARGATE, ipcMode: "task" }],
  [
    "Fargate compatible task definitions do not support constraints.",
    { ...FARGATE, placementConstraints: [{ type: "memberOf", expression: "x" }] },
  ],
  ["Tasks using the Fargate launch type do not support pidMode 'host'.", { ...FARGATE, pidMode: "host" }],
  [
    "Tasks using the Fargate launch type do not support GPU resource requirements.",
    onFargate({ resourceRequirements: [{ type: "GPU", value: "1" }] }),
  ],
  [
    "Fargate compatible task definitions do not support devices.",
    onFargate({ linuxParameters: { devices: [{ hostPath: "/dev/x" }] } }),
  ],
  [
    "Fargate compatible task definitions do not support sharedMemorySize.",
    onFargate({ linuxParameters: { sharedMemorySize: 64 } }),
  ],
  [
    "Fargate compatible task definitions do not support maxSwap.",
    onFargate({ linuxParameters: { maxSwap: 64 } }),
  ],
  [
    "Fargate compatible task definitions do not support log driver syslog.",
    onFargate({ logConfiguration: { logDriver: "syslog" } }),
  ],
  [
    "The 'stopTimeout' setting for container 'app' must be at most 120 on Fargate.",
    onFargate({ stopTimeout: 121 }),
  ],
  [
    "Fargate requires task definition to have execution role ARN to support ECR images.",
    onFargate({ image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/x" }),
  ],
  [
    "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.",
    {
      executionRoleArn: ROLE,
      ...onFargate({
        logConfiguration: {
          logDriver: "awslogs",
          options: { "awslogs-group": "g", "awslogs-region": "us-east-1" },
        },
      }),
    },
  ],
  [
    "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
    onFargate({
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": "g", "awslogs-region": "us-east-1" },
      },
    }),
  ],
];

test.each(REFUSALS)("rejects: %s", async (message, change) => {
  expect(await refused(change)).toMatchObject(awsError("ClientException", message));
});

test("rejects more than 64 KiB", async () => {
  expect(await refused(app({ command: ["x".repeat(65_536)] }))).toMatchObject({
    name: "ClientException",
    message: expect.stringMatching(/^Actual length: '6\d{4}'\. Max allowed length is '65536' bytes\.$/),
  });
});

test("rejects an empty list of tags", async () => {
  expect(await refused({ tags: [] })).toMatchObject(
    awsError("InvalidParameterException", "Tags can not be empty."),
  );
});

test("a rejected revision does not use a number", async () => {
  await refused({ containerDefinitions: [SIDE] });
  const { taskDefinition } = await aws.ecs.registerTaskDefinition({
    family: "web",
    containerDefinitions: [APP],
  });
  expect(taskDefinition?.revision).toBe(1);
});

test.each<readonly [string, Change]>([
  ["a chain of dependencies", app({ dependsOn: [{ containerName: "side", condition: "SUCCESS" }] }, SIDE)],
  [
    "the same port for tcp and udp",
    {
      networkMode: "awsvpc",
      ...app({ portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: "udp" }] }),
    },
  ],
  ["a range of ports", app({ portMappings: [{ containerPortRange: "80-90" }] })],
  ["a role by its name", { taskRoleArn: "worker" }],
  [
    "secrets with an execution role",
    { executionRoleArn: ROLE, ...app({ secrets: [{ name: "S", valueFrom: "p" }] }) },
  ],
  [
    "an ECR image on Fargate with an execution role",
    { ...onFargate({ image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/x" }), executionRoleArn: ROLE },
  ],
  ["memory of the task alone", { memory: "512", ...app({ memory: undefined }) }],
])("accepts %s", async (_, change) => {
  expect(await refused(change)).toBe("accepted");
});
