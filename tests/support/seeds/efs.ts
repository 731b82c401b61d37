import { EFS } from "@aws-sdk/client-efs";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of EFS. */
export async function seedEfs(sim: AwsSim): Promise<void> {
  const efs = new EFS(sim.clientConfig());
  sim.efs.placeSubnet("subnet-0f1e2d3c", { availabilityZone: `${sim.region}b` });
  await efs.putAccountPreferences({ ResourceIdType: "LONG_ID" });
  const { FileSystemId = "" } = await efs.createFileSystem({ CreationToken: "a token", Backup: true });
  await efs.createMountTarget({ FileSystemId, SubnetId: sim.ec2.defaultNetwork().subnetIds[0] });
  await efs.createAccessPoint({ FileSystemId, ClientToken: "once", PosixUser: { Uid: 1, Gid: 2 } });
  await efs.createReplicationConfiguration({
    SourceFileSystemId: FileSystemId,
    Destinations: [{ Region: "eu-west-1" }],
  });
}
