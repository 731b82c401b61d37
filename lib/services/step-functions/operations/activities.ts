import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../../runtime/context.js";
import { activityOf, describeActivitySummary } from "../activities.js";
import { activityArn, isOwnArn, parseActivityArn } from "../arns.js";
import { checkEncryption } from "../encryption.js";
import { activityAlreadyExists, activityLimitExceeded } from "../errors/activities.js";
import type {
  CreateActivityInput,
  CreateActivityOutput,
  DeleteActivityInput,
  DeleteActivityOutput,
  DescribeActivityInput,
  DescribeActivityOutput,
  ListActivitiesInput,
  ListActivitiesOutput,
} from "../generated/types.js";
import { checkName } from "../names.js";
import { pageRows } from "../paging.js";
import { ACTIVITIES, ACTIVITY_ORDER, type ActivityRow } from "../state/activities.js";
import { orderKey } from "../state/state-machines.js";
import { tagging } from "../tags.js";

const MOST_ACTIVITIES = 100_000;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html */
export function createActivity(input: CreateActivityInput, ctx: Context): CreateActivityOutput {
  const { name, tags = [] } = input;
  checkName(name);
  const arn = activityArn(ctx, name);
  const encryptionConfiguration = checkEncryption(ctx, input.encryptionConfiguration);
  const before = ctx.table(ACTIVITIES).get(name);
  if (before) {
    if (!isDeepStrictEqual(before.encryptionConfiguration, encryptionConfiguration))
      throw activityAlreadyExists(arn);
    return { activityArn: arn, creationDate: before.creationDate };
  }
  if (ctx.table(ACTIVITIES).size >= MOST_ACTIVITIES) throw activityLimitExceeded();
  const row: ActivityRow = {
    name,
    creationDate: ctx.date(),
    encryptionConfiguration,
    tags: tagging.merged([], tags, arn),
  };
  ctx.table(ACTIVITIES).put(name, row);
  ctx.table(ACTIVITY_ORDER).put(orderKey(row), name);
  return { activityArn: arn, creationDate: row.creationDate };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html */
export function describeActivity(
  { activityArn: arn }: DescribeActivityInput,
  ctx: Context,
): DescribeActivityOutput {
  const row = activityOf(ctx, arn);
  const { encryptionConfiguration } = row;
  return { ...describeActivitySummary(ctx, row), encryptionConfiguration };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html */
export function deleteActivity(
  { activityArn: arn }: DeleteActivityInput,
  ctx: Context,
): DeleteActivityOutput {
  const { name } = parseActivityArn(arn);
  const row = isOwnArn(ctx, arn) ? ctx.table(ACTIVITIES).get(name) : undefined;
  if (row) {
    ctx.table(ACTIVITIES).delete(name);
    ctx.table(ACTIVITY_ORDER).delete(orderKey(row));
  }
  return {};
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html */
export function listActivities(input: ListActivitiesInput, ctx: Context): ListActivitiesOutput {
  const { items, next } = pageRows(input, "ListActivities", ctx.table(ACTIVITY_ORDER));
  const rows = items.flatMap((name) => ctx.table(ACTIVITIES).get(name) ?? []);
  return { activities: rows.map((row) => describeActivitySummary(ctx, row)), nextToken: next };
}
