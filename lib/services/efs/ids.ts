import type { Context } from "../../core/context.js";
import type { ResourceIdType } from "./generated/types.js";
import { PREFERENCES } from "./state.js";

/** Hex digits of ids: short ones are as valid as long ones, and easier to read. */
const SHORT = 8;
const LONG = 17;

/** The account's preference: short until PutAccountPreferences asks for long ids. */
export function idPreference(ctx: Context): ResourceIdType {
  return ctx.table(PREFERENCES).get("") ?? "SHORT_ID";
}

/** A new id such as `fs-0123abcd`. */
export function newId(
  ctx: Context,
  prefix: "fs" | "fsmt" | "fsap",
  isTaken: (id: string) => boolean,
): string {
  const digits = idPreference(ctx) === "SHORT_ID" ? SHORT : LONG;
  let id = `${prefix}-${ctx.ids.hex(digits)}`;
  while (isTaken(id)) id = `${prefix}-${ctx.ids.hex(digits)}`;
  return id;
}
