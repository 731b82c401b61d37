import { EFS } from "@aws-sdk/client-efs";
import { expect, test } from "vitest";
import { JOB, RUN_JOB, taskWorld } from "./task-world.js";

const world = taskWorld({ delays: 0 });

/** How a task with a volume of this file system ends, or RUNNING. */
async function outcome(fileSystemId: string, accessPointId?: string): Promise<unknown> {
  await world.ecs.registerTaskDefinition({
    ...JOB,
    volumes: [
      {
        name: "data",
        efsVolumeConfiguration: {
          fileSystemId,
          ...(accessPointId !== undefined && {
            transitEncryption: "ENABLED",
            authorizationConfig: { accessPointId },
          }),
        },
      },
    ],
  });
  const arn = await world.run(RUN_JOB);
  await world.sim.clock.runUntilIdle();
  const task = world.sim.ecs.task(arn);
  if (task?.lastStatus === "RUNNING") return "RUNNING";
  return {
    lastStatus: task?.lastStatus,
    stopCode: task?.stopCode,
    stoppedReason: task?.stoppedReason,
    exitCodes: task?.containers?.map(({ exitCode }) => exitCode),
  };
}

const failed = (text: string, code: number) => ({
  lastStatus: "STOPPED",
  stopCode: "TaskFailedToStart",
  stoppedReason: `ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: ${text} : unsuccessful EFS utils command execution; code: ${code}`,
  exitCodes: [undefined],
});
const unresolved = (id: string) =>
  failed(
    `Failed to resolve "${id}.efs.us-east-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail.`,
    1,
  );
const denied = failed("b'mount.nfs4: access denied by server while mounting 127.0.0.1:/'", 32);

test("A16: a task mounts file systems and access points that there are", async () => {
  const efs = new EFS(world.sim.clientConfig());
  const { FileSystemId = "" } = await efs.createFileSystem({ CreationToken: "t" });
  const { AccessPointId } = await efs.createAccessPoint({ FileSystemId, ClientToken: "t" });
  expect(await outcome(FileSystemId)).toBe("RUNNING");
  expect(await outcome(FileSystemId, AccessPointId)).toBe("RUNNING");
});

test("A16: a task fails to start without its file system or access point", async () => {
  const efs = new EFS(world.sim.clientConfig());
  expect(await outcome("fs-00000000")).toEqual(unresolved("fs-00000000"));
  const { FileSystemId = "" } = await efs.createFileSystem({ CreationToken: "one" });
  const other = await efs.createFileSystem({ CreationToken: "two" });
  const { AccessPointId } = await efs.createAccessPoint({
    FileSystemId: other.FileSystemId,
    ClientToken: "t",
  });
  expect(await outcome(FileSystemId, "fsap-00000000")).toEqual(denied);
  expect(await outcome(FileSystemId, AccessPointId)).toEqual(denied);
  world.sim.delays.set({ efs: { deleting: "never" } });
  await efs.deleteFileSystem({ FileSystemId });
  expect(await outcome(FileSystemId)).toEqual(unresolved(FileSystemId));
});

test("tasks and mount targets never share an address", async () => {
  const efs = new EFS(world.sim.clientConfig());
  const arn = await world.run();
  await world.sim.clock.runUntilIdle();
  const address = world.sim.ecs.task(arn)?.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address;
  const { FileSystemId } = await efs.createFileSystem({ CreationToken: "t" });
  const create = efs.createMountTarget({ FileSystemId, SubnetId: "subnet-0000000a", IpAddress: address });
  await expect(create).rejects.toMatchObject({ name: "IpAddressInUse" });
});
