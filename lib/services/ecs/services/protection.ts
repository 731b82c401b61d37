import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";

/** Protection of a task of a service from being scaled in or replaced. */
interface ProtectionRow {
  readonly expiresAt: Date;
}

export const PROTECTIONS = defineTable<ProtectionRow>({
  name: "ecs.task-protections",
  key: ["clusterName", "taskId"],
});

/** When the protection of a task ends; `undefined` when there is none, or no longer. */
export function protectionOf(ctx: Context, taskKey: string): Date | undefined {
  const row = ctx.table(PROTECTIONS).get(taskKey);
  return row && row.expiresAt.getTime() > ctx.now() ? row.expiresAt : undefined;
}

export function isProtected(ctx: Context, taskKey: string): boolean {
  return protectionOf(ctx, taskKey) !== undefined;
}

/** Protects a task until a moment, or, without one, no longer. */
export function protect(ctx: Context, taskKey: string, expiresAt: Date | undefined): void {
  if (expiresAt) ctx.table(PROTECTIONS).put(taskKey, { expiresAt });
  else ctx.table(PROTECTIONS).delete(taskKey);
}
