import { createHash } from "node:crypto";
import type { Context } from "../../../runtime/context.js";
import type { TaskContainer, TaskRow } from "../state/tasks.js";
import { putTask } from "../task-store.js";
import { pullDenial } from "./execution-role.js";
import { failToStart } from "./stop.js";

/** The digest of an image: that of the registry, else one derived from its name. */
export function imageDigest(ctx: Context, image: string): string {
  return ctx.ports.images?.digest(image) ?? `sha256:${createHash("sha256").update(image).digest("hex")}`;
}

/**
 * Pulls the images of a task and sets the digests of its containers; `undefined` if one is missing and the
 * task stops.
 */
export function pullImages(ctx: Context, row: TaskRow): TaskRow | undefined {
  const containers: TaskContainer[] = [];
  for (const container of row.task.containers) {
    const denial = pullDenial(ctx, row, container.image);
    if (denial !== undefined) {
      failToStart(ctx, row, denial);
      return undefined;
    }
    const pull = ctx.ports.images?.pull(container.image);
    if (pull && "failure" in pull) {
      failToStart(ctx, row, pull.failure);
      return undefined;
    }
    containers.push({ ...container, imageDigest: pull?.digest ?? imageDigest(ctx, container.image) });
  }
  return putTask(ctx, row, { containers });
}
