import type { EFSVolumeConfiguration } from "../generated/types.js";
import { eachContainer, firstOf, type Rule } from "./draft.js";

/** Rules for volumes and their mount points. */
export const VOLUME_RULES: readonly Rule[] = [
  ({ volumes }) =>
    volumes.every(({ name }) => name) ? undefined : "Volume.name should not be null or empty.",

  ({ volumes }) =>
    new Set(volumes.map(({ name }) => name)).size < volumes.length
      ? "Volume names must be unique within a task definition."
      : undefined,

  eachContainer(({ mountPoints }, { volumes }) =>
    firstOf(mountPoints, ({ sourceVolume = "" }) =>
      volumes.some(({ name }) => name === sourceVolume) ? undefined : `Unknown volume '${sourceVolume}'.`,
    ),
  ),

  ({ volumes }) => firstOf(volumes, ({ efsVolumeConfiguration: efs }) => efs && efsProblem(efs)),

  function launchVolumesAreUsed({ volumes, containerDefinitions }) {
    const mounted = new Set(
      containerDefinitions.flatMap(({ mountPoints = [] }) =>
        mountPoints.map(({ sourceVolume }) => sourceVolume),
      ),
    );
    const unused = volumes.filter(({ name, configuredAtLaunch }) => configuredAtLaunch && !mounted.has(name));
    return unused.length > 0
      ? `Volumes [${unused.map(({ name }) => name).join(", ")}] are not referenced by any of the containers.`
      : undefined;
  },
];

function efsProblem(efs: EFSVolumeConfiguration): string | undefined {
  const { authorizationConfig, rootDirectory = "/", transitEncryption, transitEncryptionPort } = efs;
  if (authorizationConfig?.accessPointId && rootDirectory !== "/") {
    return 'When using an EFS access point, the root directory must either be set to "/" or be omitted.';
  }
  if (transitEncryption === "ENABLED") return undefined;
  if (authorizationConfig?.iam === "ENABLED")
    return "EFS IAM authorization requires TransitEncryption to be enabled.";
  return transitEncryptionPort === undefined
    ? undefined
    : "TransitEncryptionPort requires that TransitEncryption is enabled.";
}
