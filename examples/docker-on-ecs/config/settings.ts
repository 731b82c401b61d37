/** The configuration of the backend. */
export interface Settings {
  /** `unix:///path` or `tcp://host:port`. */
  readonly listen: string;
  /** The SQLite file that keeps containers, networks and volumes over restarts; without it they are in memory. */
  readonly stateFile: string | undefined;
  /** Milliseconds that requests may take after SIGTERM. */
  readonly drainTimeout: number;
  readonly region: string;
  readonly cluster: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly executionRoleArn: string;
  readonly taskRoleArn: string | undefined;
  /** The file system of volumes; without it there are none. */
  readonly efsFilesystemId: string | undefined;
  readonly logGroup: string;
  /** The image of an init container that copies the agent into the task; without it, images contain the agent. */
  readonly agentImage: string | undefined;
  /** Milliseconds between two looks at tasks. */
  readonly pollInterval: number;
  /** Milliseconds in which a task must be RUNNING. */
  readonly startTimeout: number;
  /** Milliseconds in which the agent of a running task must respond. */
  readonly agentTimeout: number;
  /** Milliseconds after the end of a task in which CloudWatch Logs may still receive its output. */
  readonly logDelivery: number;
}

/** How one setting is configured. */
export interface SettingDefinition {
  /** The key in the file, below `ecs:` if `section` requires it. The flag is the same with dashes. */
  readonly key: string;
  readonly section?: "ecs";
  /** Environment variables, the first that is set counts. */
  readonly variables: readonly string[];
  readonly default?: string;
  readonly required?: boolean;
  readonly help: string;
}

/** Every setting, in the order of the help text. */
export const DEFINITIONS = {
  listen: {
    key: "listen",
    variables: ["SOCKERLESS_LISTEN"],
    default: "unix:///var/run/sockerless-backend.sock",
    help: "unix:///path or tcp://host:port",
  },
  stateFile: {
    key: "state_file",
    variables: ["SOCKERLESS_STATE_FILE"],
    help: "SQLite file that keeps the state over restarts",
  },
  drainTimeout: {
    key: "drain_timeout",
    variables: ["SOCKERLESS_DRAIN_TIMEOUT"],
    default: "10",
    help: "seconds that requests may take after SIGTERM",
  },
  region: {
    key: "region",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_REGION", "AWS_REGION", "AWS_DEFAULT_REGION"],
    required: true,
    help: "AWS region",
  },
  cluster: {
    key: "cluster",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_CLUSTER"],
    required: true,
    help: "ECS cluster, which must exist",
  },
  subnets: {
    key: "subnets",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_SUBNETS"],
    required: true,
    help: "subnets of tasks, separated by commas",
  },
  securityGroups: {
    key: "security_groups",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_SECURITY_GROUPS", "SOCKERLESS_ECS_SECURITY_GROUP"],
    required: true,
    help: "security groups of tasks, separated by commas; they must allow port 9111 from the backend",
  },
  executionRoleArn: {
    key: "execution_role_arn",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_EXECUTION_ROLE_ARN"],
    required: true,
    help: "role with which ECS pulls images and writes logs",
  },
  taskRoleArn: {
    key: "task_role_arn",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_TASK_ROLE_ARN"],
    help: "role of the containers",
  },
  efsFilesystemId: {
    key: "efs_filesystem_id",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_EFS_FILESYSTEM_ID"],
    help: "EFS file system of volumes",
  },
  logGroup: {
    key: "log_group",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_LOG_GROUP"],
    default: "/sockerless/containers",
    help: "log group of containers",
  },
  agentImage: {
    key: "agent_image",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_AGENT_IMAGE"],
    help: "image of an init container that copies the agent; without it, images contain /sockerless-agent",
  },
  pollInterval: {
    key: "poll_interval",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_POLL_INTERVAL"],
    default: "1",
    help: "seconds between two looks at tasks",
  },
  startTimeout: {
    key: "start_timeout",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_START_TIMEOUT"],
    default: "120",
    help: "seconds in which a task must be RUNNING",
  },
  agentTimeout: {
    key: "agent_timeout",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_AGENT_TIMEOUT"],
    default: "10",
    help: "seconds in which the agent of a running task must respond",
  },
  logDelivery: {
    key: "log_delivery",
    section: "ecs",
    variables: ["SOCKERLESS_ECS_LOG_DELIVERY"],
    default: "15",
    help: "seconds after the end of a task in which CloudWatch Logs may still receive its output",
  },
} as const satisfies Record<keyof Settings, SettingDefinition>;

/** The name of a setting. */
export type SettingName = keyof Settings;

/** The names of all settings. */
export const SETTING_NAMES = Object.keys(DEFINITIONS).filter(isSettingName);

/** The definition of a setting, with all of its members. */
export function definitionOf(name: SettingName): SettingDefinition {
  return DEFINITIONS[name];
}

/** The flag of a setting, without dashes in front. */
export function flagOf(name: SettingName): string {
  return DEFINITIONS[name].key.replaceAll("_", "-");
}

/** The key of a setting in the file, with its section. */
export function fileKeyOf(name: SettingName): string {
  const { section, key } = definitionOf(name);
  return section === undefined ? key : `${section}.${key}`;
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(DEFINITIONS, name);
}
