import type { Context } from "../../../runtime/context.js";
import { endpointHost } from "../../../shared/partitions.js";
import { executeCommandDisabled, invalidParameter, taskNotFound } from "../errors.js";
import type { ExecuteCommandRequest, ExecuteCommandResponse } from "../generated/types.js";
import { findCluster } from "../references.js";
import { lookUpTask } from "../task-references.js";

const LOWERCASE_ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyz";

/**
 * Answers with a session that nothing listens behind: no command is run.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html
 */
export function executeCommand(input: ExecuteCommandRequest, ctx: Context): ExecuteCommandResponse {
  const { clusterArn } = findCluster(ctx, input.cluster);
  const row = lookUpTask(ctx, input.task, input.cluster);
  if (!row) throw taskNotFound();
  const { containers, taskArn, lastStatus, enableExecuteCommand } = row.task;
  if (!input.interactive) throw invalidParameter("Interactive is the only mode supported currently.");
  if (!enableExecuteCommand || lastStatus !== "RUNNING") throw executeCommandDisabled();
  if (input.container === undefined && containers.length > 1) {
    throw invalidParameter("A container name must be specified when the task has more than one container.");
  }
  const container = containers.find(({ name }) => input.container === undefined || name === input.container);
  if (!container) throw invalidParameter(`The container ${input.container} is not in the task.`);
  const sessionId = `ecs-execute-command-${ctx.ids.text(LOWERCASE_ALPHANUMERIC, 17)}`;
  return {
    clusterArn,
    containerArn: container.containerArn,
    containerName: container.name,
    interactive: true,
    session: {
      sessionId,
      streamUrl: `wss://${endpointHost("ssmmessages", ctx.region)}/v1/data-channel/${sessionId}?role=publish_subscribe`,
      tokenValue: ctx.ids.hex(64),
    },
    taskArn,
  };
}
