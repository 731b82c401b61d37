import { membersOf, RemoteError, type RemoteRoutes, scopeOf } from "../../runtime/remote.js";
import type { LogMessage, LogsControl } from "./control.js";

/** `/_sim/logs`: what tests in other processes may do with logs. */
export function logsRoutes(logs: LogsControl): RemoteRoutes {
  return {
    "POST /groups/{group}/streams/{stream}/events": (call) => {
      const { group = "", stream = "" } = call.params;
      logs.at(scopeOf(call)).put(group, stream, ...messagesOf(call.body));
    },
    "GET /groups/{group}/events": (call) => ({
      events: logs.at(scopeOf(call, "stream")).events(call.params.group ?? "", call.query.stream),
    }),
    "GET /deliveries": (call) => ({ deliveries: logs.at(scopeOf(call)).deliveries() }),
  };
}

/** `{"messages": ["…", {"message": "…", "timestamp": 0}]}` */
function messagesOf(body: unknown): LogMessage[] {
  const { messages } = membersOf(body, "messages");
  if (!Array.isArray(messages)) throw new RemoteError(400, 'Give "messages" as a list.');
  return messages.map((given) => {
    if (typeof given === "string") return given;
    const { message, timestamp } = membersOf(given, "message", "timestamp");
    if (typeof message !== "string") throw new RemoteError(400, 'Give the "message" of an event as a text.');
    if (timestamp === undefined) return message;
    if (typeof timestamp === "number") return { message, timestamp };
    throw new RemoteError(400, 'Give the "timestamp" of an event as milliseconds since the epoch.');
  });
}
