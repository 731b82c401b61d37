import { type CreateFileSystemCommandInput, EFS } from "@aws-sdk/client-efs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";

/** Start of the simulated time of these tests. */
export const START = new Date("2026-01-02T03:04:05.678Z");

export const ACCOUNT = "123456789012";

/** Subnets of three zones: the id decides. */
export const SUBNET_A = "subnet-00000001";
export const SUBNET_B = "subnet-00000002";
export const SUBNET_C = "subnet-00000003";

/** `START` and some milliseconds. */
export function momentAt(milliseconds: number): Date {
  return new Date(START.getTime() + milliseconds);
}

export const arnOf = (fileSystemId: string, region = "us-east-1") =>
  `arn:aws:elasticfilesystem:${region}:${ACCOUNT}:file-system/${fileSystemId}`;

/** A simulator with a frozen clock and a real SDK client, reset before each test of a file. */
export function efsWorld(options: AwsSimOptions = {}) {
  let sim: AwsSim;
  let efs: EFS;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: "efs", ...options });
    efs = new EFS({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    efs.destroy();
    await sim.close();
  });
  const world = {
    get sim() {
      return sim;
    },
    get efs() {
      return efs;
    },
    /** The client of another account or region. */
    elsewhere(at: { accountId?: string; region?: string }) {
      return new EFS({ ...sim.clientConfig({ ...at, direct: true }), maxAttempts: 1 });
    },
    /** A file system that is available, after as much time as that takes. */
    async fileSystem(input: Partial<CreateFileSystemCommandInput> = {}): Promise<string> {
      const { FileSystemId } = await efs.createFileSystem({ CreationToken: undefined, ...input });
      await sim.clock.advance("1s");
      return FileSystemId ?? "";
    },
    /** A mount target that is available. */
    async mountTarget(FileSystemId: string, SubnetId = SUBNET_A): Promise<string> {
      const { MountTargetId } = await efs.createMountTarget({ FileSystemId, SubnetId });
      await sim.clock.advance("2s");
      return MountTargetId ?? "";
    },
    /** An access point that is available. */
    async accessPoint(FileSystemId: string): Promise<string> {
      const { AccessPointId } = await efs.createAccessPoint({ ClientToken: undefined, FileSystemId });
      await sim.clock.advance("500ms");
      return AccessPointId ?? "";
    },
    async stateOf(FileSystemId: string): Promise<string | undefined> {
      const { FileSystems } = await efs.describeFileSystems({ FileSystemId });
      return FileSystems?.[0]?.LifeCycleState;
    },
  };
  return world;
}

/** The error of a call: its code, status, message and further members. */
export async function failure(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    const { name, ErrorCode, message, $metadata, FileSystemId, AccessPointId } = error as Error & {
      ErrorCode?: string;
      $metadata: { httpStatusCode: number };
      FileSystemId?: string;
      AccessPointId?: string;
    };
    if (ErrorCode !== name) throw new Error(`ErrorCode is ${ErrorCode}, the error ${name}.`);
    return {
      code: name,
      status: $metadata.httpStatusCode,
      // The SDK's text for an error without a message.
      ...(message !== "UnknownError" && { message }),
      ...(FileSystemId !== undefined && { FileSystemId }),
      ...(AccessPointId !== undefined && { AccessPointId }),
    };
  }
  throw new Error("The call succeeded.");
}

export const badRequest = (message: string) => ({ code: "BadRequest", status: 400, message });
export const fileSystemNotFound = (id: string) => ({
  code: "FileSystemNotFound",
  status: 404,
  message: `File system '${id}' does not exist.`,
});
export const incorrectState = { code: "IncorrectFileSystemLifeCycleState", status: 409 };
