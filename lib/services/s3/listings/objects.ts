import type { Context } from "../../../runtime/context.js";
import { OBJECTS, type ObjectVersion } from "../state/objects.js";
import { type KeyPage, type Scope, walk } from "./walk.js";

/** A page of the objects that a bucket shows: no delete markers, and nothing behind them. */
export function pageOfObjects(ctx: Context, scope: Scope, start: string): KeyPage<ObjectVersion> {
  const objects = ctx.table(OBJECTS);
  return walk(scope, start, (from) => objects.range({ from }));
}
