import type { Context } from "../../../runtime/context.js";
import { TASK_AGENT_PATH } from "../../../runtime/ports/task-agent.js";
import { trimHistory } from "../../../runtime/store/records.js";
import { defineTable } from "../../../runtime/store/store.js";
import type { Session } from "../generated/types.js";

/** A session of ExecuteCommand that no client has opened yet. */
interface SessionRow {
  readonly tokenValue: string;
  readonly account: string;
  readonly region: string;
  readonly taskKey: string;
  readonly container: string;
  readonly command: string;
}

export const EXEC_SESSIONS = defineTable<SessionRow>({
  name: "ecs.exec-sessions",
  key: "sessionId",
  scope: "global",
});

const LOWERCASE_ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyz";
const CHANNEL_PATH = `${TASK_AGENT_PATH}v1/data-channel/`;

/** Creates a session. Its channel is at the simulator's own address. */
export function makeSession(
  ctx: Context,
  what: Pick<SessionRow, "taskKey" | "container" | "command">,
): Session {
  const { account, region } = ctx;
  const sessionId = `ecs-execute-command-${ctx.ids.text(LOWERCASE_ALPHANUMERIC, 17)}`;
  const tokenValue = ctx.ids.hex(64);
  ctx.table(EXEC_SESSIONS).put(sessionId, { ...what, tokenValue, account, region });
  trimHistory(ctx, EXEC_SESSIONS, (_, oldest) => ctx.table(EXEC_SESSIONS).delete(oldest));
  const url = ctx.settings.url.replace(/^http/, "ws");
  return { sessionId, tokenValue, streamUrl: `${url}${CHANNEL_PATH}${sessionId}?role=publish_subscribe` };
}

/** The session id in the path of a channel; `undefined` for other paths. */
export function sessionIn(path: string): string | undefined {
  return path.startsWith(CHANNEL_PATH) ? path.slice(CHANNEL_PATH.length) : undefined;
}
