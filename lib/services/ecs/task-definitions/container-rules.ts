import { parseArn } from "../../../shared/arn.js";
import { own } from "../../../values/own.js";
import type { HealthCheck } from "../generated/types.js";
import { eachContainer, firstOf, type Rule } from "./draft.js";

const AWSLOGS_OPTIONS = ["awslogs-group", "awslogs-region"];

/** The driver's own options and Docker's. */
const AWSLOGS_OPTION = /^(awslogs-.+|mode|max-buffer-size|tag|env|env-regex|labels)$/;

/** The bounds of health check members, in seconds except for `retries`. */
const HEALTH_CHECK_BOUNDS = {
  interval: [5, 300],
  timeout: [2, 60],
  retries: [1, 10],
  startPeriod: [0, 300],
} as const satisfies Partial<Record<keyof HealthCheck, readonly [number, number]>>;

/** Rules for containers that apply to all launch types. */
export const CONTAINER_RULES: readonly Rule[] = [
  function namesAreUnique({ containerDefinitions }) {
    const names = new Set(containerDefinitions.map(({ name }) => name));
    return names.size < containerDefinitions.length
      ? "Container names must be unique within a task definition."
      : undefined;
  },

  function oneIsEssential({ containerDefinitions }) {
    return containerDefinitions.some(({ essential }) => essential)
      ? undefined
      : "Task definition doesn't have any essential container";
  },

  eachContainer(({ name, memory, memoryReservation }, draft) => {
    if (memory !== undefined && memoryReservation !== undefined && memoryReservation > memory) {
      return `Invalid setting for container '${name}'. The 'memory' setting must be greater than or equal to 'memoryReservation'.`;
    }
    // Fargate requires the memory of the task instead, with its own message.
    const optional = draft.memory !== undefined || draft.requiresCompatibilities?.includes("FARGATE");
    return optional || (memory ?? memoryReservation)
      ? undefined
      : `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`;
  }),

  eachContainer(({ name, memory = 0 }, draft) =>
    draft.memory !== undefined && memory > Number(draft.memory)
      ? `The 'memory' setting for container '${name}' is greater than for the task.`
      : undefined,
  ),

  function cpuFits({ containerDefinitions, cpu }) {
    const sum = containerDefinitions.reduce((total, container) => total + (container.cpu ?? 0), 0);
    return cpu !== undefined && sum > Number(cpu)
      ? "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value."
      : undefined;
  },

  eachContainer(({ secrets, logConfiguration }, { executionRoleArn }) =>
    (secrets?.length || logConfiguration?.secretOptions?.length) && !executionRoleArn
      ? "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
      : undefined,
  ),

  eachContainer(({ environmentFiles = [] }) => {
    if (environmentFiles.length > 10) {
      return "The maximum number of environment files was exceeded. Specify ten or less and try again.";
    }
    return environmentFiles.every(({ value }) => parseArn(value)) ? undefined : "Invalid arn syntax";
  }),

  eachContainer(({ logConfiguration }) => {
    if (logConfiguration?.logDriver !== "awslogs") return undefined;
    const { options = {} } = logConfiguration;
    const missing = AWSLOGS_OPTIONS.filter((option) => !own(options, option));
    if (missing.length > 0) return `Log driver awslogs requires options: ${missing.join(", ")}`;
    const strange = Object.keys(options).filter((option) => !AWSLOGS_OPTION.test(option));
    return strange.length > 0 ? `Log driver awslogs disallows options: ${strange.join(", ")}` : undefined;
  }),

  eachContainer(({ secrets = [], environment = [] }) => {
    const taken = new Set(environment.map(({ name }) => name));
    return firstOf(secrets, ({ name }) => {
      if (!taken.has(name)) return void taken.add(name);
      return `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${name}'.`;
    });
  }),

  function firelensHasARouter({ containerDefinitions }) {
    const routed = containerDefinitions.some(
      ({ logConfiguration }) => logConfiguration?.logDriver === "awsfirelens",
    );
    const router = containerDefinitions.some(({ firelensConfiguration }) => firelensConfiguration);
    return routed && !router
      ? "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified."
      : undefined;
  },

  eachContainer(({ name, restartPolicy }) => {
    const period = restartPolicy?.restartAttemptPeriod;
    return period !== undefined && (period < 60 || period > 1800)
      ? `the 'restartAttemptPeriod' setting for container '${name}' must be between 60 and 1800`
      : undefined;
  }),

  eachContainer(({ name, healthCheck }) => healthCheck && healthCheckProblem(name, healthCheck)),
];

function healthCheckProblem(name: string, check: HealthCheck): string | undefined {
  // AWS documents that a command starts with CMD or CMD-SHELL, but accepts any other.
  if (check.command.length === 0) {
    return `Invalid 'healthCheck' setting for container '${name}'. The command must not be empty.`;
  }
  return firstOf(["interval", "timeout", "retries", "startPeriod"] as const, (setting) => {
    const [min, max] = HEALTH_CHECK_BOUNDS[setting];
    const value = check[setting] ?? min;
    return value < min || value > max
      ? `Invalid 'healthCheck' setting for container '${name}'. The '${setting}' must be between ${min} and ${max}.`
      : undefined;
  });
}
