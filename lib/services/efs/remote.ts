import { membersOf, type RemoteCall, RemoteError, type RemoteRoutes, scopeOf } from "../../runtime/remote.js";
import type { EfsControl } from "./control.js";

/** `/_sim/efs`: what tests in other processes may do with file systems. */
export function efsRoutes(efs: EfsControl): RemoteRoutes {
  return {
    "POST /file-systems/{id}/size": (call) => {
      const { id = "" } = call.params;
      if (!efs.fileSystem(id, scopeOf(call))) throw notThere(id);
      const { standard, infrequentAccess, archive } = membersOf(
        call.body,
        "standard",
        "infrequentAccess",
        "archive",
      );
      const bytes = { standard: bytesOf(standard), infrequentAccess: bytesOf(infrequentAccess) };
      efs.setSize(id, { ...bytes, archive: bytesOf(archive) }, scopeOf(call));
    },
    "POST /resources/{id}/failure": (call) => fail(efs, call),
    "POST /subnets/{id}": (call) => {
      const { availabilityZone, vpcId } = membersOf(call.body, "availabilityZone", "vpcId");
      const place = { availabilityZone: textOf(availabilityZone), vpcId: textOf(vpcId) };
      efs.placeSubnet(call.params.id ?? "", place, scopeOf(call));
    },
  };
}

function fail(efs: EfsControl, call: RemoteCall): void {
  const { id = "" } = call.params;
  const at = scopeOf(call);
  const ids = [
    ...efs.fileSystems(at).map(({ FileSystemId }) => FileSystemId),
    ...efs.mountTargets(undefined, at).map(({ MountTargetId }) => MountTargetId),
    ...efs.accessPoints(undefined, at).map(({ AccessPointId }) => AccessPointId),
  ];
  if (!ids.includes(id)) throw notThere(id);
  efs.fail(id, at);
}

function notThere(id: string): RemoteError {
  return new RemoteError(404, `There is no ${id} in EFS. GET /_sim/state/efs lists what there is.`);
}

function bytesOf(value: unknown): number | undefined {
  if (value === undefined || typeof value === "number") return value;
  throw new RemoteError(400, 'Give "standard", "infrequentAccess" and "archive" as numbers of bytes.');
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new RemoteError(400, 'Give "availabilityZone" and "vpcId" as texts.');
}
