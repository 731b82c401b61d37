import type { Context } from "../../../runtime/context.js";
import type { TaskRow } from "../state/tasks.js";

/** Why a task cannot start: EFS does not have a file system or access point of its volumes. */
export function volumeFailure(ctx: Context, { definition }: TaskRow): string | undefined {
  for (const { efsVolumeConfiguration: efs } of definition.volumes ?? []) {
    const failure =
      efs &&
      ctx.ports.fileSystems?.mountFailure(ctx, efs.fileSystemId, efs.authorizationConfig?.accessPointId);
    if (!failure) continue;
    return (
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: " +
      `stderr: ${failure.text} : unsuccessful EFS utils command execution; code: ${failure.code}`
    );
  }
  return undefined;
}
