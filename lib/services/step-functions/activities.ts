import type { Context } from "../../runtime/context.js";
import { activityArn, isOwnArn, parseActivityArn } from "./arns.js";
import { activityDoesNotExist } from "./errors/activities.js";
import type { ActivityListItem } from "./generated/types.js";
import { ACTIVITIES, type ActivityRow } from "./state/activities.js";

/** The activity of an ARN. @throws InvalidArn, ActivityDoesNotExist */
export function activityOf(ctx: Context, arn: string): ActivityRow {
  const { name } = parseActivityArn(arn);
  const row = isOwnArn(ctx, arn) ? ctx.table(ACTIVITIES).get(name) : undefined;
  if (!row) throw activityDoesNotExist(arn);
  return row;
}

/** An activity as returned by ListActivities. */
export function describeActivitySummary(ctx: Context, { name, creationDate }: ActivityRow): ActivityListItem {
  return { activityArn: activityArn(ctx, name), name, creationDate };
}
