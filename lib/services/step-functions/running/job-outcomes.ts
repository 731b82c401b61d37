import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { stateMachineArn } from "../arns.js";
import { parseExecutionArn } from "../execution-arns.js";
import { stoppedTask } from "../integrations/ecs.js";
import { endedExecution } from "../integrations/executions.js";
import { patternOf } from "../integrations/resource.js";
import { findExecution } from "../state/executions.js";
import { FRAMES, frameKey } from "../state/frames.js";
import { machineName } from "./machines.js";
import type { FrameReference, Outcome } from "./outcomes.js";
import { openTurn } from "./turns.js";

/** The outcome of a job of a `.sync` task; `undefined` while it is running. */
export function outcomeOfJob(ctx: Context, job: string, waiting: FrameReference): Outcome | undefined {
  if (parseArn(job)?.service === "ecs") {
    const task = ctx.ports.containerTasks?.stopped(ctx, job);
    return task && stoppedTask(task);
  }
  const { stateMachine, name, express } = parseExecutionArn(job);
  const row = findExecution(ctx, stateMachine, name, express);
  if (!row || row.status === "RUNNING") return undefined;
  const ended = { row, executionArn: job, stateMachineArn: stateMachineArn(ctx, machineName(row)) };
  return endedExecution(ended, patternIn(ctx, waiting) === "sync:2");
}

function patternIn(ctx: Context, { execution, frame }: FrameReference) {
  const row = ctx.table(FRAMES).get(frameKey(execution, frame));
  const state = row && openTurn(ctx, execution)?.turn.machine.states.get(row.state);
  return state?.type === "Task" ? patternOf(state.resource) : undefined;
}
