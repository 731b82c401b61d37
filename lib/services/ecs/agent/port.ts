import type { Context, ContextAt } from "../../../runtime/context.js";
import type { AgentResponse, TaskAgent } from "../../../runtime/ports/task-agent.js";
import { openChannel } from "../exec/open-channel.js";
import { TASKS, type TaskContainer, type TaskRow } from "../state/tasks.js";
import { type AgentPath, readAgentPath, taskKeyOf } from "./addresses.js";
import { credentialsOf } from "./credentials.js";
import { containerMetadata, taskMetadata, taskMetadataWithTags } from "./metadata.js";
import { containerStats, taskStats } from "./stats.js";

/** Returns a document about a container and its task. */
type View = (ctx: Context, row: TaskRow, container: TaskContainer) => object;

/** By the path after the URL of a container. */
const VIEWS: ReadonlyMap<string, View> = new Map<string, View>([
  ["", containerMetadata],
  ["/task", taskMetadata],
  ["/taskWithTags", taskMetadataWithTags],
  ["/stats", containerStats],
  ["/task/stats", taskStats],
]);

/** The agent of a container instance: version 4 of the metadata, and credentials. */
export function taskAgentPort(contextAt: ContextAt): TaskAgent {
  return {
    open: (path) => openChannel(contextAt, path),
    get(path) {
      const read = readAgentPath(path);
      if (!read) return { status: 404, body: "404 page not found" };
      const ctx = contextAt(read);
      const row = ctx.table(TASKS).get(taskKeyOf(read));
      return read.kind === "credentials" ? credentialsOf(ctx, row) : metadataOf(ctx, row, read);
    },
  };
}

function metadataOf(ctx: Context, row: TaskRow | undefined, { id, rest }: AgentPath): AgentResponse {
  const view = VIEWS.get(rest);
  if (!view) return { status: 404, body: "404 page not found" };
  const container = row?.task.containers.find(({ runtimeId }) => runtimeId === id);
  if (!row || !container || row.task.lastStatus === "STOPPED")
    return { status: 404, body: unknownId(rest, id) };
  return { status: 200, body: view(ctx, row, container) };
}

/** The agent's own messages (amazon-ecs-agent, handlers/v4). */
function unknownId(rest: string, id: string): string {
  return rest.startsWith("/task")
    ? `V4 task metadata handler: unable to get task arn from request: unable to get task Arn from v3 endpoint ID: ${id}`
    : `V4 container metadata handler: unable to get container ID from request: unable to get docker ID from v3 endpoint ID: ${id}`;
}
