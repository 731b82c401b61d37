import { defineActivity, runOfActivity } from "../../runtime/activities.js";
import type { AccountRegion } from "../../runtime/scope.js";
import { regionalArn } from "../../shared/arn.js";
import { CALLS, EVALUATIONS } from "./running/continue.js";
import { EXECUTIONS, type ExecutionRow } from "./state/executions.js";

const execution = ({ state }: { readonly state: { readonly execution: string } }) => state.execution;

/** Executions on the timeline of the inspector. */
export const executions = defineActivity({
  table: EXECUTIONS,
  kind: "execution",
  describe(row, at) {
    const { stateMachine, startDate, stopDate, status, error, cause } = row;
    return {
      name: stateMachine,
      resource: arnOf(row, at),
      startedAt: startDate,
      endedAt: stopDate,
      outcome: status === "RUNNING" ? "running" : status === "SUCCEEDED" ? "succeeded" : "failed",
      error: status === "RUNNING" ? undefined : error && [error, cause].filter(Boolean).join(": "),
    };
  },
  details: ({ input, output, error, cause, status, name, alias, version, redriveCount }) => ({
    input: parsed(input),
    output: output === undefined ? error && { error, cause } : parsed(output),
    more: { name, status, alias, version, redriveCount },
  }),
  cause: arnOf,
  runs: [runOfActivity(CALLS, execution), runOfActivity(EVALUATIONS, execution)],
});

function arnOf({ stateMachine, name, express }: ExecutionRow, at: AccountRegion): string {
  const id =
    express === undefined
      ? `execution:${stateMachine}:${name}`
      : `express:${stateMachine}:${name}:${express}`;
  return regionalArn("states", at, id);
}

function parsed(json: string): unknown {
  return JSON.parse(json) as unknown;
}
