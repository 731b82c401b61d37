import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";

/** Protection of a service's task from scale-in and replacement. */
interface ProtectionRow {
  readonly expiresAt: Date;
}

export const PROTECTIONS = defineTable<ProtectionRow>({
  name: "ecs.task-protections",
  key: ["clusterName", "taskId"],
});

/** End of a task's protection; `undefined` if there is none, or it has expired. */
export function protectionOf(ctx: Context, taskKey: string): Date | undefined {
  const row = ctx.table(PROTECTIONS).get(taskKey);
  return row && row.expiresAt.getTime() > ctx.now() ? row.expiresAt : undefined;
}

export function isProtected(ctx: Context, taskKey: string): boolean {
  return protectionOf(ctx, taskKey) !== undefined;
}

/** Protects a task until a time; without one, removes the protection. */
export function protect(ctx: Context, taskKey: string, expiresAt: Date | undefined): void {
  if (expiresAt) ctx.table(PROTECTIONS).put(taskKey, { expiresAt });
  else ctx.table(PROTECTIONS).delete(taskKey);
}
