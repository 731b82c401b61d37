import type { ContainerOverride, KeyValuePair } from "../generated/types.js";
import type { TaskRow } from "../state/tasks.js";

/** What a container is started with, after overrides. */
export interface ContainerLaunch {
  readonly name: string;
  readonly image: string;
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** CPU units; 0 when the container has no share of its own. */
  readonly cpu: number;
  /** MiB; left out when only the task has a limit. */
  readonly memory?: number;
}

/** Names with this beginning belong to whoever wrote the task definition: overrides cannot change them. */
const PROTECTED_PREFIX = "__";

/** Works out what a container of a task is started with. Variables of the definition go before those of files. */
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
    cpu: override.cpu ?? definition?.cpu ?? 0,
    ...(memory !== undefined && { memory }),
  };
}

/** What Fargate itself sets; nobody can change it. */
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
