import type { ContainerOverride, KeyValuePair } from "../generated/types.js";
import type { TaskRow } from "../state/tasks.js";

/** The start parameters of a container, after overrides. */
export interface ContainerLaunch {
  readonly name: string;
  readonly image: string;
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Omitted if the image determines it. */
  readonly workingDirectory?: string;
  /** CPU units; 0 if the container has no share of its own. */
  readonly cpu: number;
  /** MiB; omitted if only the task has a limit. */
  readonly memory?: number;
}

/** Prefix of variables that overrides cannot change. */
const PROTECTED_PREFIX = "__";

/** The start parameters of a container. Variables of the definition take precedence over those of files. */
export function launchOf(row: TaskRow, containerName: string, region: string): ContainerLaunch {
  const definition = row.definition.containerDefinitions.find(({ name }) => name === containerName);
  const override: ContainerOverride =
    row.task.overrides?.containerOverrides?.find(({ name }) => name === containerName) ?? {};
  const platform = platformEnvironment(row, region);
  const injected = row.injected?.find(({ container }) => container === containerName);
  const environment = {
    ...(injected && Object.fromEntries(injected.files)),
    ...toRecord(definition?.environment),
    ...(injected && Object.fromEntries(injected.secrets)),
    ...withoutProtected(toRecord(override.environment)),
    ...platform,
  };
  const memory = override.memory ?? definition?.memory;
  return {
    name: containerName,
    image: definition?.image ?? "",
    entryPoint: definition?.entryPoint ?? [],
    // An empty list counts as no override.
    command: override.command?.length ? override.command : (definition?.command ?? []),
    environment,
    ...(definition?.workingDirectory !== undefined && { workingDirectory: definition.workingDirectory }),
    cpu: override.cpu ?? definition?.cpu ?? 0,
    ...(memory !== undefined && { memory }),
  };
}

/** Variables set by Fargate, which cannot be overridden. */
function platformEnvironment(row: TaskRow, region: string): Record<string, string> {
  return {
    AWS_EXECUTION_ENV: row.task.launchType === "EC2" ? "AWS_ECS_EC2" : "AWS_ECS_FARGATE",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ECS_CONTAINER_METADATA_URI_V4: `http://169.254.170.2/v4/${row.taskId}`,
  };
}

function toRecord(pairs: readonly KeyValuePair[] = []): Record<string, string> {
  return Object.fromEntries(pairs.map(({ name = "", value = "" }) => [name, value]));
}

function withoutProtected(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith(PROTECTED_PREFIX)),
  );
}
