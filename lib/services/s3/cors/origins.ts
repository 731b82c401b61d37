import type { Context } from "../../../runtime/context.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { BUCKETS } from "../state/buckets.js";
import { allowanceOf } from "./rules.js";

/**
 * Whether the CORS configuration of a bucket admits web pages of an origin. Reads of a bucket with such a
 * configuration always succeed, as on AWS: the browser hides what no rule allows. S3 would also accept writes
 * that no rule allows; a simulator that accepts any signature must not.
 */
export function allowsOrigin(
  origin: string | undefined,
  { method, path }: RequestHead,
  ctx: Context,
): boolean {
  const bucket = path.split("/", 2)[1] ?? "";
  // A preflight changes nothing, and S3 has its own responses for it.
  if (method === "OPTIONS") return bucket !== "";
  const cors = ctx.table(BUCKETS).get(bucket)?.configuration.cors;
  if (!cors) return false;
  if (method === "GET" || method === "HEAD") return true;
  return allowanceOf(cors, { origin: origin ?? "null", method, headers: [] }) !== undefined;
}
