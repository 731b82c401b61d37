import type { Context } from "../../../runtime/context.js";
import { passing } from "../../../shared/pager.js";
import { defaultGroupDeletion, groupExists } from "../errors.js";
import type {
  CreateScheduleGroupInput,
  CreateScheduleGroupOutput,
  DeleteScheduleGroupInput,
  GetScheduleGroupInput,
  GetScheduleGroupOutput,
  ListScheduleGroupsInput,
  ListScheduleGroupsOutput,
  ScheduleGroupSummary,
} from "../generated/types.js";
import {
  DEFAULT_GROUP,
  existingGroup,
  GROUP_DELETION,
  groupArn,
  groupsOf,
  pager,
  tagging,
} from "../groups.js";
import { GROUPS, type GroupRow } from "../state.js";

export function createScheduleGroup(
  input: CreateScheduleGroupInput,
  ctx: Context,
): CreateScheduleGroupOutput {
  const { Name: name, ClientToken, Tags } = input;
  const known = ctx.table(GROUPS).get(name);
  if (name === DEFAULT_GROUP || (known && known.clientToken !== ClientToken)) throw groupExists(name);
  const group: GroupRow = known ?? {
    name,
    state: "ACTIVE",
    tags: tagging.checked(Tags),
    ...(ClientToken !== undefined && { clientToken: ClientToken }),
    created: ctx.now(),
    modified: ctx.now(),
  };
  ctx.table(GROUPS).put(name, group);
  return { ScheduleGroupArn: groupArn(ctx, name) };
}

export function getScheduleGroup(input: GetScheduleGroupInput, ctx: Context): GetScheduleGroupOutput {
  return describe(ctx, existingGroup(ctx, input.Name));
}

export function listScheduleGroups(input: ListScheduleGroupsInput, ctx: Context): ListScheduleGroupsOutput {
  const { NamePrefix: prefix = "" } = input;
  const { items, next } = pager.page(input, {
    name: ["ListScheduleGroups", prefix],
    after: (last = "") => passing(groupsOf(ctx), ({ name }) => name > last && name.startsWith(prefix)),
    position: ({ name }) => name,
  });
  return { ScheduleGroups: items.map((group) => describe(ctx, group)), NextToken: next };
}

/** The group and its schedules are removed after a delay. */
export function deleteScheduleGroup(input: DeleteScheduleGroupInput, ctx: Context): object {
  if (input.Name === DEFAULT_GROUP) throw defaultGroupDeletion();
  const group = existingGroup(ctx, input.Name);
  ctx.table(GROUPS).put(group.name, { ...group, state: "DELETING", modified: ctx.now() });
  ctx.later("groupDeletion", GROUP_DELETION, group.name);
  return {};
}

function describe(ctx: Context, { name, state, created, modified }: GroupRow): ScheduleGroupSummary {
  return {
    Arn: groupArn(ctx, name),
    CreationDate: created === undefined ? undefined : new Date(created),
    LastModificationDate: modified === undefined ? undefined : new Date(modified),
    Name: name,
    State: state,
  };
}
