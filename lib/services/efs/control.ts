import {
  change,
  defineControl,
  list,
  read,
  type StateOf,
  stateOf,
} from "../../control/definition/define-control.js";
import { count, object, string } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import type { TableDefinition } from "../../runtime/store/store.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { describeAccessPoint } from "./access-points.js";
import { describeFileSystem, saveFileSystem } from "./file-systems.js";
import type {
  AccessPointDescription,
  FileSystemDescription,
  MountTargetDescription,
  ReplicationConfigurationDescription,
} from "./generated/types.js";
import { describeMountTarget } from "./mount-targets.js";
import { describeReplication } from "./replications.js";
import { ACCESS_POINTS, FILE_SYSTEMS, MOUNT_TARGETS, REPLICATIONS } from "./state.js";

/** Size of a file system in bytes by storage class. Default 0. */
export interface FileSystemBytes {
  readonly standard?: number;
  readonly infrequentAccess?: number;
  readonly archive?: number;
}

/** Location of a subnet; omitted members keep their values. */
export interface SubnetLocation {
  /** `us-east-1a` */
  readonly availabilityZone?: string;
  readonly vpcId?: string;
}

/** The state of EFS. */
export type EfsState = StateOf<EfsSim, "fileSystems" | "mountTargets" | "accessPoints" | "replications">;

/** `sim.efs`: sets sizes and failures, and reads the state of EFS. All results are copies. */
export interface EfsSim {
  /** Returns the state of EFS. */
  state(at?: Scope): EfsState;
  /** Returns all file systems, by id, as DescribeFileSystems does. */
  fileSystems(at?: Scope): FileSystemDescription[];
  /** Returns the file system with an id; `undefined` if it does not exist. */
  fileSystem(fileSystemId: string, at?: Scope): FileSystemDescription | undefined;
  /**
   * Returns all mount targets, or those of a file system, by id.
   *
   * @throws TypeError for a file system that does not exist.
   */
  mountTargets(fileSystemId?: string, at?: Scope): MountTargetDescription[];
  /**
   * Returns all access points, or those of a file system, by id.
   *
   * @throws TypeError for a file system that does not exist.
   */
  accessPoints(fileSystemId?: string, at?: Scope): AccessPointDescription[];
  /** Returns all replications with a source or destination in the region, by the id of that file system. */
  replications(at?: Scope): ReplicationConfigurationDescription[];
  /**
   * Sets the size of a file system in bytes: `SizeInBytes`.
   *
   * @throws TypeError for a file system that does not exist, and for anything but non-negative integers.
   */
  setSize(fileSystemId: string, bytes: FileSystemBytes, at?: Scope): void;
  /**
   * Puts a file system, mount target or access point into the state `error`, which only its deletion ends.
   *
   * @param id `fs-…`, `fsmt-…` or `fsap-…`
   * @throws TypeError for a resource that does not exist.
   */
  fail(id: string, at?: Scope): void;
  /**
   * Sets the zone and VPC of a subnet, for mount targets and tasks created later. Default the location in
   * EC2; subnets that do not exist in EC2 are in the default VPC, in a zone derived from their id.
   */
  placeSubnet(subnetId: string, place: SubnetLocation, at?: Scope): void;
}

const ID = param("id", string);

const reads = {
  fileSystems: list([], (ctx): FileSystemDescription[] =>
    Array.from(ctx.table(FILE_SYSTEMS).values(), (row) => describeFileSystem(ctx, row)),
  ),
  mountTargets: ofFileSystem(MOUNT_TARGETS, describeMountTarget),
  accessPoints: ofFileSystem(ACCESS_POINTS, describeAccessPoint),
  replications: list([], (ctx): ReplicationConfigurationDescription[] =>
    Array.from(ctx.table(REPLICATIONS).values(), (row) => describeReplication(ctx, row)),
  ),
};

export const efsControl = defineControl<EfsSim>({
  ...reads,
  state: stateOf(reads),
  fileSystem: read([ID], (ctx, id) => {
    const row = ctx.table(FILE_SYSTEMS).get(id);
    return row && describeFileSystem(ctx, row);
  }),
  setSize: change(
    [
      ID,
      param("bytes", object<FileSystemBytes>({ standard: count, infrequentAccess: count, archive: count })),
    ],
    (ctx, id, { standard = 0, infrequentAccess = 0, archive = 0 }) => {
      const row = ctx.table(FILE_SYSTEMS).get(id);
      if (!row) throw unknown("file system", id, [FILE_SYSTEMS], ctx);
      const bytes = { standard, infrequentAccess, archive, measuredAt: ctx.date() };
      saveFileSystem(ctx, { ...row, bytes });
    },
    { paths: ["/file-systems/{id}/size"] },
  ),
  fail: change([ID], fail, { paths: ["/resources/{id}/failure"] }),
  placeSubnet: change(
    [ID, param("place", object<SubnetLocation>({ availabilityZone: string, vpcId: string }))],
    (ctx, id, place) => ctx.ports.network?.placeSubnet(ctx, id, place),
    { paths: ["/subnets/{id}"] },
  ),
});

/** The rows of a table for a file system, or all. */
function ofFileSystem<Row, Shown extends { readonly FileSystemId?: string }>(
  table: TableDefinition<Row>,
  show: (ctx: Context, row: Row) => Shown,
) {
  return list([optional("fileSystemId", string)], (ctx, id): Shown[] => {
    if (id !== undefined && !ctx.table(FILE_SYSTEMS).has(id))
      throw unknown("file system", id, [FILE_SYSTEMS], ctx);
    const all = Array.from(ctx.table(table).values(), (row) => show(ctx, row));
    return all.filter(({ FileSystemId }) => id === undefined || FileSystemId === id);
  });
}

const FAILING = [FILE_SYSTEMS, MOUNT_TARGETS, ACCESS_POINTS];

function fail(ctx: Context, id: string): void {
  for (const definition of FAILING) {
    const table = ctx.table<{ readonly lifeCycleState: string }>(definition);
    const row = table.get(id);
    if (row) return table.put(id, { ...row, lifeCycleState: "error" });
  }
  throw unknown("resource of EFS", id, FAILING, ctx);
}

function unknown(
  kind: string,
  id: string,
  tables: readonly TableDefinition<unknown>[],
  ctx: Context,
): UnknownResource {
  const ids = tables.flatMap((table) => Array.from(ctx.table(table).range(), ([key]) => key));
  return new UnknownResource(kind, id, ids, ctx);
}
