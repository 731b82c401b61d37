import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { type Tagged, taggedRow } from "../../shared/tags.js";
import { own } from "../../values/own.js";
import { isFargateProvider, lookUpCapacityProvider } from "./capacity-providers.js";
import { invalidResourceArn, resourceNotValid, serviceNotFound, taskStopped } from "./errors.js";
import type { Tag } from "./generated/types.js";
import { findCluster, lookUpTaskDefinition } from "./references.js";
import { serviceOfArn } from "./services/store.js";
import { lookUpTaskSet } from "./services/task-sets.js";
import { CAPACITY_PROVIDERS } from "./state/capacity-providers.js";
import { CLUSTERS } from "./state/clusters.js";
import { SERVICES } from "./state/services.js";
import { TASK_SETS } from "./state/task-sets.js";
import { TASKS, taskKey } from "./state/tasks.js";
import { saveTaskDefinition } from "./task-definitions/store.js";
import { updateTask } from "./task-store.js";

type TaggedResource = Tagged<readonly Tag[]>;

/** Finds a resource of one type by its ARN, or throws ECS's error if it does not exist. */
type FindTagged = (ctx: Context, arn: string) => TaggedResource;

/** The taggable resource types, by the first part of the resource in their ARNs. */
const TAGGABLE: Readonly<Record<string, FindTagged>> = {
  cluster(ctx, arn) {
    const row = findCluster(ctx, arn);
    return taggedRow(ctx.table(CLUSTERS), row.clusterName, row);
  },

  "task-definition"(ctx, arn) {
    const row = lookUpTaskDefinition(ctx, arn);
    if (row?.taskDefinition.taskDefinitionArn !== arn) throw resourceNotValid("task definition");
    return { tags: row.tags, replace: (tags) => saveTaskDefinition(ctx, { ...row, tags }) };
  },

  task(ctx, arn) {
    const [, clusterName = "", taskId = ""] = parseArn(arn)?.resource.split("/") ?? [];
    const row = ctx.table(TASKS).get(taskKey(clusterName, taskId));
    if (row?.task.taskArn !== arn) throw resourceNotValid("task");
    if (row.task.lastStatus === "STOPPED") throw taskStopped();
    return { tags: row.task.tags, replace: (tags) => void updateTask(ctx, row, { tags }) };
  },

  service(ctx, arn) {
    const row = serviceOfArn(ctx, arn);
    if (!row) throw serviceNotFound();
    return taggedRow(ctx.table(SERVICES), row.key, row);
  },

  "task-set"(ctx, arn) {
    const row = lookUpTaskSet(ctx, arn);
    if (!row) throw resourceNotValid("task set");
    return taggedRow(ctx.table(TASK_SETS), row.key, row);
  },

  "capacity-provider"(ctx, arn) {
    const row = lookUpCapacityProvider(ctx, arn);
    if (!row || isFargateProvider(row.provider.name)) throw resourceNotValid("capacity provider");
    return taggedRow(ctx.table(CAPACITY_PROVIDERS), row.provider.name, row);
  },
};

/**
 * The taggable resource of an ARN.
 *
 * @throws InvalidParameterException for any other ARN, and the error of the resource type if it does not
 * exist.
 */
export function findTagged(ctx: Context, arn: string): TaggedResource {
  const { service, resource = "" } = parseArn(arn) ?? {};
  const type = resource.slice(0, resource.indexOf("/"));
  const find = service === "ecs" ? own(TAGGABLE, type) : undefined;
  if (!find) throw invalidResourceArn();
  return find(ctx, arn);
}
