import { CreateAccessPointCommand, DeleteAccessPointCommand } from "@aws-sdk/client-efs";
import { isAwsError } from "./aws-error.js";
import type { AwsClients } from "./clients.js";

/** An access point of EFS. */
export interface AccessPoint {
  readonly accessPointId: string;
  readonly accessPointArn: string;
}

/** Creates the access point of a volume: a directory of its own on the file system. */
export async function createAccessPoint(
  { efs }: AwsClients,
  FileSystemId: string,
  name: string,
): Promise<AccessPoint> {
  const { AccessPointId = "", AccessPointArn = "" } = await efs.send(
    new CreateAccessPointCommand({
      ClientToken: `sockerless-${name}`.slice(0, 64),
      FileSystemId,
      PosixUser: { Uid: 0, Gid: 0 },
      RootDirectory: {
        Path: `/volumes/${name}`,
        CreationInfo: { OwnerUid: 0, OwnerGid: 0, Permissions: "0777" },
      },
      Tags: [
        { Key: "Name", Value: name },
        { Key: "sockerless-managed", Value: "true" },
      ],
    }),
  );
  return { accessPointId: AccessPointId, accessPointArn: AccessPointArn };
}

/** Deletes an access point. Succeeds if it does not exist. The files remain. */
export async function deleteAccessPoint({ efs }: AwsClients, AccessPointId: string): Promise<void> {
  try {
    await efs.send(new DeleteAccessPointCommand({ AccessPointId }));
  } catch (error) {
    if (!isAwsError(error, "AccessPointNotFound")) throw error;
  }
}
