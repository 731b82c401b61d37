import { createAccessPoint } from "../aws/access-points.js";
import type { Backend } from "../backend.js";
import { badParameter, DockerError } from "../errors.js";
import type { VolumeRecord } from "../store/records.js";

/**
 * A volume: the one of this name, or a new access point.
 *
 * @throws DockerError if there is no file system, or the name is none.
 */
export async function ensureVolume(
  { aws, clock, events, settings, store }: Backend,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<VolumeRecord> {
  const known = store.volumes.get(name);
  if (known !== undefined) return known;
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name))
    throw badParameter(
      `"${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed`,
    );
  const fileSystem = settings.efsFilesystemId;
  if (fileSystem === undefined)
    throw new DockerError(
      500,
      `create ${name}: volumes need a file system: set efs_filesystem_id in the configuration`,
    );
  const accessPoint = await createAccessPoint(aws, fileSystem, name);
  events.emit("volume", "create", name, { driver: "efs" });
  return store.volumes.put(name, { name, createdAt: clock.now(), labels, ...accessPoint });
}

/** A volume as Docker shows it. */
export function describeVolume({ name, createdAt, labels, accessPointId }: VolumeRecord) {
  return {
    Name: name,
    Driver: "local",
    Mountpoint: `/volumes/${name}`,
    CreatedAt: new Date(createdAt).toISOString(),
    Labels: labels,
    Scope: "local",
    Options: null,
    Status: { accessPointId },
  };
}
