import type { Context } from "../../../runtime/context.js";
import { invalidOutput, taskTimedOut } from "../errors/executions.js";
import { invalidToken } from "../errors/requests.js";
import type {
  SendTaskFailureInput,
  SendTaskFailureOutput,
  SendTaskHeartbeatInput,
  SendTaskHeartbeatOutput,
  SendTaskSuccessInput,
  SendTaskSuccessOutput,
} from "../generated/types.js";
import type { ActivityEvent } from "../interpreter/effects.js";
import { readTaskToken } from "../interpreter/task-tokens.js";
import { parseJson } from "../json/parse.js";
import { continueExecution } from "../running/continue.js";
import { eventsOf } from "../running/outcomes.js";
import { EXECUTIONS } from "../state/executions.js";
import { FRAMES, frameKey } from "../state/frames.js";

export function sendTaskSuccess(input: SendTaskSuccessInput, ctx: Context): SendTaskSuccessOutput {
  const parsed = parseJson(input.output);
  if ("problem" in parsed) throw invalidOutput(parsed.problem.message);
  return send(ctx, input.taskToken, { kind: "succeeded", output: input.output });
}

export function sendTaskFailure(input: SendTaskFailureInput, ctx: Context): SendTaskFailureOutput {
  const { taskToken, error, cause } = input;
  return send(ctx, taskToken, { kind: "failed", error, cause });
}

export function sendTaskHeartbeat(input: SendTaskHeartbeatInput, ctx: Context): SendTaskHeartbeatOutput {
  return send(ctx, input.taskToken, { kind: "heartbeat" });
}

/** @throws InvalidToken, TaskTimedOut */
function send(ctx: Context, taskToken: string, news: ActivityEvent): object {
  const target = readTaskToken(taskToken);
  if (!target) throw invalidToken();
  const { execution, frame } = target;
  const row = ctx.table(FRAMES).get(frameKey(execution, frame));
  const isCurrent = row?.activity.kind === "task" && row.activity.token === taskToken;
  if (!row || !isCurrent || ctx.table(EXECUTIONS).get(execution)?.status !== "RUNNING") throw taskTimedOut();
  continueExecution(ctx, execution, eventsOf({ execution, frame, serial: row.serial }, [news]));
  return {};
}
