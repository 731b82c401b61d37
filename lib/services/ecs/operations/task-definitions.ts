import type { Context } from "../../../runtime/context.js";
import {
  invalidParameter,
  revisionMissing,
  taskDefinitionDoesNotExist,
  unableToDescribeTaskDefinition,
} from "../errors.js";
import type {
  DeleteTaskDefinitionsRequest,
  DeleteTaskDefinitionsResponse,
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse,
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse,
  Failure,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse,
  ListTaskDefinitionsRequest,
  ListTaskDefinitionsResponse,
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse,
  TaskDefinition,
} from "../generated/types.js";
import { lookUpTaskDefinition, parseTaskDefinition } from "../references.js";
import type { TaskDefinitionRow } from "../state/task-definitions.js";
import { deleteLater, taskDefinitionDescribed } from "../task-definitions/lifecycle.js";
import { familyPage, revisionPage } from "../task-definitions/listings.js";
import { registeredTaskDefinition } from "../task-definitions/register.js";
import { saveTaskDefinition } from "../task-definitions/store.js";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export function registerTaskDefinition(
  input: RegisterTaskDefinitionRequest,
  ctx: Context,
): RegisterTaskDefinitionResponse {
  const row = registeredTaskDefinition(ctx, input);
  saveTaskDefinition(ctx, row);
  return row;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html */
export function describeTaskDefinition(
  input: DescribeTaskDefinitionRequest,
  ctx: Context,
): DescribeTaskDefinitionResponse {
  const row = lookUpTaskDefinition(ctx, input.taskDefinition);
  if (!row) throw unableToDescribeTaskDefinition();
  taskDefinitionDescribed(ctx, row);
  return { taskDefinition: row.taskDefinition, tags: input.include?.includes("TAGS") ? row.tags : undefined };
}

/**
 * A deregistered revision is returned unchanged.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html
 */
export function deregisterTaskDefinition(
  input: DeregisterTaskDefinitionRequest,
  ctx: Context,
): DeregisterTaskDefinitionResponse {
  if (parseTaskDefinition(input.taskDefinition).revision === undefined) throw revisionMissing();
  const row = lookUpTaskDefinition(ctx, input.taskDefinition);
  if (!row) throw taskDefinitionDoesNotExist();
  if (row.taskDefinition.status !== "ACTIVE") return { taskDefinition: row.taskDefinition };
  return { taskDefinition: changed(ctx, row, { status: "INACTIVE", deregisteredAt: ctx.date() }) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskDefinitions.html */
export function deleteTaskDefinitions(
  input: DeleteTaskDefinitionsRequest,
  ctx: Context,
): DeleteTaskDefinitionsResponse {
  const references = input.taskDefinitions;
  if (references.length === 0) throw invalidParameter("TaskDefinitions can not be empty.");
  if (references.length > 10) throw invalidParameter("TaskDefinitions can have at most 10 items.");
  const taskDefinitions: TaskDefinition[] = [];
  const failures: Failure[] = [];
  for (const reference of references) {
    if (parseTaskDefinition(reference).revision === undefined) throw revisionMissing();
    const row = lookUpTaskDefinition(ctx, reference);
    const arn = reference.startsWith("arn:") ? reference : ctx.arn(`task-definition/${reference}`);
    if (!row) failures.push({ arn, reason: UNKNOWN });
    else if (row.taskDefinition.status === "ACTIVE") failures.push({ arn, reason: STILL_ACTIVE });
    else taskDefinitions.push(deleted(ctx, row));
  }
  return { taskDefinitions, failures };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html */
export function listTaskDefinitions(
  input: ListTaskDefinitionsRequest,
  ctx: Context,
): ListTaskDefinitionsResponse {
  const { items, next } = revisionPage(ctx, input);
  return { taskDefinitionArns: items, nextToken: next };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitionFamilies.html */
export function listTaskDefinitionFamilies(
  input: ListTaskDefinitionFamiliesRequest,
  ctx: Context,
): ListTaskDefinitionFamiliesResponse {
  const { items, next } = familyPage(ctx, input);
  return { families: items, nextToken: next };
}

const UNKNOWN =
  "The specified task definition does not exist. Specify a valid account, family, revision and try again.";
const STILL_ACTIVE =
  "The specified task definition is still in ACTIVE status. Please deregister the target and try again.";

function deleted(ctx: Context, row: TaskDefinitionRow): TaskDefinition {
  if (row.taskDefinition.status === "DELETE_IN_PROGRESS") return row.taskDefinition;
  deleteLater(ctx, row);
  return changed(ctx, row, { status: "DELETE_IN_PROGRESS", deleteRequestedAt: ctx.date() });
}

function changed(
  ctx: Context,
  row: TaskDefinitionRow,
  change: Partial<TaskDefinitionRow["taskDefinition"]>,
): TaskDefinition {
  const taskDefinition = { ...row.taskDefinition, ...change };
  saveTaskDefinition(ctx, { ...row, taskDefinition });
  return taskDefinition;
}
