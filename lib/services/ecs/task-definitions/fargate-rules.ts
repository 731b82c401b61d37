import type { Volume } from "../generated/types.js";
import type { RegisteredContainer } from "../state/task-definitions.js";
import { eachContainer, firstOf, type Rule } from "./draft.js";
import { isFargateSize } from "./sizes.js";

const LOG_DRIVERS: readonly string[] = ["awslogs", "splunk", "awsfirelens"];
const ECR_IMAGE = /^\d{12}\.dkr[.-]ecr[.-]/;

/**
 * Fargate's additional rules for task definitions
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html).
 */
export const FARGATE_RULES: readonly Rule[] = [
  // AWS uses the quotes ‘ and ’ only here.
  ({ networkMode }) =>
    networkMode === "awsvpc" ? undefined : "Fargate only supports network mode ‘awsvpc’.",
  ({ cpu }) => (cpu ? undefined : "Fargate requires that 'cpu' be defined at the task level."),
  ({ memory }) => (memory ? undefined : "Fargate requires that 'memory' be defined at the task level."),
  (draft) =>
    isFargateSize(draft)
      ? undefined
      : `No Fargate configuration exists for given values: ${draft.cpu} CPU, ${draft.memory} memory.`,
  ({ ipcMode }) => (ipcMode ? unsupported("ipcMode") : undefined),
  ({ pidMode }) =>
    pidMode === "host" ? "Tasks using the Fargate launch type do not support pidMode 'host'." : undefined,
  ({ placementConstraints }) => (placementConstraints?.length ? unsupported("constraints") : undefined),
  ({ volumes }) => firstOf(volumes, volumeProblem),
  eachContainer(containerProblem),
  eachContainer(({ image, repositoryCredentials, logConfiguration }, { executionRoleArn }) => {
    if (executionRoleArn) return undefined;
    if (ECR_IMAGE.test(image)) return needsExecutionRole("ECR images");
    if (repositoryCredentials) return needsExecutionRole("private registry authentication");
    return logConfiguration?.logDriver === "awslogs" ? needsExecutionRole("log driver awslogs") : undefined;
  }),
  eachContainer(({ logConfiguration }) =>
    logConfiguration?.logDriver === "awslogs" && !logConfiguration.options?.["awslogs-stream-prefix"]
      ? "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs."
      : undefined,
  ),
];

function volumeProblem({ host, dockerVolumeConfiguration, fsxWindowsFileServerVolumeConfiguration }: Volume) {
  if (host?.sourcePath !== undefined) return unsupported("sourcePath");
  if (dockerVolumeConfiguration) return unsupported("dockerVolumeConfiguration");
  return fsxWindowsFileServerVolumeConfiguration
    ? unsupported("fsxWindowsFileServerVolumeConfiguration")
    : undefined;
}

function containerProblem(container: RegisteredContainer): string | undefined {
  const { linuxParameters, logConfiguration, privileged, resourceRequirements } = container;
  if (privileged) return "Fargate requires that the 'privileged' setting be 'false'.";
  if (resourceRequirements?.some(({ type }) => type === "GPU")) {
    return "Tasks using the Fargate launch type do not support GPU resource requirements.";
  }
  if (linuxParameters?.devices?.length) return unsupported("devices");
  if (linuxParameters?.sharedMemorySize !== undefined) return unsupported("sharedMemorySize");
  if (linuxParameters?.maxSwap !== undefined) return unsupported("maxSwap");
  if (logConfiguration && !LOG_DRIVERS.includes(logConfiguration.logDriver)) {
    return unsupported(`log driver ${logConfiguration.logDriver}`);
  }
  return firstOf(["startTimeout", "stopTimeout"] as const, (setting) =>
    (container[setting] ?? 0) > 120
      ? `The '${setting}' setting for container '${container.name}' must be at most 120 on Fargate.`
      : undefined,
  );
}

function unsupported(what: string): string {
  return `Fargate compatible task definitions do not support ${what}.`;
}

function needsExecutionRole(what: string): string {
  return `Fargate requires task definition to have execution role ARN to support ${what}.`;
}
