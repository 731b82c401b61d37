import type { Context } from "../../../runtime/context.js";
import { keyPrefix } from "../../../runtime/store/store.js";
import { groupDeleting, scheduleExists, scheduleNotFound } from "../errors.js";
import type {
  CreateScheduleInput,
  CreateScheduleOutput,
  DeleteScheduleInput,
  GetScheduleInput,
  GetScheduleOutput,
  ListSchedulesInput,
  ListSchedulesOutput,
  ScheduleSummary,
  UpdateScheduleInput,
  UpdateScheduleOutput,
} from "../generated/types.js";
import { DEFAULT_GROUP, existingGroup, pager } from "../groups.js";
import { settingsOf } from "../schedules/settings.js";
import { startSchedule } from "../schedules/timing.js";
import { SCHEDULES, type ScheduleRow, scheduleKey } from "../state.js";
import { scheduleArn } from "../targets/sender.js";

/** A request with the client token of an earlier one is the same request. */
export function createSchedule(input: CreateScheduleInput, ctx: Context): CreateScheduleOutput {
  const { Name: name, GroupName: group = DEFAULT_GROUP, ClientToken } = input;
  if (existingGroup(ctx, group).state === "DELETING") throw groupDeleting(group);
  const known = ctx.table(SCHEDULES).get(scheduleKey({ group, name }));
  if (known && known.clientToken !== ClientToken) throw scheduleExists(name);
  if (known) return { ScheduleArn: scheduleArn(ctx, known) };
  const settings = settingsOf(ctx, input);
  const token = ClientToken === undefined ? {} : { clientToken: ClientToken };
  return put(ctx, { ...token, group, name, settings, created: ctx.now() });
}

/** Replaces all settings: omitted ones are reset. */
export function updateSchedule(input: UpdateScheduleInput, ctx: Context): UpdateScheduleOutput {
  const { modified: _, run: __, start: ___, ...before } = existingSchedule(ctx, input);
  return put(ctx, { ...before, settings: settingsOf(ctx, input) });
}

export function getSchedule(input: GetScheduleInput, ctx: Context): GetScheduleOutput {
  const row = existingSchedule(ctx, input);
  return {
    ...row.settings,
    Arn: scheduleArn(ctx, row),
    CreationDate: new Date(row.created),
    GroupName: row.group,
    LastModificationDate: new Date(row.modified),
    Name: row.name,
  };
}

export function listSchedules(input: ListSchedulesInput, ctx: Context): ListSchedulesOutput {
  const { GroupName: group, NamePrefix = "", State: state } = input;
  if (group !== undefined) existingGroup(ctx, group);
  const { items, next } = pager.rows(
    input,
    ["ListSchedules", group, NamePrefix, state],
    ctx.table(SCHEDULES),
    {
      prefix: group === undefined ? "" : keyPrefix(group) + NamePrefix,
      wanted: ({ name, settings }) =>
        name.startsWith(NamePrefix) && (state === undefined || settings.State === state),
    },
  );
  return { Schedules: items.map((row) => summaryOf(ctx, row)), NextToken: next };
}

export function deleteSchedule(input: DeleteScheduleInput, ctx: Context): object {
  ctx.table(SCHEDULES).delete(scheduleKey(existingSchedule(ctx, input)));
  return {};
}

/** @throws ResourceNotFoundException */
function existingSchedule(
  ctx: Context,
  { Name: name, GroupName: group = DEFAULT_GROUP }: GetScheduleInput,
): ScheduleRow {
  existingGroup(ctx, group);
  const row = ctx.table(SCHEDULES).get(scheduleKey({ group, name }));
  if (!row) throw scheduleNotFound(name);
  return row;
}

function put(ctx: Context, made: Omit<ScheduleRow, "modified" | "run" | "start">): CreateScheduleOutput {
  const { StartDate } = made.settings;
  const now = ctx.now();
  const start = Math.max(now, StartDate?.getTime() ?? 0);
  const row: ScheduleRow = { modified: now, run: ctx.ids.hex(8), start, ...made };
  ctx.table(SCHEDULES).put(scheduleKey(row), row);
  startSchedule(ctx, row);
  return { ScheduleArn: scheduleArn(ctx, row) };
}

function summaryOf(ctx: Context, row: ScheduleRow): ScheduleSummary {
  const { State, Target } = row.settings;
  return {
    Arn: scheduleArn(ctx, row),
    CreationDate: new Date(row.created),
    GroupName: row.group,
    LastModificationDate: new Date(row.modified),
    Name: row.name,
    State,
    Target: { Arn: Target.Arn },
  };
}
