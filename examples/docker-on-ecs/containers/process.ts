import type { ContainerProcess } from "../aws/task-definition.js";
import type { ImageRecord } from "../store/records.js";
import type { ContainerSpec } from "./spec.js";

/**
 * What a container runs: the client's entry point and command, else those of
 * the image. An entry point of the client's replaces the command of the image too.
 *
 * @returns `undefined` if that is the image's own, and its configuration is unknown.
 */
export function processOf(
  { entrypoint, command }: Pick<ContainerSpec, "entrypoint" | "command">,
  { config }: Pick<ImageRecord, "config">,
): ContainerProcess | undefined {
  // `--entrypoint ""` removes the entry point of the image.
  const own = entrypoint?.filter((word) => word !== "");
  const process =
    own !== undefined && own.length > 0
      ? { entrypoint: own, command: command ?? [] }
      : { entrypoint: own ?? config?.Entrypoint ?? [], command: command ?? config?.Cmd ?? [] };
  return process.entrypoint.length + process.command.length === 0 ? undefined : process;
}
