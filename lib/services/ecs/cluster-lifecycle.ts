import type { Context } from "../../core/context.js";
import type { DelayDefaults } from "../../core/delays.js";
import { trimHistory } from "../../core/histories.js";
import type { TimerHandler } from "../../core/service.js";
import { isAttaching } from "./cluster-capacity.js";
import { CLUSTERS, type ClusterRow, DELETED_CLUSTERS } from "./state/clusters.js";

const HOUR = 3_600_000;
const ATTACHMENTS = "ecs.cluster-attachments";
const FORGET = "ecs.forget-cluster";

/** How long changes of clusters take, unless a test says otherwise. */
export const clusterDelays = {
  /** From associating an Auto Scaling group's capacity provider to its being attached. */
  clusterAttachments: "2s",
} satisfies DelayDefaults;

/** Begins what follows the writing of a cluster's row. */
export function awaitAttachments(ctx: Context, row: ClusterRow): void {
  if (isAttaching(row)) ctx.later("clusterAttachments", ATTACHMENTS, row.clusterName);
}

/** Counts a describe call of a cluster. */
export function clusterDescribed(ctx: Context, row: ClusterRow): void {
  ctx.described(ATTACHMENTS, row.clusterName);
}

/**
 * A deleted cluster can still be described for a while; how long, AWS does not
 * say. Of many that were deleted, the first are forgotten earlier.
 */
export function forgetLater(ctx: Context, row: ClusterRow): void {
  ctx.after(HOUR, FORGET, row.clusterName, { background: true });
  const deleted = ctx.table(DELETED_CLUSTERS);
  deleted.delete(row.clusterName);
  deleted.put(row.clusterName, true);
  trimHistory(ctx, DELETED_CLUSTERS, (_, name) => {
    deleted.delete(name);
    if (ctx.table(CLUSTERS).get(name)?.status === "INACTIVE") ctx.table(CLUSTERS).delete(name);
  });
}

/** What the waits of clusters end in. */
export const clusterTimers: Readonly<Record<string, TimerHandler>> = {
  [ATTACHMENTS](name, ctx) {
    const row = ctx.table(CLUSTERS).get(name);
    if (!row || !isAttaching(row)) return;
    const attachments = row.attachments?.map((attachment) => ({ ...attachment, status: "CREATED" }));
    ctx.table(CLUSTERS).put(name, { ...row, attachments, attachmentsStatus: "UPDATE_COMPLETE" });
  },

  [FORGET](name, ctx) {
    // It may have been made anew and deleted again since this timer was set.
    const { deletedAt = Number.POSITIVE_INFINITY } = ctx.table(CLUSTERS).get(name) ?? {};
    if (ctx.now() - deletedAt >= HOUR) ctx.table(CLUSTERS).delete(name);
  },
};
