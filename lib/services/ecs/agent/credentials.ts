import { milliseconds } from "../../../clock/duration.js";
import type { Context } from "../../../runtime/context.js";
import type { IssuedCredentials } from "../../../runtime/ports/sessions.js";
import type { AgentResponse } from "../../../runtime/ports/task-agent.js";
import { writeDuringRun } from "../../../runtime/runs.js";
import { defineTable } from "../../../runtime/store/store.js";
import type { TaskRow } from "../state/tasks.js";
import { taskRoleOf } from "./variables.js";

/** Issued credentials of tasks, by the key of the task. */
export const TASK_CREDENTIALS = defineTable<IssuedCredentials>({
  name: "ecs.task-credentials",
  key: ["clusterName", "taskId"],
});

/** Lifetime of the agent's credentials, independent of the role's own maximum. */
const LIFETIME_SECONDS = milliseconds("6h") / 1000;
/** The agent renews credentials this long before they expire. */
const RENEWED_BEFORE = milliseconds("1h");

/** The agent's response to a credentials request. */
export function credentialsOf(ctx: Context, row: TaskRow | undefined): AgentResponse {
  const role = row && taskRoleOf(row);
  const issued =
    row && role !== undefined && row.task.lastStatus !== "STOPPED" ? currentOf(ctx, row, role) : undefined;
  if (!issued) return rejection(400, "InvalidIdInRequest", "Credentials not found");
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = issued;
  const seen = ctx.ports.clients?.toClientTime(expiration) ?? expiration;
  return {
    status: 200,
    body: {
      RoleArn: role,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: seen.toISOString().replace(/\.\d+Z$/, "Z"),
    },
  };
}

/** The agent's errors (amazon-ecs-agent, handlers/v1/credentials). */
export function rejection(status: number, code: string, message: string): AgentResponse {
  return { status, body: { code, message: `CredentialsV2Request: ${message}`, HTTPErrorCode: status } };
}

function currentOf(ctx: Context, row: TaskRow, role: string): IssuedCredentials | undefined {
  const table = ctx.table(TASK_CREDENTIALS);
  const known = table.get(row.key);
  if (known && known.expiration.getTime() - ctx.now() > RENEWED_BEFORE) return known;
  writeDuringRun(ctx, () => {
    const issued = ctx.ports.sessions?.begin(ctx, role, row.taskId, LIFETIME_SECONDS);
    if (issued) table.put(row.key, issued);
  });
  return table.get(row.key);
}
