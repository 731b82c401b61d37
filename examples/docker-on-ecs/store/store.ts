import type { ContainerRecord, ExecRecord, ImageRecord, NetworkRecord, VolumeRecord } from "./records.js";
import { type Persistence, Table } from "./table.js";

/** Everything that the backend remembers. */
export class Store {
  readonly containers: Table<ContainerRecord>;
  readonly images: Table<ImageRecord>;
  readonly networks: Table<NetworkRecord>;
  readonly volumes: Table<VolumeRecord>;
  /** Ends with the process: the sessions do. */
  readonly execs: Table<ExecRecord>;

  constructor(private readonly persistence?: Persistence) {
    this.containers = new Table("containers", persistence, hasMembers<ContainerRecord>("id", "name", "spec"));
    this.images = new Table("images", persistence, hasMembers<ImageRecord>("id", "tags"));
    this.networks = new Table(
      "networks",
      persistence,
      hasMembers<NetworkRecord>("id", "name", "namespaceId"),
    );
    this.volumes = new Table("volumes", persistence, hasMembers<VolumeRecord>("name", "accessPointId"));
    this.execs = new Table("execs", undefined, hasMembers<ExecRecord>("id", "containerId"));
  }

  close(): void {
    this.persistence?.close();
  }
}

function hasMembers<Row>(...names: (keyof Row & string)[]): (row: unknown) => row is Row {
  return (row): row is Row => typeof row === "object" && row !== null && names.every((name) => name in row);
}
