import type { Context } from "../../../runtime/context.js";
import { cover } from "../coverage/record.js";
import { logEvent } from "../execution-log.js";
import { executionArn } from "../state/executions.js";
import { describeEvent } from "./history-events.js";
import { machineName } from "./machines.js";
import type { OpenTurn } from "./turns.js";

/** Records a turn in the log of the state machine and in the coverage. */
export function recordTurn(ctx: Context, { turn, revision }: OpenTurn): void {
  const { execution, events, marks, machine } = turn;
  const stateMachine = machineName(execution);
  if (marks.length > 0) cover(ctx, stateMachine, machine.definition, marks);
  const { loggingConfiguration } = revision;
  if (loggingConfiguration.level === "OFF") return;
  const logged = {
    executionArn: executionArn(ctx, execution),
    stateMachine,
    startDate: new Date(execution.startDate),
    loggingConfiguration,
  };
  for (const [index, event] of events.entries())
    logEvent(ctx, logged, describeEvent(execution.events + 1 + index, event));
}
