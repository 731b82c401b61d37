import type { Scope } from "../runtime/scope.js";
import type { EfsControl, FileSystemBytes, SubnetLocation } from "../services/efs/control.js";
import { segment } from "./calls.js";
import { ConnectedService } from "./service.js";

/** What EFS holds. */
export interface EfsState {
  readonly fileSystems: ReturnType<EfsControl["fileSystems"]>;
  readonly mountTargets: ReturnType<EfsControl["mountTargets"]>;
  readonly accessPoints: ReturnType<EfsControl["accessPoints"]>;
  readonly replications: ReturnType<EfsControl["replications"]>;
}

/** EFS of a simulator in another process. */
export class ConnectedEfs extends ConnectedService<EfsState> {
  /** Says how many bytes a file system holds from now on. */
  async setSize(fileSystemId: string, bytes: FileSystemBytes, at: Scope = {}): Promise<void> {
    const path = `/efs/file-systems/${segment(fileSystemId)}/size`;
    await this.calls.call("POST", path, { query: { ...at }, body: bytes });
  }

  /** Puts a file system, mount target or access point into the state `error`. */
  async fail(id: string, at: Scope = {}): Promise<void> {
    await this.calls.call("POST", `/efs/resources/${segment(id)}/failure`, { query: { ...at } });
  }

  /** Says in which zone and VPC a subnet is, for mount targets and tasks made from now on. */
  async placeSubnet(subnetId: string, place: SubnetLocation, at: Scope = {}): Promise<void> {
    await this.calls.call("POST", `/efs/subnets/${segment(subnetId)}`, { query: { ...at }, body: place });
  }
}
