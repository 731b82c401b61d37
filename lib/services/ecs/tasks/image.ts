import { createHash } from "node:crypto";
import type { Context } from "../../../runtime/context.js";
import type { TaskContainer, TaskRow } from "../state/tasks.js";
import { putTask } from "../task-store.js";
import { failToStart } from "./stop.js";

/** The digest that an image has: what the registry says, or else always the same for the same name. */
export function imageDigest(ctx: Context, image: string): string {
  return ctx.ports.images?.digest(image) ?? `sha256:${createHash("sha256").update(image).digest("hex")}`;
}

/** The images of a task are there, and its containers know their digests; `undefined` when one is missing and the task stops. */
export function pullImages(ctx: Context, row: TaskRow): TaskRow | undefined {
  const containers: TaskContainer[] = [];
  for (const container of row.task.containers) {
    const pull = ctx.ports.images?.pull(container.image);
    if (pull && "failure" in pull) {
      failToStart(ctx, row, pull.failure);
      return undefined;
    }
    containers.push({ ...container, imageDigest: pull?.digest ?? imageDigest(ctx, container.image) });
  }
  return putTask(ctx, row, { containers });
}
