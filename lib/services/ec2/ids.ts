import type { Context } from "../../runtime/context.js";

/**
 * A new id: its prefix and 17 hexadecimal digits, the first of which has been 0 since AWS introduced long
 * ids.
 */
export function newId(ctx: Context, prefix: string): string {
  return `${prefix}-0${ctx.ids.hex(16)}`;
}
