import type { ContextAt } from "../../../runtime/context.js";
import type { LogSink } from "../../../runtime/ports/logs.js";
import { append } from "../events/append.js";
import { LOG_GROUPS } from "../state/groups.js";

/** Stores the output of tasks and functions. */
export function logsPort(contextAt: ContextAt): LogSink {
  return {
    hasGroup: (at, group) => contextAt(at).table(LOG_GROUPS).has(group),
    write: (at, group, stream, events) => append(contextAt(at), group, stream, events),
  };
}
