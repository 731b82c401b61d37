import type { Context } from "../../runtime/context.js";
import { targetNotFound } from "./errors.js";
import type { ClusterRow } from "./state/clusters.js";

/**
 * The ARN of the container instance of an attribute, given by id or ARN. Container instances are not
 * simulated, so every well-formed reference in the cluster is accepted.
 *
 * @throws TargetNotFoundException for any other target.
 */
export function containerInstanceTarget(
  ctx: Context,
  cluster: ClusterRow,
  reference: string | undefined,
): string {
  const id = reference?.slice(reference.lastIndexOf("/") + 1) ?? "";
  const arn = ctx.arn(`container-instance/${cluster.clusterName}/${id}`);
  if (!/^[0-9a-f]{32}$/.test(id) || (reference !== id && reference !== arn)) throw targetNotFound();
  return arn;
}
