import type { Context } from "../../runtime/context.js";
import { functionPending, updateInProgress } from "./errors/functions.js";
import { functionArn } from "./references.js";
import { LATEST, PROVISIONED, qualifiedKey, VERSIONS, type VersionRow } from "./state.js";

/** The delays of Lambda's lifecycle. */
export const DELAYS = {
  /** `State`: Pending → Active, for new functions and versions. */
  creating: "500ms",
  /** `LastUpdateStatus`: InProgress → Successful. */
  updating: "500ms",
  /** Provisioned concurrency: IN_PROGRESS → READY. */
  provisioning: "500ms",
  /** Event source mappings: Creating, Updating, Enabling, Disabling and Deleting → next state. */
  mapping: "500ms",
} as const;

const VERSION_TIMER = "lambda.version";
const PROVISIONED_TIMER = "lambda.provisioned";

/** Starts the lifecycle of a new version: Pending, then Active. */
export function beginCreation(ctx: Context, row: VersionRow): VersionRow {
  return begin(ctx, "creating", { ...row, state: "Pending", lastUpdateStatus: undefined });
}

/** Starts an update: the version stays Active, its update is InProgress, then Successful. */
export function beginUpdate(ctx: Context, row: VersionRow): VersionRow {
  return begin(ctx, "updating", { ...row, state: "Active", lastUpdateStatus: "InProgress" });
}

export function beginProvisioning(ctx: Context, key: string): void {
  ctx.later("provisioning", PROVISIONED_TIMER, key);
}

/** Counts a describe call of a version. */
export function versionDescribed(ctx: Context, row: VersionRow): void {
  ctx.described(VERSION_TIMER, timerKey(row));
}

export function provisioningDescribed(ctx: Context, key: string): void {
  ctx.described(PROVISIONED_TIMER, key);
}

/** @throws ResourceConflictException while a version is being created or updated. */
export function refuseWhileChanging(ctx: Context, row: VersionRow): void {
  if (row.state === "Pending") throw functionPending();
  if (row.lastUpdateStatus === "InProgress") throw updateInProgress(functionArn(ctx, { name: row.name }));
}

export const TIMERS = {
  [VERSION_TIMER]: settle,
  [PROVISIONED_TIMER]: (key: string, ctx: Context) => {
    const row = ctx.table(PROVISIONED).get(key);
    if (row) ctx.table(PROVISIONED).put(key, { ...row, ready: true, allocated: row.requested });
  },
};

function begin(ctx: Context, delay: keyof typeof DELAYS, row: VersionRow): VersionRow {
  ctx.table(VERSIONS).put(qualifiedKey(row.name, row.version), row);
  ctx.later(delay, VERSION_TIMER, timerKey(row));
  return row;
}

/** The argument for `release`: the name of the function, or `name:3` for a published version. */
function timerKey({ name, version }: VersionRow): string {
  return version === LATEST ? name : `${name}:${version}`;
}

/** The revision changes when a change is accepted, and again when it completes. */
function settle(timer: string, ctx: Context): void {
  const colon = timer.indexOf(":");
  const key =
    colon < 0 ? qualifiedKey(timer, LATEST) : qualifiedKey(timer.slice(0, colon), timer.slice(colon + 1));
  const row = ctx.table(VERSIONS).get(key);
  if (!row || (row.state === "Active" && row.lastUpdateStatus !== "InProgress")) return;
  ctx.table(VERSIONS).put(key, {
    ...row,
    state: "Active",
    lastUpdateStatus: "Successful",
    revisionId: ctx.ids.uuid(),
  });
}
