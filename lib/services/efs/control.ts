import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { namesOf, refuseUnknownMembers } from "../../text/suggestions.js";
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

/** Bytes that a file system holds, by storage class; what is left out is 0. */
export interface FileSystemBytes {
  readonly standard?: number;
  readonly infrequentAccess?: number;
  readonly archive?: number;
}

/** Where a subnet is; what is left out stays as it was. */
export interface SubnetLocation {
  /** `us-east-1a` */
  readonly availabilityZone?: string;
  readonly vpcId?: string;
}

const BYTES_MEMBERS = namesOf<FileSystemBytes>({ standard: true, infrequentAccess: true, archive: true });
const SUBNET_MEMBERS = namesOf<SubnetLocation>({ availabilityZone: true, vpcId: true });

/** `sim.efs`: what tests may do with file systems, and see of them. Everything read is a copy. */
export class EfsControl implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  /** All that EFS holds. */
  state(at?: Scope): object {
    return {
      fileSystems: this.fileSystems(at),
      mountTargets: this.mountTargets(undefined, at),
      accessPoints: this.accessPoints(undefined, at),
      replications: this.replications(at),
    };
  }

  /** Every file system, by id, as DescribeFileSystems shows it. */
  fileSystems(at?: Scope): FileSystemDescription[] {
    const ctx = this.host.context(at);
    return copies(ctx.table(FILE_SYSTEMS).values(), (row) => describeFileSystem(ctx, row));
  }

  /** The file system of an id; `undefined` when there is none. */
  fileSystem(fileSystemId: string, at?: Scope): FileSystemDescription | undefined {
    const ctx = this.host.context(at);
    const row = ctx.table(FILE_SYSTEMS).get(fileSystemId);
    return row && structuredClone(describeFileSystem(ctx, row));
  }

  /**
   * Every mount target, or a file system's, by id.
   *
   * @throws TypeError for a file system that does not exist.
   */
  mountTargets(fileSystemId?: string, at?: Scope): MountTargetDescription[] {
    const ctx = this.host.context(at);
    requireFileSystem(ctx, fileSystemId);
    const all = copies(ctx.table(MOUNT_TARGETS).values(), (row) => describeMountTarget(ctx, row));
    return all.filter(({ FileSystemId }) => fileSystemId === undefined || FileSystemId === fileSystemId);
  }

  /**
   * Every access point, or a file system's, by id.
   *
   * @throws TypeError for a file system that does not exist.
   */
  accessPoints(fileSystemId?: string, at?: Scope): AccessPointDescription[] {
    const ctx = this.host.context(at);
    requireFileSystem(ctx, fileSystemId);
    const all = copies(ctx.table(ACCESS_POINTS).values(), (row) => describeAccessPoint(ctx, row));
    return all.filter(({ FileSystemId }) => fileSystemId === undefined || FileSystemId === fileSystemId);
  }

  /** Every replication that has an end in the region, by the id of the file system there. */
  replications(at?: Scope): ReplicationConfigurationDescription[] {
    const ctx = this.host.context(at);
    return copies(ctx.table(REPLICATIONS).values(), (row) => describeReplication(ctx, row));
  }

  /**
   * Says how many bytes a file system holds from now on: `SizeInBytes`.
   *
   * @throws Error when there is no such file system, TypeError for what is no number of bytes.
   */
  setSize(fileSystemId: string, bytes: FileSystemBytes, at?: Scope): void {
    refuseUnknownMembers(bytes, BYTES_MEMBERS, "The size of a file system");
    const { standard = 0, infrequentAccess = 0, archive = 0 } = bytes;
    for (const value of [standard, infrequentAccess, archive]) {
      if (!Number.isSafeInteger(value) || value < 0)
        throw new TypeError(`Not a number of bytes: ${String(value)}. Give whole numbers from 0.`);
    }
    this.change(at, (ctx) => {
      const row = ctx.table(FILE_SYSTEMS).get(fileSystemId);
      if (!row) throw missing(fileSystemId);
      const measured = { standard, infrequentAccess, archive, measuredAt: ctx.date() };
      saveFileSystem(ctx, { ...row, bytes: measured });
    });
  }

  /**
   * Puts a file system, mount target or access point into the state `error`,
   * which it leaves only by being deleted.
   *
   * @param id `fs-…`, `fsmt-…` or `fsap-…`
   * @throws Error when there is no such resource.
   */
  fail(id: string, at?: Scope): void {
    this.change(at, (ctx) => {
      const failed = [FILE_SYSTEMS, MOUNT_TARGETS, ACCESS_POINTS].some((definition) => {
        const table = ctx.table<{ readonly lifeCycleState: string }>(definition);
        const row = table.get(id);
        if (row) table.put(id, { ...row, lifeCycleState: "error" });
        return row !== undefined;
      });
      if (!failed) throw missing(id);
    });
  }

  /**
   * Sets the zone and VPC of a subnet, for mount targets and tasks that are
   * created from now on. By default it is where EC2 has it; subnets that EC2
   * does not have are in the default VPC, in a zone that follows from their id.
   */
  placeSubnet(subnetId: string, place: SubnetLocation, at?: Scope): void {
    refuseUnknownMembers(place, SUBNET_MEMBERS, "The place of a subnet");
    this.change(at, (ctx) => ctx.ports.network?.placeSubnet(ctx, subnetId, place));
  }

  private change(at: Scope | undefined, work: (ctx: Context) => void): void {
    const ctx = this.host.context(at);
    ctx.transaction(() => work(ctx));
  }
}

function copies<Row, Shown>(rows: Iterable<Row>, show: (row: Row) => Shown): Shown[] {
  return structuredClone(Array.from(rows, show));
}

function missing(id: string): Error {
  return new Error(
    `There is no ${id} in EFS. Take the id from the answer that made it, or from sim.efs.state().`,
  );
}

/** @throws UnknownResource */
function requireFileSystem(ctx: Context, id: string | undefined): void {
  const fileSystems = ctx.table(FILE_SYSTEMS);
  if (id === undefined || fileSystems.has(id)) return;
  const ids = Array.from(fileSystems.values(), (row) => row.fileSystemId);
  throw new UnknownResource("file system", id, ids, ctx);
}
