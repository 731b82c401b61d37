/**
 * Amazon EventBridge Scheduler, API version 2021-06-30.
 *
 * Simulated: all operations. Schedule groups with tags; schedules with `rate`, `cron` and `at` in all time
 * zones, start and end dates, flexible time windows, actions after completion; templated and universal
 * targets, with context attributes in their inputs, retries and dead-letter queues.
 *
 * Not simulated: throttling and quotas; encryption, whose settings are stored. Targets of services that
 * aws-sim does not simulate are only recorded.
 *
 * Differs on purpose: schedules are due to the millisecond. The random position of an invocation in a
 * flexible time window depends on the seed.
 */

import { deliveryActivities } from "../../delivery/activities.js";
import { deliveryTimers } from "../../delivery/engine.js";
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type SchedulerSim, schedulerControl } from "./control.js";
import { validationException } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { SchedulerOperations } from "./generated/types.js";
import { GROUP_DELETION, removeGroup } from "./groups.js";
import { SCHEDULE_TIMERS } from "./schedules/timing.js";
import { state } from "./state.js";
import { TARGET_DELIVERIES } from "./targets/deliveries.js";

export const scheduler: ServiceDefinition<typeof facts, SchedulerSim> = {
  identity: { name: "scheduler", signingName: "scheduler" },
  operationNames,
  wire: { paths: ["/schedules", "/schedule-groups"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<SchedulerOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    validationError: validationException,
  }),
  delays: () => ({
    /** Between the due time of a schedule and the first attempt to invoke its target. */
    delivery: 0,
    /** Until a deleted group and its schedules are removed. */
    groupDeletion: "1s",
  }),
  state: () => state,
  timers: () => ({ ...SCHEDULE_TIMERS, ...deliveryTimers(TARGET_DELIVERIES), [GROUP_DELETION]: removeGroup }),
  activities: deliveryActivities(TARGET_DELIVERIES, ({ name }) => name),
  control: () => schedulerControl,
};
