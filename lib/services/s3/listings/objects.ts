import type { Context } from "../../../runtime/context.js";
import { seenObjects } from "../consistency/former.js";
import type { ObjectVersion } from "../state/objects.js";
import { type KeyPage, type Scope, walk } from "./walk.js";

/** A page of the current objects of a bucket: without delete markers and keys behind them. */
export function pageOfObjects(ctx: Context, scope: Scope, start: string): KeyPage<ObjectVersion> {
  return walk(scope, start, (from) => seenObjects(ctx, scope.bucket, from));
}
