import { subnetOf } from "../../../network/subnets.js";
import type { ContextAt } from "../../../runtime/context.js";
import type { InterfaceSource } from "../../../runtime/ports/interfaces.js";
import { MOUNT_TARGETS } from "../state.js";

/** Returns the network interfaces of mount targets to EC2. */
export function interfacesPort(contextAt: ContextAt): InterfaceSource {
  return {
    *interfaces(at) {
      const ctx = contextAt(at);
      for (const [, row] of ctx.table(MOUNT_TARGETS).entries()) {
        yield {
          id: row.networkInterfaceId,
          subnet: subnetOf(ctx, row.subnetId, row.availabilityZoneName),
          macAddress: macAddress(row.networkInterfaceId),
          securityGroups: row.securityGroups,
          description: `EFS mount target for ${row.fileSystemId} (${row.mountTargetId})`,
          ...(row.ipAddress !== undefined && { ipv4: row.ipAddress }),
          ...(row.ipv6Address !== undefined && { ipv6: row.ipv6Address }),
        };
      }
    },
  };
}

/** A MAC address derived from the id, because EFS does not reveal its own. */
function macAddress(id: string): string {
  return ["0e", ...(id.slice(-10).match(/../g) ?? [])].join(":");
}
