import type { Context } from "../../../runtime/context.js";
import { executeCommandDisabled, invalidParameter, taskNotFound } from "../errors.js";
import { makeSession } from "../exec/sessions.js";
import type { ExecuteCommandRequest, ExecuteCommandResponse } from "../generated/types.js";
import { findCluster } from "../references.js";
import { lookUpTask } from "../task-references.js";

/**
 * Returns a session. The command runs once a client opens its channel.
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
  if (container.lastStatus !== "RUNNING") throw executeCommandDisabled();
  return {
    clusterArn,
    containerArn: container.containerArn,
    containerName: container.name,
    interactive: true,
    session: makeSession(ctx, { taskKey: row.key, container: container.name, command: input.command }),
    taskArn,
  };
}
