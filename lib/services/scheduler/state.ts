import type { Delivery } from "../../delivery/delivery.js";
import { stateIn } from "../../runtime/state-definitions.js";
import { defineTable, key, keyPrefix } from "../../runtime/store/store.js";
import { defineTransient } from "../../runtime/transient-state.js";
import type { Schedule } from "../../schedules/expression.js";
import type { TimeZone } from "../../schedules/time-zone.js";
import type { CreateScheduleInput, ScheduleGroupState, Tag, Target } from "./generated/types.js";

/** A group of schedules. The default group has a row only after it was tagged. */
export interface GroupRow {
  readonly name: string;
  readonly state: ScheduleGroupState;
  readonly tags: readonly Required<Tag>[];
  readonly clientToken?: string;
  /** In milliseconds since the epoch. Omitted for the default group. */
  readonly created?: number;
  readonly modified?: number;
}

/** Groups by name. */
export const GROUPS = defineTable<GroupRow>({ name: "scheduler.groups", key: "name" });

/** The settings of a schedule, with AWS's defaults. */
export type ScheduleSettings = Omit<CreateScheduleInput, "ClientToken" | "GroupName" | "Name"> &
  Required<Pick<CreateScheduleInput, "ActionAfterCompletion" | "ScheduleExpressionTimezone" | "State">>;

export interface ScheduleRow {
  readonly group: string;
  readonly name: string;
  readonly settings: ScheduleSettings;
  readonly clientToken?: string;
  /** In milliseconds since the epoch, as those that follow. */
  readonly created: number;
  readonly modified: number;
  /** Distinguishes its timers from those before it was changed. */
  readonly run: string;
  /** Start time of the schedule. */
  readonly start: number;
}

/** Schedules by group and name. */
export const SCHEDULES = defineTable<ScheduleRow>({ name: "scheduler.schedules", key: ["group", "name"] });

export function scheduleKey({ group, name }: Pick<ScheduleRow, "group" | "name">): string {
  return key(group, name);
}

/** The prefix of the keys of a group's schedules. */
export function schedulesOf(group: string): string {
  return keyPrefix(group);
}

/** The message for a target, which is stored in the delivery's row. */
export interface InvocationMessage {
  readonly group: string;
  readonly name: string;
  /** The target as it was when the schedule was due. */
  readonly target: Target;
  /** Time at which the schedule was due, in milliseconds since the epoch. */
  readonly scheduled: number;
  readonly executionId: string;
}

/** The invocations of targets that have not ended, by number. */
export const PENDING_INVOCATIONS = defineTable<Delivery<InvocationMessage>, number>({
  name: "scheduler.pending-invocations",
  key: "number",
  scope: "global",
});

/** The latest invocations of targets that have ended, by number. */
export const INVOCATIONS = defineTable<Delivery<InvocationMessage>, number>({
  name: "scheduler.invocations",
  key: "number",
  scope: "global",
});

/** Parsed expressions and time zones. */
export const COMPILED = defineTransient("scheduler.compiled", () => ({
  schedules: new Map<string, Schedule>(),
  zones: new Map<string, TimeZone>(),
}));

export const state = stateIn({ GROUPS, SCHEDULES, PENDING_INVOCATIONS, INVOCATIONS, COMPILED });
