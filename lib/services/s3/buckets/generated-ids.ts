import type { Context } from "../../../runtime/context.js";

/** An id in the form of those that S3 generates for rules: the base64 of a UUID string. */
export function generatedId(ctx: Context): string {
  return Buffer.from(ctx.ids.uuid()).toString("base64");
}
