import type { Context } from "../../../runtime/context.js";
import { TASK_AGENT_PATH } from "../../../runtime/ports/task-agent.js";
import { type TaskRow, taskKey } from "../state/tasks.js";

/** A parsed path of the agent. */
export interface AgentPath {
  readonly account: string;
  readonly region: string;
  readonly clusterName: string;
  /** The id of the task, or the `runtimeId` of a container. */
  readonly id: string;
  readonly kind: "metadata" | "credentials";
  /** The rest of the path: `""`, `/task`. */
  readonly rest: string;
}

/** URL of the metadata of a container. */
export function metadataUri(ctx: Context, row: TaskRow, container: string): string {
  const runtimeId = row.task.containers.find(({ name }) => name === container)?.runtimeId ?? row.taskId;
  return uri(ctx, `v4/${placeOf(ctx, row)}/${runtimeId}`);
}

/** URL of the credentials of a task's role. */
export function credentialsUri(ctx: Context, row: TaskRow): string {
  return uri(ctx, `v2/credentials/${placeOf(ctx, row)}/${row.taskId}`);
}

/** Parses a path of the agent; `undefined` for any other path. */
export function readAgentPath(path: string): AgentPath | undefined {
  const match = /^(v4|v2\/credentials)\/(\d{12})\/([\w-]+)\/([\w-]+)\/([\w-]+)(\/.*)?$/.exec(
    path.startsWith(TASK_AGENT_PATH) ? path.slice(TASK_AGENT_PATH.length) : "",
  );
  if (!match) return undefined;
  const [, version, account = "", region = "", clusterName = "", id = "", rest = ""] = match;
  const kind = version === "v4" ? "metadata" : "credentials";
  return { account, region, clusterName, id, kind, rest: rest.replace(/\/$/, "") };
}

/** The key of the task in a path. */
export function taskKeyOf({ clusterName, id }: AgentPath): string {
  return taskKey(clusterName, id.replace(/-.*$/, ""));
}

function placeOf({ account, region }: Context, { clusterName }: TaskRow): string {
  return `${account}/${region}/${clusterName}`;
}

function uri({ settings }: Context, path: string): string {
  return `${settings.url}${TASK_AGENT_PATH}${path}`;
}
