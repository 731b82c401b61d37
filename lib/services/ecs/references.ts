import type { Context } from "../../runtime/context.js";
import {
  clusterInactive,
  clusterNotFound,
  invalidRevision,
  taskDefinitionInactive,
  taskDefinitionNotFound,
} from "./errors.js";
import { CLUSTERS, type ClusterRow } from "./state/clusters.js";
import { TASK_DEFINITIONS, type TaskDefinitionRow, taskDefinitionKey } from "./state/task-definitions.js";
import { latestActive } from "./task-definitions/store.js";

/** The name in a cluster argument: a name, an ARN, or `default` if omitted. */
export function clusterName(reference: string | undefined): string {
  if (reference === undefined || reference === "") return "default";
  return reference.startsWith("arn:") ? reference.slice(reference.lastIndexOf("/") + 1) : reference;
}

/** The ACTIVE or INACTIVE cluster of an argument; `undefined` for an ARN of another account or region. */
export function lookUpCluster(ctx: Context, reference: string | undefined): ClusterRow | undefined {
  const row = ctx.table(CLUSTERS).get(clusterName(reference));
  return reference?.startsWith("arn:") && row?.clusterArn !== reference ? undefined : row;
}

/**
 * The ACTIVE cluster of an argument.
 *
 * @throws ClusterNotFoundException if it does not exist, or was deleted.
 */
export function findCluster(ctx: Context, reference: string | undefined): ClusterRow {
  const row = lookUpCluster(ctx, reference);
  if (!row) throw clusterNotFound();
  if (row.status === "INACTIVE") throw clusterInactive();
  return row;
}

/** A parsed task definition argument: `family`, `family:revision` or an ARN. */
export interface TaskDefinitionReference {
  readonly family: string;
  /** Omitted for the newest ACTIVE revision. */
  readonly revision?: number;
}

/** @throws ClientException when the part after the colon is not a revision number. */
export function parseTaskDefinition(reference: string): TaskDefinitionReference {
  const name = reference.startsWith("arn:") ? reference.slice(reference.indexOf("/") + 1) : reference;
  const colon = name.indexOf(":");
  if (colon < 0) return { family: name };
  const revision = name.slice(colon + 1);
  if (!/^[1-9]\d{0,6}$/.test(revision)) throw invalidRevision(revision);
  return { family: name.slice(0, colon), revision: Number(revision) };
}

/** The revision of an argument, in any status; without a revision number, the newest ACTIVE one. */
export function lookUpTaskDefinition(ctx: Context, reference: string): TaskDefinitionRow | undefined {
  const { family, revision } = parseTaskDefinition(reference);
  if (reference.startsWith("arn:") && !reference.startsWith(ctx.arn(`task-definition/${family}`)))
    return undefined;
  return revision === undefined
    ? latestActive(ctx, family)
    : ctx.table(TASK_DEFINITIONS).get(taskDefinitionKey(family, revision));
}

/**
 * The revision for a new task or service.
 *
 * @throws ClientException if it does not exist, or is deregistered.
 */
export function findTaskDefinition(ctx: Context, reference: string): TaskDefinitionRow {
  const row = lookUpTaskDefinition(ctx, reference);
  if (!row) throw taskDefinitionNotFound();
  if (row.taskDefinition.status !== "ACTIVE") throw taskDefinitionInactive();
  return row;
}
