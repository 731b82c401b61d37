import type { Volume } from "../generated/types.js";

/** A volume with the defaults in AWS's responses. */
export function registeredVolume(volume: Volume): Volume {
  const { efsVolumeConfiguration: efs } = volume;
  return efs
    ? { ...volume, efsVolumeConfiguration: { ...efs, rootDirectory: efs.rootDirectory ?? "/" } }
    : volume;
}
