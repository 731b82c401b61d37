import type { Context } from "../../runtime/context.js";
import { key } from "../../runtime/store/store.js";
import { saveFileSystem } from "./file-systems.js";
import type { FileSystemRow } from "./state.js";
import { described, waitFor } from "./waits.js";

/** Starts to enable or disable automatic backups. */
export function startBackup(ctx: Context, row: FileSystemRow, wanted: "ENABLED" | "DISABLED"): FileSystemRow {
  const before = row.backup;
  const status = wanted === "ENABLED" ? "ENABLING" : "DISABLING";
  if (before?.status === wanted || before?.status === status) return row;
  const changed = { ...row, backup: { status, change: (before?.change ?? 0) + 1 } } as const;
  waitFor(ctx, "backupPolicy", backupKey(changed));
  return saveFileSystem(ctx, changed);
}

/** Counts a describe call of a backup policy. */
export function backupDescribed(ctx: Context, row: FileSystemRow): void {
  described(ctx, "backupPolicy", backupKey(row));
}

/** The argument of `release` ends with the id. */
export function backupKey({ fileSystemId, backup }: FileSystemRow): string {
  return key(backup?.change ?? 0, fileSystemId);
}
