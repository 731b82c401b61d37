import { defineTable, key } from "../../runtime/store/store.js";
import type {
  IpAddressType,
  LifeCycleState,
  LifecyclePolicy,
  PerformanceMode,
  PosixUser,
  ReplicationOverwriteProtection,
  ReplicationStatus,
  ResourceIdType,
  RootDirectory,
  Status,
  Tag,
  ThroughputMode,
} from "./generated/types.js";

/** Bytes of a file system by storage class. */
export interface StorageBytes {
  readonly standard: number;
  readonly infrequentAccess: number;
  readonly archive: number;
  /** Set if a test has set the size; AWS omits the time of sizes that it has not measured. */
  readonly measuredAt?: Date;
}

/** Automatic backups. */
export interface Backup {
  readonly status: Status;
  /** Counts changes, to distinguish the wait of the last change from earlier ones. */
  readonly change: number;
}

/** A file system with its configuration. */
export interface FileSystemRow {
  readonly fileSystemId: string;
  readonly creationToken: string;
  readonly createdAt: Date;
  readonly lifeCycleState: LifeCycleState;
  readonly performanceMode: PerformanceMode;
  readonly encrypted: boolean;
  /** ARN of the key of an encrypted file system. */
  readonly kmsKeyId?: string;
  readonly throughputMode: ThroughputMode;
  readonly provisionedThroughputInMibps?: number;
  /** When the mode was changed or the throughput lowered, in milliseconds; both are limited to once a day. */
  readonly throughputChangedAt?: number;
  /** The zone of a One Zone file system. */
  readonly availabilityZoneName?: string;
  readonly protection: ReplicationOverwriteProtection;
  readonly bytes: StorageBytes;
  readonly tags: readonly Tag[];
  readonly mountTargetCount: number;
  readonly accessPointCount: number;
  readonly lifecyclePolicies: readonly LifecyclePolicy[];
  /** The file system policy as EFS prints it. */
  readonly policy?: string;
  /** Omitted until backups are configured. */
  readonly backup?: Backup;
}

export interface MountTargetRow {
  readonly mountTargetId: string;
  readonly fileSystemId: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly availabilityZoneName: string;
  readonly lifeCycleState: LifeCycleState;
  readonly networkInterfaceId: string;
  readonly ipAddressType: IpAddressType;
  readonly ipAddress?: string;
  readonly ipv6Address?: string;
  readonly securityGroups: readonly string[];
}

export interface AccessPointRow {
  readonly accessPointId: string;
  readonly fileSystemId: string;
  readonly clientToken: string;
  /** The creating request, to distinguish a repetition from a different one. */
  readonly request: string;
  readonly lifeCycleState: LifeCycleState;
  readonly posixUser?: PosixUser;
  readonly rootDirectory: RootDirectory;
  readonly tags: readonly Tag[];
}

/** One side of a replication: source and destination each have a row. */
export interface ReplicationRow {
  readonly source: ReplicationEnd;
  readonly destination: ReplicationEnd;
  readonly createdAt: Date;
  readonly status: ReplicationStatus;
  readonly roleArn?: string;
  readonly lastReplicatedAt?: Date;
}

export interface ReplicationEnd {
  readonly fileSystemId: string;
  readonly region: string;
}

/** File systems by id. */
export const FILE_SYSTEMS = defineTable<FileSystemRow>({ name: "efs.file-systems", key: "fileSystemId" });

/** Ids of file systems by creation token. */
export const CREATION_TOKENS = defineTable<string>({ name: "efs.creation-tokens", key: "creationToken" });

/** Mount targets by id. */
export const MOUNT_TARGETS = defineTable<MountTargetRow>({ name: "efs.mount-targets", key: "mountTargetId" });

/** Ids of mount targets by {@link childKey}. */
export const MOUNT_TARGETS_OF = defineTable<string>({
  name: "efs.mount-target-listings",
  key: ["fileSystemId", "mountTargetId"],
});

/** Access points by id. */
export const ACCESS_POINTS = defineTable<AccessPointRow>({ name: "efs.access-points", key: "accessPointId" });

/** Ids of access points by {@link childKey}. */
export const ACCESS_POINTS_OF = defineTable<string>({
  name: "efs.access-point-listings",
  key: ["fileSystemId", "accessPointId"],
});

/** Ids of access points by client token, which is unique in a region. */
export const CLIENT_TOKENS = defineTable<string>({ name: "efs.client-tokens", key: "clientToken" });

/** Rows of replications by the id of their file system. */
export const REPLICATIONS = defineTable<ReplicationRow>({ name: "efs.replications", key: "fileSystemId" });

/** The preference of an account. */
export const PREFERENCES = defineTable<ResourceIdType>({ name: "efs.preferences", key: [] });

/** Key of a child of a file system; without `id`, the prefix of all. */
export function childKey(fileSystemId: string, id = ""): string {
  return key(fileSystemId, id);
}
