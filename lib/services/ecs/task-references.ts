import type { Context } from "../../runtime/context.js";
import { invalidIdentifier, taskIdLength, wrongCluster } from "./errors.js";
import { clusterName } from "./references.js";
import { TASKS, type TaskRow, taskKey } from "./state/tasks.js";

/** A parsed task argument. The cluster is the request's, or `default`. */
export interface TaskReference {
  readonly key: string;
  readonly arn: string;
}

/**
 * Parses a task argument: an id of 32 or 36 characters, or an ARN.
 *
 * @throws InvalidParameterException for anything else, or an ARN of another cluster.
 */
export function parseTask(ctx: Context, reference: string, cluster: string | undefined): TaskReference {
  const name = clusterName(cluster);
  const prefix = arnOf(ctx, name, "");
  // Fast path for almost all references, without parsing.
  if (
    reference.startsWith(prefix) &&
    !reference.includes(":", prefix.length) &&
    !reference.includes("/", prefix.length)
  )
    return { key: taskKey(name, checkedId(reference.slice(prefix.length))), arn: reference };
  if (!reference.startsWith("arn:"))
    return { key: taskKey(name, checkedId(reference)), arn: arnOf(ctx, name, reference) };
  const parts = reference.split(":");
  const [type, ...path] = (parts[5] ?? "").split("/");
  if (parts.length !== 6 || type !== "task" || path.length < 1 || path.length > 2)
    throw invalidIdentifier("Unexpected number of separators");
  const [own, id] = path.length === 2 ? [path[0] ?? name, path[1] ?? ""] : [name, path[0] ?? ""];
  if (own !== name) throw wrongCluster(own, name);
  return { key: taskKey(name, checkedId(id)), arn: arnOf(ctx, name, id) };
}

/** The task of an argument, or `undefined`. */
export function lookUpTask(
  ctx: Context,
  reference: string,
  cluster: string | undefined,
): TaskRow | undefined {
  return ctx.table(TASKS).get(parseTask(ctx, reference, cluster).key);
}

function arnOf(ctx: Context, cluster: string, id: string): string {
  return ctx.arn(`task/${cluster}/${id}`);
}

function checkedId(id: string): string {
  if (id.length !== 32 && id.length !== 36) throw taskIdLength();
  return id;
}
