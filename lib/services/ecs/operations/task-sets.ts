import type { Context } from "../../../runtime/context.js";
import { invalidParameter, tagsEmpty, taskSetNotFound } from "../errors.js";
import type {
  CreateTaskSetRequest,
  CreateTaskSetResponse,
  DeleteTaskSetRequest,
  DeleteTaskSetResponse,
  DescribeTaskSetsRequest,
  DescribeTaskSetsResponse,
  TaskSet,
  UpdateServicePrimaryTaskSetRequest,
  UpdateServicePrimaryTaskSetResponse,
  UpdateTaskSetRequest,
  UpdateTaskSetResponse,
} from "../generated/types.js";
import { findCluster } from "../references.js";
import { isGone, tasksStartedBy } from "../services/counts.js";
import { checkSoon } from "../services/lifecycle.js";
import { findActiveService, findService } from "../services/references.js";
import { revisionFor } from "../services/request.js";
import { saveService, tasksOfService } from "../services/store.js";
import { checkedScale, describeTaskSet, taskSetsOf } from "../services/task-sets.js";
import type { ServiceRow } from "../state/services.js";
import { TASK_SETS, type TaskSetRow, taskSetKey } from "../state/task-sets.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html */
export function createTaskSet(input: CreateTaskSetRequest, ctx: Context): CreateTaskSetResponse {
  const service = findActiveService(ctx, input.cluster, input.service);
  if (service.settings.deploymentController.type !== "EXTERNAL") {
    throw invalidParameter(
      "CreateTaskSet is only supported for services with an EXTERNAL deployment controller.",
    );
  }
  if (input.tags?.length === 0) throw tagsEmpty();
  const id = `ecs-svc/${ctx.ids.digits(19)}`;
  const set: TaskSetRow = {
    key: taskSetKey(service.key, id),
    id,
    taskSetArn: taskSetArn(ctx, service, id),
    externalId: input.externalId,
    status: "ACTIVE",
    revision: revisionFor(ctx, findCluster(ctx, input.cluster), input),
    scale: checkedScale(input.scale ?? { value: 0 }),
    createdAt: ctx.date(),
    updatedAt: ctx.date(),
    stableAt: ctx.date(),
    isStable: false,
    streak: 0,
    tags: tagging.checked(input.tags),
  };
  return { taskSet: saved(ctx, service, set) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskSets.html */
export function describeTaskSets(input: DescribeTaskSetsRequest, ctx: Context): DescribeTaskSetsResponse {
  const service = findService(ctx, input.cluster, input.service);
  const all = taskSetsOf(ctx, service);
  const references = input.taskSets ?? all.map(({ id }) => id);
  const named = (reference: string) => all.find((set) => isNamed(set, reference));
  const tasks = tasksOfService(ctx, service);
  return {
    taskSets: references
      .flatMap((reference) => named(reference) ?? [])
      .map((set) => describeTaskSet(service, set, tasks, input.include)),
    failures: references
      .filter((reference) => !named(reference))
      .map((reference) => ({
        arn: reference.startsWith("arn:") ? reference : taskSetArn(ctx, service, reference),
        reason: "MISSING",
      })),
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskSet.html */
export function updateTaskSet(input: UpdateTaskSetRequest, ctx: Context): UpdateTaskSetResponse {
  const { service, set } = find(ctx, input);
  const scale = checkedScale(input.scale);
  return {
    taskSet: saved(ctx, service, {
      ...set,
      scale,
      updatedAt: ctx.date(),
      stableAt: ctx.date(),
      isStable: false,
    }),
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateServicePrimaryTaskSet.html */
export function updateServicePrimaryTaskSet(
  input: UpdateServicePrimaryTaskSetRequest,
  ctx: Context,
): UpdateServicePrimaryTaskSetResponse {
  const { service, set } = find(ctx, { ...input, taskSet: input.primaryTaskSet });
  for (const other of taskSetsOf(ctx, service)) {
    if (other.status === "PRIMARY")
      ctx.table(TASK_SETS).put(other.key, { ...other, status: "ACTIVE", updatedAt: ctx.date() });
  }
  saveService(ctx, { ...service, revision: set.revision });
  return { taskSet: saved(ctx, service, { ...set, status: "PRIMARY", updatedAt: ctx.date() }) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskSet.html */
export function deleteTaskSet(input: DeleteTaskSetRequest, ctx: Context): DeleteTaskSetResponse {
  const { service, set } = find(ctx, input);
  const hasTasks = tasksStartedBy(tasksOfService(ctx, service), set.id).some((task) => !isGone(task));
  if (hasTasks && !input.force) {
    throw invalidParameter("The task set cannot be deleted while it is scaled above 0.");
  }
  return { taskSet: saved(ctx, service, { ...set, status: "DRAINING", updatedAt: ctx.date() }) };
}

/** @throws ClusterNotFoundException, ServiceNotFoundException, ServiceNotActiveException, TaskSetNotFoundException */
function find(
  ctx: Context,
  input: { readonly cluster: string; readonly service: string; readonly taskSet: string },
) {
  const service = findActiveService(ctx, input.cluster, input.service);
  const set = taskSetsOf(ctx, service).find((candidate) => isNamed(candidate, input.taskSet));
  if (!set) throw taskSetNotFound();
  return { service, set };
}

function isNamed({ id, taskSetArn }: TaskSetRow, reference: string): boolean {
  return reference === id || reference === taskSetArn;
}

function saved(ctx: Context, service: ServiceRow, set: TaskSetRow): TaskSet {
  ctx.table(TASK_SETS).put(set.key, set);
  checkSoon(ctx, service);
  return describeTaskSet(service, set, tasksOfService(ctx, service), ["TAGS"]);
}

function taskSetArn(ctx: Context, { clusterName, serviceName }: ServiceRow, id: string): string {
  return ctx.arn(`task-set/${clusterName}/${serviceName}/${id}`);
}
