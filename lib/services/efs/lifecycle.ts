import type { Context } from "../../runtime/context.js";
import type { TimerHandler } from "../../runtime/service.js";
import { keyParts } from "../../runtime/store/store.js";
import { removeAccessPoint } from "./access-points.js";
import { backupKey } from "./backups.js";
import { removeFileSystem, saveFileSystem } from "./file-systems.js";
import type { LifeCycleState } from "./generated/types.js";
import { removeMountTarget } from "./mount-targets.js";
import { enableReplication, removeReplication } from "./replications.js";
import { ACCESS_POINTS, FILE_SYSTEMS, type FileSystemRow, MOUNT_TARGETS } from "./state.js";
import { type Wait, waitKind } from "./waits.js";

/** Size of an empty file system on AWS, in bytes. */
const METADATA_BYTES = 6144;

/** The end of each wait, if its resource is still in the same state. */
const ENDS: Readonly<Record<Wait, TimerHandler>> = {
  creating: fileSystem("creating", (ctx, row) => {
    const bytes = row.bytes.measuredAt ? row.bytes : { ...row.bytes, standard: METADATA_BYTES };
    saveFileSystem(ctx, { ...row, lifeCycleState: "available", bytes });
  }),
  updating: fileSystem("updating", (ctx, row) => {
    saveFileSystem(ctx, { ...row, lifeCycleState: "available" });
  }),
  deleting: fileSystem("deleting", removeFileSystem),

  mountTargetCreating(id, ctx) {
    const row = ctx.table(MOUNT_TARGETS).get(id);
    if (row?.lifeCycleState === "creating")
      ctx.table(MOUNT_TARGETS).put(id, { ...row, lifeCycleState: "available" });
  },
  mountTargetDeleting(id, ctx) {
    const row = ctx.table(MOUNT_TARGETS).get(id);
    if (row?.lifeCycleState === "deleting") removeMountTarget(ctx, row);
  },

  accessPointCreating(id, ctx) {
    const row = ctx.table(ACCESS_POINTS).get(id);
    if (row?.lifeCycleState === "creating")
      ctx.table(ACCESS_POINTS).put(id, { ...row, lifeCycleState: "available" });
  },
  accessPointDeleting(id, ctx) {
    const row = ctx.table(ACCESS_POINTS).get(id);
    if (row?.lifeCycleState === "deleting") removeAccessPoint(ctx, row);
  },

  backupPolicy(key, ctx) {
    const [, fileSystemId = ""] = keyParts(key);
    const row = ctx.table(FILE_SYSTEMS).get(fileSystemId);
    // A later change has its own wait.
    if (!row?.backup || backupKey(row) !== key) return;
    const status = row.backup.status === "ENABLING" ? "ENABLED" : "DISABLED";
    saveFileSystem(ctx, { ...row, backup: { ...row.backup, status } });
  },

  replicationEnabling: (id, ctx) => enableReplication(ctx, id),
  replicationDeleting: (id, ctx) => removeReplication(ctx, id),
};

/** Run when waits end. */
export const timers: Readonly<Record<string, TimerHandler>> = Object.fromEntries(
  Object.entries(ENDS).map(([wait, end]) => [waitKind(wait as Wait), end]),
);

function fileSystem(from: LifeCycleState, enter: (ctx: Context, row: FileSystemRow) => void): TimerHandler {
  return (id, ctx) => {
    const row = ctx.table(FILE_SYSTEMS).get(id);
    if (row?.lifeCycleState === from) enter(ctx, row);
  };
}
