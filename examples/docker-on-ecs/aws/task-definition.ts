import {
  type ContainerDefinition,
  DeregisterTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  type Volume,
} from "@aws-sdk/client-ecs";
import { AGENT_PORT, AGENT_VARIABLES } from "../agent/protocol.js";
import type { Settings } from "../config/settings.js";
import { taskSize } from "../containers/size.js";
import type { ContainerSpec, Healthcheck } from "../containers/spec.js";
import { shortId } from "../ids.js";
import { AGENT_DEPENDENCY, agentInjection } from "./agent-injection.js";
import type { AwsClients } from "./clients.js";
import { tagsOf } from "./tags.js";

/** The name of the container in its task. */
export const MAIN = "main";

/** What a task definition is made from. */
export interface TaskDefinitionSource {
  readonly id: string;
  readonly name: string;
  readonly spec: ContainerSpec;
  /** The original entry point and command. Missing if the image's own are unknown; there is no agent then. */
  readonly process: ContainerProcess | undefined;
  readonly agentToken: string;
  /** The access points of the volumes, by their names. */
  readonly accessPoints: ReadonlyMap<string, string>;
}

/** What a container runs. */
export interface ContainerProcess {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

/** Registers the task definition of a container. @returns its ARN */
export async function registerTaskDefinition(
  { ecs }: AwsClients,
  settings: Settings,
  source: TaskDefinitionSource,
): Promise<string> {
  const { spec } = source;
  const agent = source.process && agentInjection(settings);
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: `sockerless-${shortId(source.id)}`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      ...taskSize(spec.nanoCpus, spec.memory),
      executionRoleArn: settings.executionRoleArn,
      taskRoleArn: settings.taskRoleArn,
      containerDefinitions: [
        { ...mainContainer(settings, source), ...(agent?.init && { dependsOn: [AGENT_DEPENDENCY] }) },
        ...(agent?.init ? [agent.init] : []),
      ],
      volumes: [...volumesOf(settings, source), ...(agent?.volume ? [agent.volume] : [])],
      tags: tagsOf(source),
    }),
  );
  return taskDefinition?.taskDefinitionArn ?? "";
}

/** Deregisters a task definition. */
export async function deregisterTaskDefinition({ ecs }: AwsClients, arn: string): Promise<void> {
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: arn }));
}

function mainContainer(settings: Settings, source: TaskDefinitionSource): ContainerDefinition {
  const { spec, process } = source;
  const agent = process && agentInjection(settings);
  return {
    name: MAIN,
    image: spec.image,
    essential: true,
    ...(process && agent
      ? { entryPoint: [agent.path, "--", ...process.entrypoint], command: [...process.command] }
      : {}),
    environment: [...environmentOf(spec.environment), ...(process ? agentEnvironment(source) : [])],
    workingDirectory: spec.workingDirectory,
    user: spec.user,
    portMappings: portsOf(spec.ports),
    mountPoints: [
      ...spec.mounts.map(({ path, readOnly }, index) => ({
        sourceVolume: `volume-${index}`,
        containerPath: path,
        readOnly,
      })),
      ...(agent?.mountPoint ? [agent.mountPoint] : []),
    ],
    healthCheck: spec.healthcheck && healthCheckOf(spec.healthcheck),
    stopTimeout: spec.stopTimeout,
    readonlyRootFilesystem: spec.readonlyRootfs || undefined,
    ulimits: spec.ulimits.length === 0 ? undefined : spec.ulimits.map(ulimitOf),
    linuxParameters:
      spec.init || spec.addedCapabilities.length > 0
        ? { initProcessEnabled: spec.init, capabilities: { add: [...spec.addedCapabilities] } }
        : undefined,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": settings.logGroup,
        "awslogs-region": settings.region,
        "awslogs-stream-prefix": shortId(source.id),
        "awslogs-create-group": "true",
      },
    },
  };
}

/** Variables without a value are those that the client does not have. */
function environmentOf(environment: readonly string[]): { name: string; value: string }[] {
  return environment
    .filter((variable) => variable.includes("="))
    .map((variable) => {
      const [name = "", ...value] = variable.split("=");
      return { name, value: value.join("=") };
    });
}

function agentEnvironment({ agentToken, spec }: TaskDefinitionSource): { name: string; value: string }[] {
  return [
    { name: AGENT_VARIABLES.token, value: agentToken },
    ...(spec.tty ? [{ name: AGENT_VARIABLES.tty, value: "1" }] : []),
    ...(spec.openStdin ? [{ name: AGENT_VARIABLES.stdin, value: "1" }] : []),
  ];
}

function portsOf(ports: readonly string[]): NonNullable<ContainerDefinition["portMappings"]> {
  const own = ports.map((port) => {
    const [number, protocol] = port.split("/");
    return {
      containerPort: Number(number),
      protocol: protocol === "udp" ? ("udp" as const) : ("tcp" as const),
    };
  });
  const agent = { containerPort: AGENT_PORT, protocol: "tcp" as const };
  return [...own.filter(({ containerPort }) => containerPort !== AGENT_PORT), agent];
}

function volumesOf(settings: Settings, { spec, accessPoints }: TaskDefinitionSource): Volume[] {
  return spec.mounts.map(({ volume, ephemeral }, index) => {
    const name = `volume-${index}`;
    if (ephemeral) return { name };
    return {
      name,
      efsVolumeConfiguration: {
        fileSystemId: settings.efsFilesystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: {
          accessPointId: accessPoints.get(volume),
          iam: settings.taskRoleArn === undefined ? "DISABLED" : "ENABLED",
        },
      },
    };
  });
}

/** ECS counts in seconds, within limits. */
function healthCheckOf({ test, interval, timeout, startPeriod, retries }: Healthcheck) {
  const seconds = (nanoseconds: number, fallback: number, min: number, max: number) =>
    Math.min(Math.max(Math.ceil(nanoseconds / 1e9) || fallback, min), max);
  return {
    command: [...test],
    interval: seconds(interval, 30, 5, 300),
    timeout: seconds(timeout, 30, 2, 60),
    startPeriod: seconds(startPeriod, 0, 0, 300),
    retries: Math.min(Math.max(retries || 3, 1), 10),
  };
}

function ulimitOf({ name, soft, hard }: ContainerSpec["ulimits"][number]) {
  return { name: isUlimit(name) ? name : undefined, softLimit: soft, hardLimit: hard };
}

type UlimitName = NonNullable<NonNullable<ContainerDefinition["ulimits"]>[number]["name"]>;

/** ECS rejects what is none. */
function isUlimit(name: string): name is UlimitName {
  return name !== "";
}
