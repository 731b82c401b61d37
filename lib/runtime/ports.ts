import type { AccountRegion } from "./store/store.js";

/**
 * What one service may ask of another without knowing it. `wiring.ts` plugs the
 * services in; a port that nobody fills is left out.
 */
export interface Ports {
  logs?: LogSink;
  codeStore?: CodeStore;
  objects?: ObjectReader;
  callers?: CallerDirectory;
  roles?: RoleDirectory;
  functions?: FunctionInvoker;
  discovery?: ServiceDiscovery;
  images?: ImageRegistry;
  fileSystems?: FileSystemDirectory;
  network?: Network;
  /** Services that put network interfaces into subnets. */
  interfaces?: readonly InterfaceSource[];
  accountPublicAccess?: AccountPublicAccess;
  bucketTags?: BucketTags;
  buckets?: BucketDirectory;
}

/** Knows subnets and security groups: filled by EC2. */
export interface Network {
  /** `undefined` for a subnet that EC2 does not have. */
  subnet(at: AccountRegion, subnetId: string): Subnet | undefined;
  hasSecurityGroup(at: AccountRegion, groupId: string): boolean;
  /** The default security group of a VPC that EC2 has. */
  defaultSecurityGroup(at: AccountRegion, vpcId: string): string | undefined;
}

/** Where a subnet is. */
export interface Subnet {
  readonly subnetId: string;
  /** Name of its availability zone: `us-east-1a`. */
  readonly availabilityZone: string;
  readonly vpcId: string;
  /** Where its addresses come from; left out for subnets that EC2 does not know. */
  readonly cidrBlock?: string;
}

/** Shows the network interfaces that a service has made: filled by ECS and EFS for EC2. */
export interface InterfaceSource {
  interfaces(at: AccountRegion): Iterable<ServiceInterface>;
}

/** A network interface that belongs to a service. */
export interface ServiceInterface {
  /** `eni-…` */
  readonly id: string;
  readonly subnet: Subnet;
  /** Private addresses. */
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly macAddress: string;
  /** Ids of the security groups; empty for the default one of the VPC. */
  readonly securityGroups: readonly string[];
  readonly description: string;
  /** It also has a public address. */
  readonly isPublic?: boolean;
  /** When it was attached. */
  readonly attachedAt?: Date;
}

/** Knows what accounts block of public access: filled by S3 Control. */
export interface AccountPublicAccess {
  /** What all buckets of the account block; `undefined` when nothing was configured. */
  blockOf(account: string): PublicAccessBlock | undefined;
}

/** What is blocked of public access; what is left out is not. */
export interface PublicAccessBlock {
  /** Public ACLs are refused. */
  readonly BlockPublicAcls?: boolean;
  /** Public ACLs that are there count for nothing. */
  readonly IgnorePublicAcls?: boolean;
  /** Public policies are refused. */
  readonly BlockPublicPolicy?: boolean;
  /** Public policies that are there let nobody in from outside. */
  readonly RestrictPublicBuckets?: boolean;
}

/** Tags of buckets, as S3 Control reads and writes them: filled by S3. */
export interface BucketTags {
  /** The tags of a bucket of the account; `undefined` when it has no such bucket. */
  read(at: AccountRegion, bucket: string): readonly BucketTag[] | undefined;
  /** Replaces the tags of a bucket that is there. @throws AwsError when S3 refuses them */
  write(at: AccountRegion, bucket: string, tags: readonly BucketTag[]): void;
}

/** Knows which buckets there are: filled by S3. */
export interface BucketDirectory {
  has(at: AccountRegion, bucket: string): boolean;
}

export interface BucketTag {
  readonly Key: string;
  readonly Value: string;
}

/** Knows the file systems that tasks mount: filled by EFS. */
export interface FileSystemDirectory {
  /** Why a file system, or one of its access points, cannot be mounted; `undefined` when it can be. */
  mountFailure(at: AccountRegion, fileSystemId: string, accessPointId?: string): MountFailure | undefined;
}

export interface MountFailure {
  /** What the mount helper exits with. */
  readonly code: number;
  /** What it writes to its error output. */
  readonly text: string;
}

/** Knows the images that tasks and functions run: filled by ECR. */
export interface ImageRegistry {
  /** The digest of an image by the name that a task definition has for it; `undefined` when no registry of the simulator has it. */
  digest(image: string): string | undefined;
  /** Pulls an image; `undefined` when none of the registries answers for it, so that it is taken to be there. */
  pull(image: string): ImagePull | undefined;
}

/** What came of a pull; the failure is the reason for which the task stops. */
export type ImagePull = { readonly digest: string } | { readonly failure: string };

/** Knows who is behind access keys: filled by STS for those of sessions, and by IAM for those of users. */
export interface CallerDirectory {
  /** `undefined` for a key that was not given out. */
  resolve(accessKeyId: string): SessionCaller | undefined;
  /** What the requests must be signed with; asked for only where signatures are verified. */
  secret(accessKeyId: string): SessionSecret | undefined;
}

/** The secret half of credentials. */
export interface SessionSecret {
  readonly secretAccessKey: string;
  /** Requests must carry it. Left out for users, who have none. */
  readonly sessionToken?: string;
  /** When it stops being valid, by simulated time; left out, never. */
  readonly expiration?: Date;
}

export interface SessionCaller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** Knows roles: filled by IAM. */
export interface RoleDirectory {
  /** `undefined` when there is no role of this ARN. */
  role(account: string, roleArn: string): KnownRole | undefined;
}

export interface KnownRole {
  /** `AROA…` */
  readonly roleId: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
}

/** Runs functions that other services send events to: filled by Lambda. */
export interface FunctionInvoker {
  /** Says whether there is a function of this ARN: created, or with a behaviour. */
  exists(functionArn: string): boolean;
  /** Queues an event, as Invoke with `InvocationType: Event` does. Nothing happens when there is no such function. */
  invokeLater(functionArn: string, payload: Uint8Array): void;
}

/** Takes the output of containers and functions: filled by CloudWatch Logs. */
export interface LogSink {
  /** Says whether a group exists, for callers that must not create it. */
  hasGroup(at: AccountRegion, group: string): boolean;
  /** Appends events to a stream; creates the group and the stream when they are not there. */
  write(at: AccountRegion, group: string, stream: string, events: readonly LogEvent[]): void;
}

export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/** A place in S3 that holds an archive of code. */
export interface CodeLocation {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

/** Gives the archives that functions and layers are made from: filled by S3. */
export interface CodeStore {
  /**
   * The bytes of an object as the account and region see it; or, when there is
   * none to read, the error that S3 would answer (`NoSuchKey`, `NoSuchBucket`, ...).
   */
  read(at: AccountRegion, location: CodeLocation): Promise<Uint8Array | CodeStoreError>;
}

/** Reads objects for services that cannot wait: filled by S3. */
export interface ObjectReader {
  /** As {@link CodeStore.read}. */
  content(at: AccountRegion, location: CodeLocation): Uint8Array | CodeStoreError;
}

export interface CodeStoreError {
  readonly code: string;
  readonly message: string;
}

/** Makes tasks findable by name: filled by Cloud Map. What it begins is done a little later, on the clock. */
export interface ServiceDiscovery {
  /** Registers an instance, or registers it anew. Nothing happens in a service that is not there. */
  register(at: AccountRegion, serviceArn: string, instance: DiscoverableInstance): void;
  deregister(at: AccountRegion, serviceArn: string, instanceId: string): void;
  /** The types of the DNS records of a service, such as `SRV`; `undefined` if there is no such service, or it has no records. */
  recordTypes(at: AccountRegion, serviceArn: string): readonly string[] | undefined;
  /** The ARN of a namespace by its name or ARN; `undefined` if it does not exist. */
  namespace(at: AccountRegion, reference: string): string | undefined;
  /** Creates an HTTP namespace and returns its ARN. */
  createNamespace(at: AccountRegion, name: string): string;
  /**
   * The ARN of the service of that name in a namespace (name or ARN), which is
   * created if it does not exist. `undefined` if the namespace does not exist.
   */
  serviceNamed(at: AccountRegion, namespace: string, name: string): string | undefined;
  /**
   * Deletes a service that {@link serviceNamed} created, unless instances of
   * others are left in it. Does nothing to any other service.
   */
  removeService(at: AccountRegion, serviceArn: string): void;
}

export interface DiscoverableInstance {
  readonly id: string;
  /** IPv4 address. */
  readonly address: string;
  /** Told where the service's kind of record has a port. */
  readonly port?: number;
  /** Further attributes, such as `ECS_CLUSTER_NAME`. */
  readonly attributes: Readonly<Record<string, string>>;
}
