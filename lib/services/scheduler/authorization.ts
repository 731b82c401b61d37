import {
  type AuthorizationTable,
  anywhere,
  type OperationRule,
  on,
  passRole,
  tagged,
} from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import type { SchedulerOperations } from "./generated/types.js";
import { DEFAULT_GROUP, groupArn } from "./groups.js";
import { SERVICE, scheduleArn } from "./targets/sender.js";

interface OfSchedule {
  readonly Name: string;
  readonly GroupName?: string;
  readonly Target?: { readonly RoleArn: string };
}

/**
 * The action with the operation's name, on the schedule of the request, and the permission to pass the role
 * of its target.
 */
const onSchedule: OperationRule<OfSchedule> = (
  { Name: name, GroupName: group = DEFAULT_GROUP, Target },
  ctx,
) => [{ resource: scheduleArn(ctx, { group, name }) }, ...passRole([Target?.RoleArn], SERVICE)];
const onGroup = on<{ readonly Name: string }>(({ Name }, ctx: Context) => groupArn(ctx, Name));
const onResource = on<{ readonly ResourceArn: string }>(({ ResourceArn }) => ResourceArn);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html */
export const authorization = {
  createSchedule: onSchedule,
  createScheduleGroup: tagged(onGroup, "scheduler:TagResource"),
  deleteSchedule: onSchedule,
  deleteScheduleGroup: onGroup,
  getSchedule: onSchedule,
  getScheduleGroup: onGroup,
  listScheduleGroups: anywhere,
  listSchedules: anywhere,
  listTagsForResource: onResource,
  tagResource: onResource,
  untagResource: onResource,
  updateSchedule: onSchedule,
} satisfies AuthorizationTable<SchedulerOperations>;
