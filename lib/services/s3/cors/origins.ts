import type { Context } from "../../../runtime/context.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { BUCKETS } from "../state/buckets.js";
import { allowanceOf } from "./rules.js";

/**
 * Whether the CORS configuration of a bucket opens it to web pages of an
 * origin. Reads of a bucket that has one are always answered, as on AWS: the
 * browser hides what no rule allows. S3 itself would also store what no rule
 * allows; a simulator that accepts any signature must not.
 */
export function allowsOrigin(
  origin: string | undefined,
  { method, path }: RequestHead,
  ctx: Context,
): boolean {
  const bucket = path.split("/", 2)[1] ?? "";
  // A preflight changes nothing, and S3 has answers of its own to it.
  if (method === "OPTIONS") return bucket !== "";
  const cors = ctx.table(BUCKETS).get(bucket)?.configuration.cors;
  if (!cors) return false;
  if (method === "GET" || method === "HEAD") return true;
  return allowanceOf(cors, { origin: origin ?? "null", method, headers: [] }) !== undefined;
}
