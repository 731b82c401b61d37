import type { Context } from "../../runtime/context.js";
import { withPrefix } from "../../runtime/store/store.js";
import { parseArn } from "../../shared/arn.js";
import { Pager } from "../../shared/pager.js";
import { Tagging, tagList } from "../../shared/tags.js";
import { groupNotFound, invalidNextToken, tooManyTags } from "./errors.js";
import { GROUPS, type GroupRow, SCHEDULES, scheduleKey, schedulesOf } from "./state.js";

export const DEFAULT_GROUP = "default";
const DEFAULT_ROW: GroupRow = { name: DEFAULT_GROUP, state: "ACTIVE", tags: [] };

/** The timer that removes a group and its schedules. */
export const GROUP_DELETION = "scheduler.group-deletion";

/** Pages of lists: 100 items unless the request has `MaxResults`. @throws ValidationException */
export const pager = new Pager({
  limit: "MaxResults",
  token: "NextToken",
  size: 100,
  most: 100,
  invalidToken: invalidNextToken,
});

/** @throws ValidationException */
export const tagging = new Tagging(tagList, { tooMany: tooManyTags });

export function groupArn(ctx: Context, name: string): string {
  return ctx.arn(`schedule-group/${name}`);
}

/** @throws ResourceNotFoundException */
export function existingGroup(ctx: Context, name: string = DEFAULT_GROUP): GroupRow {
  const group = ctx.table(GROUPS).get(name) ?? (name === DEFAULT_GROUP ? DEFAULT_ROW : undefined);
  if (!group) throw groupNotFound(name);
  return group;
}

/** Finds a group by its ARN. @throws ResourceNotFoundException */
export function groupOfArn(ctx: Context, arn: string): GroupRow {
  return existingGroup(ctx, parseArn(arn)?.resource.replace(/^schedule-group\//, "") ?? arn);
}

/** All groups, sorted by name. */
export function* groupsOf(ctx: Context): Generator<GroupRow> {
  const table = ctx.table(GROUPS);
  let isDefaultDue = !table.has(DEFAULT_GROUP);
  for (const group of table.values()) {
    if (isDefaultDue && group.name > DEFAULT_GROUP) {
      isDefaultDue = false;
      yield DEFAULT_ROW;
    }
    yield group;
  }
  if (isDefaultDue) yield DEFAULT_ROW;
}

/** Removes a group that is being deleted, with its schedules. */
export function removeGroup(name: string, ctx: Context): void {
  if (ctx.table(GROUPS).get(name)?.state !== "DELETING") return;
  for (const schedule of [...withPrefix(ctx.table(SCHEDULES), schedulesOf(name))])
    ctx.table(SCHEDULES).delete(scheduleKey(schedule));
  ctx.table(GROUPS).delete(name);
}
