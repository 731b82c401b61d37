import type { ContainerSpec } from "../containers/spec.js";
import type { JsonObject } from "../http/fields.js";

/** A container, and the AWS resources behind it. */
export interface ContainerRecord {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the epoch, as all times of records. */
  readonly createdAt: number;
  readonly imageId: string;
  readonly spec: ContainerSpec;
  /** The configuration as the client sent it, for inspect. */
  readonly config: JsonObject;
  readonly hostConfig: JsonObject;
  readonly taskDefinitionArn: string;
  /** The bearer token of the agent. */
  readonly agentToken: string;
  /** False if the image's own command is unknown, and so cannot be wrapped. */
  readonly hasAgent: boolean;
  /** The latest task; missing until the first start. */
  readonly task?: TaskRecord;
  /** The ids of earlier tasks, oldest first. */
  readonly earlierTasks: readonly string[];
  readonly restartCount: number;
  /** How many starts have failed, by which those that wait notice one. */
  readonly failedStarts: number;
  /** Why the last start failed. */
  readonly startError?: string;
  /** Between two tasks: `--rm` does not remove it. */
  readonly restarting?: boolean;
}

/** A task of a container, as it was last seen. */
export interface TaskRecord {
  readonly arn: string;
  readonly id: string;
  readonly lastStatus: string;
  /** The address of the network interface. */
  readonly address?: string;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly exitCode?: number;
  /** Why it stopped, in ECS's words. */
  readonly reason?: string;
  readonly health?: string;
  /** The signal of `docker kill`, if that stopped it. */
  readonly killSignal?: string;
  /** Cloud Map services in which the task is registered. */
  readonly discoveryServices?: readonly string[];
}

/** An image that was pulled or used. */
export interface ImageRecord {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly id: string;
  readonly tags: readonly string[];
  readonly digests: readonly string[];
  readonly createdAt: number;
  /** Bytes; 0 if the registry did not return it. */
  readonly size: number;
  /** The configuration of the image; missing if the registry did not return it. */
  readonly config?: ImageConfig;
}

/** The part of an image's configuration that matters. */
export interface ImageConfig {
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Env?: readonly string[] | null;
  readonly WorkingDir?: string;
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Labels?: Readonly<Record<string, string>> | null;
}

/** A network: a security group and a namespace of Cloud Map. */
export interface NetworkRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly securityGroupId: string;
  readonly namespaceId: string;
  readonly namespaceArn: string;
}

/** A volume: an access point of EFS. */
export interface VolumeRecord {
  readonly name: string;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly accessPointId: string;
  readonly accessPointArn: string;
}

/** A command beside the main one of a container. */
export interface ExecRecord {
  readonly id: string;
  readonly containerId: string;
  readonly command: readonly string[];
  readonly environment: readonly string[];
  readonly workingDirectory?: string;
  readonly tty: boolean;
  readonly attachStdin: boolean;
  readonly attachStdout: boolean;
  readonly attachStderr: boolean;
  readonly state: "created" | "running" | "exited";
  readonly exitCode?: number;
}
