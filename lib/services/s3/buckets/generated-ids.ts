import type { Context } from "../../../runtime/context.js";

/** An id as S3 gives one to a rule that came without: the base64 of a UUID's text. */
export function generatedId(ctx: Context): string {
  return Buffer.from(ctx.ids.uuid()).toString("base64");
}
