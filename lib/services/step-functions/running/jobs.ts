import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import { parseArn } from "../../../shared/arn.js";
import { callOperation } from "../integrations/operations.js";
import type { FrameReference } from "./outcomes.js";
import type { OpenTurn } from "./turns.js";

/** ECS tasks and executions whose end a `.sync` task waits for, by ARN. */
export const JOBS = defineTable<FrameReference>({ name: "step-functions.jobs", key: "arn" });

/** The timer that processes the end of a job. */
export const JOB_ENDED = "step-functions.job-ended";

/** Waits for the end of a job, which may have ended before its call returned. */
export function watchJob(ctx: Context, job: string, reference: FrameReference): void {
  ctx.table(JOBS).put(job, reference);
  ctx.after(0, JOB_ENDED, job);
}

/** Handles the end of a job, which is ignored if no task waits for it. */
export function jobEnded(ctx: Context, job: string): void {
  if (ctx.table(JOBS).has(job)) ctx.after(0, JOB_ENDED, job);
}

/** Stops a job whose task was aborted or timed out, if possible. */
export function stopJob(ctx: Context, { turn, revision }: OpenTurn, job: string): void {
  ctx.table(JOBS).delete(job);
  const { executionArn } = turn.world;
  const call = { ctx, executionArn, executionName: turn.execution.name, roleArn: revision.roleArn };
  const stopped =
    parseArn(job)?.service === "ecs"
      ? callOperation(call, "ecs", "StopTask", {
          Cluster: clusterOf(job),
          Task: job,
          Reason: "The execution of a state machine was stopped.",
        })
      : callOperation(call, "sfn", "StopExecution", { ExecutionArn: job });
  // Best effort: the execution does not wait for it.
  Promise.resolve(stopped).catch(() => {});
}

function clusterOf(taskArn: string): string {
  return taskArn.split("/").at(-2) ?? "default";
}
