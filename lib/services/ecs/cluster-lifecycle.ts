import type { Context } from "../../runtime/context.js";
import type { DelayDefaults } from "../../runtime/delays.js";
import type { TimerHandler } from "../../runtime/service.js";
import { trimHistory } from "../../runtime/store/records.js";
import { isAttaching } from "./cluster-capacity.js";
import { CLUSTERS, type ClusterRow, DELETED_CLUSTERS } from "./state/clusters.js";

const HOUR = 3_600_000;
const ATTACHMENTS = "ecs.cluster-attachments";
const FORGET = "ecs.forget-cluster";

/** Default durations of cluster changes. */
export const clusterDelays = {
  /** From associating an Auto Scaling group's capacity provider to its attachment. */
  clusterAttachments: "2s",
} satisfies DelayDefaults;

/** Schedules the attachments of a written cluster. */
export function awaitAttachments(ctx: Context, row: ClusterRow): void {
  if (isAttaching(row)) ctx.later("clusterAttachments", ATTACHMENTS, row.clusterName);
}

/** Counts a describe call of a cluster. */
export function clusterDescribed(ctx: Context, row: ClusterRow): void {
  ctx.described(ATTACHMENTS, row.clusterName);
}

/**
 * A deleted cluster can still be described for a while; AWS does not document how long. Beyond the history
 * limit, the oldest deleted clusters are removed earlier.
 */
export function forgetLater(ctx: Context, row: ClusterRow): void {
  const deleted = ctx.table(DELETED_CLUSTERS);
  // One timer for all of them, set by the first.
  if (deleted.size === 0) ctx.after(HOUR, FORGET, "", { background: true });
  deleted.delete(row.clusterName);
  deleted.put(row.clusterName, true);
  trimHistory(ctx, DELETED_CLUSTERS, (_, name) => {
    deleted.delete(name);
    if (ctx.table(CLUSTERS).get(name)?.status === "INACTIVE") ctx.table(CLUSTERS).delete(name);
  });
}

/** Run when waits of clusters end. */
export const clusterTimers: Readonly<Record<string, TimerHandler>> = {
  [ATTACHMENTS](name, ctx) {
    const row = ctx.table(CLUSTERS).get(name);
    if (!row || !isAttaching(row)) return;
    const attachments = row.attachments?.map((attachment) => ({ ...attachment, status: "CREATED" }));
    ctx.table(CLUSTERS).put(name, { ...row, attachments, attachmentsStatus: "UPDATE_COMPLETE" });
  },

  [FORGET](_, ctx) {
    for (const [name] of ctx.table(DELETED_CLUSTERS).entries()) {
      // A cluster that was created again is ACTIVE and has no such time.
      const { deletedAt = 0, status } = ctx.table(CLUSTERS).get(name) ?? {};
      const wait = status === "INACTIVE" ? deletedAt + HOUR - ctx.now() : 0;
      if (wait > 0) return ctx.after(wait, FORGET, "", { background: true });
      ctx.table(DELETED_CLUSTERS).delete(name);
      if (status === "INACTIVE") ctx.table(CLUSTERS).delete(name);
    }
  },
};
