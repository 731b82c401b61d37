import type { WireRequest } from "../wire/message.js";

/** `X-Amz-Target`, split at its last dot. Without a dot, all of it is the prefix. */
export interface Target {
  readonly prefix: string;
  readonly operation: string;
}

/** The target of a request; `undefined` if it has none. */
export function targetOf({ headers }: Pick<WireRequest, "headers">): Target | undefined {
  const target = headers["x-amz-target"];
  if (target === undefined) return undefined;
  const dot = target.lastIndexOf(".");
  return dot < 0
    ? { prefix: target, operation: "" }
    : { prefix: target.slice(0, dot), operation: target.slice(dot + 1) };
}
