import type { ContainerSpec } from "./spec.js";

/** `Mounts` of inspect and list. */
export function mountPoints({ mounts }: ContainerSpec): object[] {
  return mounts.map(({ volume, path, readOnly, ephemeral }) => ({
    Type: ephemeral ? "tmpfs" : "volume",
    Name: volume,
    Source: ephemeral ? "" : `/volumes/${volume}`,
    Destination: path,
    Driver: ephemeral ? "" : "efs",
    Mode: "",
    RW: !readOnly,
    Propagation: "",
  }));
}
