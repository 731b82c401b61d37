import type { Context } from "../../../runtime/context.js";
import type { DelayDefaults } from "../../../runtime/delays.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { SERVICES, type ServiceRow } from "../state/services.js";
import type { TaskRow } from "../state/tasks.js";
import { SERVICE_CHECK } from "../tasks/waits.js";
import { reviewTasks } from "./failures.js";
import { judgeRollout } from "./rollout.js";
import { carryOut, noteBeginning, planFor, withStallEvent } from "./scheduler.js";
import { saveService, tasksOfService } from "./store.js";
import { judgeTaskSets, planTaskSets, scaleTaskSets } from "./task-sets.js";

/** The scheduler carries out its plan. */
const SERVICE_ACT = "ecs.service-act";

export const serviceDelays = {
  /** From a change of the required number of tasks to starting or stopping tasks. */
  serviceScheduling: "1s",
} satisfies DelayDefaults;

/** Runs the scheduler for a service after the current work. */
export function checkSoon(ctx: Context, { key }: ServiceRow): void {
  ctx.after(0, SERVICE_CHECK, key);
}

/** Counts a describe call of a service. */
export function serviceDescribed(ctx: Context, { key }: ServiceRow): void {
  ctx.described(SERVICE_ACT, key);
}

export const serviceTimers: Readonly<Record<string, TimerHandler>> = {
  [SERVICE_CHECK](key, ctx) {
    const before = ctx.table(SERVICES).get(key);
    if (!before || before.status === "INACTIVE") return;
    const { row, retryAt } = reviewTasks(ctx, before);
    // Housekeeping: a service whose tasks keep failing must not prevent `runUntilIdle` from ending.
    if (retryAt !== undefined) ctx.after(retryAt - ctx.now(), SERVICE_CHECK, key, { background: true });
    settle(ctx, row);
  },

  [SERVICE_ACT](key, ctx) {
    const before = ctx.table(SERVICES).get(key);
    if (!before || before.status === "INACTIVE") return;
    const row: ServiceRow = { ...before, scheduled: false };
    const work = workFor(ctx, row, tasksOfService(ctx, row));
    saveService(ctx, work.carryOut(row));
    checkSoon(ctx, row);
  },
};

/** Evaluates the state of a service, and schedules necessary actions. */
function settle(ctx: Context, service: ServiceRow): void {
  const tasks = tasksOfService(ctx, service);
  if (service.status === "DRAINING" && tasks.every(({ task }) => task.lastStatus === "STOPPED")) {
    saveService(ctx, { ...service, status: "INACTIVE", deployments: [], scheduled: false });
    return;
  }
  noteBeginning(ctx, service);
  const judged = judgeRollout(ctx, service, tasks);
  judgeTaskSets(ctx, judged, tasks);
  const { isNeeded, row } = workFor(ctx, judged, tasks);
  if (isNeeded && !row.scheduled) ctx.later("serviceScheduling", SERVICE_ACT, row.key);
  saveService(ctx, { ...row, scheduled: row.scheduled || isNeeded });
}

/** The pending actions of a service. */
interface ServiceWork {
  readonly isNeeded: boolean;
  /** The service, with an event if it cannot make progress. */
  readonly row: ServiceRow;
  carryOut(row: ServiceRow): ServiceRow;
}

function workFor(ctx: Context, row: ServiceRow, tasks: readonly TaskRow[]): ServiceWork {
  if (row.settings.deploymentController.type === "EXTERNAL") {
    const plans = planTaskSets(ctx, row, tasks);
    return { isNeeded: plans.length > 0, row, carryOut: (service) => scaleTaskSets(ctx, service, plans) };
  }
  const plan = planFor(ctx, row, tasks);
  return {
    isNeeded: plan.start + plan.stop.length > 0,
    row: withStallEvent(ctx, row, plan, tasks),
    carryOut: (service) => carryOut(ctx, service, plan),
  };
}
