import type { Context } from "../runtime/context.js";
import { key, keyPrefix } from "../runtime/store/store.js";
import { LANES } from "./delivery.js";

/** Adds a delivery to the end of its lane. @returns whether it is the first. */
export function enterLane(ctx: Context, kind: string, lane: string, number: number): boolean {
  const isFirst = firstOf(ctx, kind, lane) === undefined;
  ctx.table(LANES).put(key(kind, lane, number), number);
  return isFirst;
}

/** Removes a delivery from its lane. @returns the new first one. */
export function leaveLane(ctx: Context, kind: string, lane: string, number: number): number | undefined {
  ctx.table(LANES).delete(key(kind, lane, number));
  return firstOf(ctx, kind, lane);
}

function firstOf(ctx: Context, kind: string, lane: string): number | undefined {
  const prefix = keyPrefix(kind, lane);
  for (const [place, number] of ctx.table(LANES).range({ from: prefix }))
    return place.startsWith(prefix) ? number : undefined;
  return undefined;
}
