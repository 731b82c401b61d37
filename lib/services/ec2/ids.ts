import type { Context } from "../../runtime/context.js";

/** A new id: its prefix and 17 hexadecimal digits, of which the first has been 0 ever since AWS made them that long. */
export function newId(ctx: Context, prefix: string): string {
  return `${prefix}-0${ctx.ids.hex(16)}`;
}
