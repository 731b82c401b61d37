import type { Context } from "../../../runtime/context.js";
import type { TaskRow } from "../state/tasks.js";
import { credentialsUri, metadataUri } from "./addresses.js";

/**
 * Variables by which the code of a container finds the agent. Processes of this machine cannot reach AWS's
 * address, 169.254.170.2, so the credentials have a full URI instead of a relative one.
 */
export function agentVariables(ctx: Context, row: TaskRow, container: string): Record<string, string> {
  return {
    ECS_CONTAINER_METADATA_URI_V4: metadataUri(ctx, row, container),
    ...(taskRoleOf(row) !== undefined && { AWS_CONTAINER_CREDENTIALS_FULL_URI: credentialsUri(ctx, row) }),
  };
}

/** The ARN of a task's role. */
export function taskRoleOf({ task, definition }: TaskRow): string | undefined {
  return task.overrides?.taskRoleArn ?? definition.taskRoleArn;
}
