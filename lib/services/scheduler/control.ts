import { defineControl, list, type StateOf, stateOf } from "../../control/definition/define-control.js";
import { string } from "../../control/definition/kinds.js";
import { optional } from "../../control/definition/parameters.js";
import type { Delivery, DeliveryStatus } from "../../delivery/delivery.js";
import { deliveriesOf } from "../../delivery/engine.js";
import type { DeliveryResponse } from "../../delivery/outcome.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import type { Target } from "./generated/types.js";
import { type InvocationMessage, SCHEDULES } from "./state.js";
import { TARGET_DELIVERIES } from "./targets/deliveries.js";
import { inputOf } from "./targets/input.js";
import { scheduleArn } from "./targets/sender.js";

/** A schedule. */
export interface SchedulerSchedule {
  readonly group: string;
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  readonly expression: string;
  readonly timezone: string;
  readonly target: Target;
}

/** An invocation of the target of a schedule. */
export interface ScheduleInvocation {
  readonly group: string;
  readonly schedule: string;
  /** Time at which the schedule was due, in milliseconds since the epoch. */
  readonly scheduledTime: number;
  readonly executionId: string;
  readonly target: string;
  /** The input of the target. Omitted if the schedule has none. */
  readonly input?: string;
  /** `recorded` means that the target is outside the simulator. */
  readonly status: DeliveryStatus;
  readonly attempts: number;
  /** The reason why the last attempt failed. */
  readonly error?: { readonly code: string; readonly message: string };
  /** The response of the target to the last attempt. */
  readonly response?: DeliveryResponse;
}

/** All schedules, and the invocations of their targets. */
export type SchedulerState = StateOf<SchedulerSim, "schedules" | "invocations">;

/** `sim.scheduler`: reads schedules. Returned values are copies. */
export interface SchedulerSim {
  /** Returns the API for another account or region. */
  at(scope: Scope): SchedulerSim;
  /** Returns all schedules, sorted by group and name. */
  schedules(): SchedulerSchedule[];
  /**
   * Returns the invocations of the targets of all schedules, or of one, oldest first. The option
   * `historyLimit` limits their number.
   */
  invocations(schedule?: string): ScheduleInvocation[];
  /** Returns all schedules, and the invocations of their targets. */
  state(at?: Scope): SchedulerState;
}

const reads = {
  schedules: list([], schedules),
  invocations: list([optional("schedule", string)], invocations),
};

export const schedulerControl = defineControl<SchedulerSim>(
  { ...reads, state: stateOf(reads) },
  { placed: true },
);

function schedules(ctx: Context): SchedulerSchedule[] {
  return Array.from(ctx.table(SCHEDULES).values(), (row) => ({
    group: row.group,
    name: row.name,
    arn: scheduleArn(ctx, row),
    state: row.settings.State,
    expression: row.settings.ScheduleExpression,
    timezone: row.settings.ScheduleExpressionTimezone,
    target: row.settings.Target,
  }));
}

/** @throws UnknownResource for a schedule that neither exists nor has been invoked */
function invocations(ctx: Context, wanted?: string): ScheduleInvocation[] {
  const own = deliveriesOf(ctx, TARGET_DELIVERIES).filter(
    ({ account, region }) => account === ctx.account && region === ctx.region,
  );
  const found = own.filter(({ message }) => (wanted ?? message.name) === message.name);
  const names = new Set(Array.from(ctx.table(SCHEDULES).values(), ({ name }) => name));
  if (wanted !== undefined && found.length === 0 && !names.has(wanted))
    throw new UnknownResource("schedule", wanted, names, ctx);
  return found.map((delivery) => describe(ctx, delivery));
}

function describe(ctx: Context, delivery: Delivery<InvocationMessage>): ScheduleInvocation {
  const { message, status, attempts, target } = delivery;
  const { failure, response } = delivery.latest.at(-1) ?? {};
  const input = inputOf(ctx, message, Math.max(1, attempts));
  return {
    group: message.group,
    schedule: message.name,
    scheduledTime: message.scheduled,
    executionId: message.executionId,
    target,
    ...(input !== undefined && { input }),
    status,
    attempts,
    ...(failure && { error: { code: failure.code ?? failure.kind, message: failure.reason } }),
    ...(response && { response }),
  };
}
