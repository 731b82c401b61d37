import type { Partition } from "./store.js";

/**
 * What one service may ask of another without knowing it. `sim.ts` plugs the
 * services in; a port that nobody fills is left out.
 */
export interface Ports {
  logs?: LogSink;
  codeStore?: CodeStore;
  callers?: CallerDirectory;
  functions?: FunctionInvoker;
  fileSystems?: FileSystemDirectory;
}

/** Knows the file systems that tasks mount: filled by EFS. */
export interface FileSystemDirectory {
  /** Why a file system, or one of its access points, cannot be mounted; `undefined` when it can be. */
  mountFailure(at: Partition, fileSystemId: string, accessPointId?: string): MountFailure | undefined;
}

export interface MountFailure {
  /** What the mount helper exits with. */
  readonly code: number;
  /** What it writes to its error output. */
  readonly text: string;
}

/** Knows the sessions behind temporary access keys: filled by STS. */
export interface CallerDirectory {
  /** `undefined` for a key that is no session's. */
  resolve(accessKeyId: string): SessionCaller | undefined;
  /** What the session's requests must be signed with; asked for only where signatures are verified. */
  secret(accessKeyId: string): SessionSecret | undefined;
}

/** The secret half of temporary credentials. */
export interface SessionSecret {
  readonly secretAccessKey: string;
  /** Requests must carry it. */
  readonly sessionToken: string;
  /** When it stops being valid, by simulated time. */
  readonly expiration: Date;
}

export interface SessionCaller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
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
  hasGroup(at: Partition, group: string): boolean;
  /** Appends events to a stream; creates the group and the stream when they are not there. */
  write(at: Partition, group: string, stream: string, events: readonly LogEvent[]): void;
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
  read(at: Partition, location: CodeLocation): Promise<Uint8Array | CodeStoreError>;
}

export interface CodeStoreError {
  readonly code: string;
  readonly message: string;
}
