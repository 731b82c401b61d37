import { defineActivity, runOfActivity } from "../../runtime/activities.js";
import { BATCH_RUNS, type BatchRun } from "./event-sources/queues/batches.js";
import { EVENT_RUNS } from "./invoke/async-events.js";
import { describeInvocation } from "./invoke/invocation.js";
import { INVOCATIONS } from "./invoke/invocations.js";
import { REQUEST_RUNS } from "./invoke/request-runs.js";
import type { FunctionRun } from "./invoke/run.js";

const invocation = ({ state }: { readonly state: FunctionRun }) => state.invocation;

/** Invocations on the timeline of the inspector. */
export const invocationActivity = defineActivity({
  table: INVOCATIONS,
  kind: "invocation",
  describe: ({ functionName, functionArn, time, over, error }) => ({
    name: functionName,
    resource: functionArn,
    startedAt: time.getTime(),
    outcome: error ? "failed" : over ? "succeeded" : "running",
    error: error && `${error.errorType}: ${error.errorMessage}`,
  }),
  details(row) {
    const { payload, response, error, rawPayload: _, ...rest } = describeInvocation(row);
    return { input: payload, output: error ?? response, more: rest };
  },
  cause: ({ requestId }) => requestId,
  requestId: ({ requestId }) => requestId,
  runs: [
    runOfActivity(REQUEST_RUNS, invocation),
    runOfActivity(EVENT_RUNS, invocation),
    runOfActivity<BatchRun>(BATCH_RUNS, ({ state }) => state.run.invocation),
  ],
});
