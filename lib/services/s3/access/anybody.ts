import type { Context } from "../../../core/context.js";
import type { RequestHead } from "../../../core/wire-hooks.js";
import { accessDenied } from "../errors/requests.js";
import { anonymousOverride } from "../errors/wire.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { targetOf } from "../wire/targets.js";

/**
 * Lets an unsigned request through where everybody may do what it asks for.
 *
 * @throws AccessDenied
 */
export function admitAnybody(operation: string, { path, query }: RequestHead, ctx: Context): void {
  const { bucket: name, key } = targetOf(path);
  const bucket = ctx.table(BUCKETS).get(name);
  // Whether a bucket exists is no secret.
  if (!bucket && name !== "") return;
  if (!bucket || !mayAnybody(operation, bucket, key)) throw accessDenied();
  if (/(?:^|&)response-[a-z-]+=/.test(query)) throw anonymousOverride();
}

/** Policies and ACLs are not evaluated: nothing is public. */
export function mayAnybody(_operation: string, _bucket: BucketRow, _key: string): boolean {
  return false;
}
