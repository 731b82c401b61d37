import type { Context } from "../../runtime/context.js";
import { ONLY_ROW } from "../../runtime/store/store.js";
import type { ResourceIdType } from "./generated/types.js";
import { PREFERENCES } from "./state.js";

/** Hex digits of ids: short ones are as valid as long ones, and easier to read. */
const SHORT = 8;
const LONG = 17;

/** The account's preference: short until PutAccountPreferences requests long ids. */
export function idPreference(ctx: Context): ResourceIdType {
  return ctx.table(PREFERENCES).get(ONLY_ROW) ?? "SHORT_ID";
}

/** Access points always have long ids, the only form that Lambda's FileSystemConfigs accepts. */
export function newAccessPointId(ctx: Context, isTaken: (id: string) => boolean): string {
  return unique(ctx, "fsap", LONG, isTaken);
}

/** A new id such as `fs-0123abcd`. */
export function newId(ctx: Context, prefix: "fs" | "fsmt", isTaken: (id: string) => boolean): string {
  return unique(ctx, prefix, idPreference(ctx) === "SHORT_ID" ? SHORT : LONG, isTaken);
}

function unique(ctx: Context, prefix: string, digits: number, isTaken: (id: string) => boolean): string {
  let id = `${prefix}-${ctx.ids.hex(digits)}`;
  while (isTaken(id)) id = `${prefix}-${ctx.ids.hex(digits)}`;
  return id;
}
