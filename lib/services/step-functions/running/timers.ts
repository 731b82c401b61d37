import { longPollTimers } from "../../../runtime/long-polls.js";
import { runTimers } from "../../../runtime/runs.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { WORKERS } from "./activity-tasks.js";
import { beginExecution, CALLS, continueExecution, EVALUATIONS } from "./continue.js";
import { outcomeOfJob } from "./job-outcomes.js";
import { JOB_ENDED, JOBS } from "./jobs.js";
import { eventsOf } from "./outcomes.js";
import { EXECUTIONS_FORGOTTEN, forgetExecutions } from "./retention.js";
import { BEGIN } from "./start.js";
import { readWakeKey, WAKE } from "./wake.js";

/** Run when timers of executions are due. */
export const executionTimers: Readonly<Record<string, TimerHandler>> = {
  [BEGIN]: (id, ctx) => beginExecution(ctx, id),
  [WAKE]: (key, ctx) => {
    const { execution, frame, serial } = readWakeKey(key);
    continueExecution(ctx, execution, [{ kind: "woken", frame, serial }]);
  },
  [JOB_ENDED]: (job, ctx) => {
    const reference = ctx.table(JOBS).get(job);
    const outcome = reference && outcomeOfJob(ctx, job, reference);
    if (!reference || !outcome) return;
    ctx.table(JOBS).delete(job);
    continueExecution(ctx, reference.execution, eventsOf(reference, outcome));
  },
  [EXECUTIONS_FORGOTTEN]: (_, ctx) => forgetExecutions(ctx),
  ...longPollTimers(WORKERS),
  ...runTimers(EVALUATIONS, CALLS),
};
