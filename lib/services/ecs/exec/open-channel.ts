import { Readable } from "node:stream";
import type { Context, ContextAt } from "../../../runtime/context.js";
import { writeDuringRun } from "../../../runtime/runs.js";
import { describeThrown } from "../../../values/foreign-values.js";
import type { WireChannel } from "../../../wire/channel.js";
import { RUNNING_TASKS, type RunningTask } from "../tasks/running-tasks.js";
import { DataChannel } from "./data-channel.js";
import type { ExecHandler, ExecSession, TerminalSize } from "./handler.js";
import { EXEC_SESSIONS, sessionIn } from "./sessions.js";

const NOTHING_RUNS =
  "aws-sim runs nothing in this container that could execute a command. Set runCommand() as the behaviour of its task, or call task.onExec() in its handler.";

/** Opens the channel of a session; `undefined` for a path without a session that waits for its client. */
export function openChannel(
  contextAt: ContextAt,
  path: string,
): ((channel: WireChannel) => void) | undefined {
  const sessionId = sessionIn(path);
  const row = sessionId === undefined ? undefined : contextAt({}).table(EXEC_SESSIONS).get(sessionId);
  if (sessionId === undefined || !row) return undefined;
  const ctx = contextAt(row);
  return (channel) => {
    let isOpen = false;
    channel.onMessage((data) => {
      if (isOpen) return;
      isOpen = true;
      if (ctx.era.ended || tokenIn(data) !== row.tokenValue) return channel.close();
      // A token opens one channel.
      writeDuringRun(ctx, () => ctx.table(EXEC_SESSIONS).delete(sessionId));
      const running = ctx.transient(RUNNING_TASKS).get(row.taskKey);
      const session = new OpenSession(ctx, channel, sessionId, row.command);
      void session.run(running, running?.execs.get(row.container));
    });
  };
}

/** A session with a connected client. */
class OpenSession implements ExecSession {
  readonly input = new Readable({ read() {} });
  size: TerminalSize | undefined;
  private readonly ending = new AbortController();
  private readonly resized = new Set<(size: TerminalSize) => void>();
  private readonly data: DataChannel;

  constructor(
    ctx: Context,
    channel: WireChannel,
    sessionId: string,
    readonly command: string,
  ) {
    const leave = () => this.leave();
    channel.onClose(leave);
    this.data = new DataChannel(channel, sessionId, () => ctx.now(), {
      input: (bytes) => this.input.push(bytes),
      resize: (size) => {
        this.size = size;
        for (const listener of this.resized) listener(size);
      },
      terminate: leave,
    });
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  // Bound functions, so that handlers can destructure the session.
  readonly write: ExecSession["write"] = (output) =>
    this.data.write(typeof output === "string" ? Buffer.from(output) : output);

  readonly onResize: ExecSession["onResize"] = (listener) => void this.resized.add(listener);

  async run(task: RunningTask | undefined, handler: ExecHandler | undefined): Promise<void> {
    if (!task || !handler) return this.data.end(NOTHING_RUNS);
    const killed = task.kill.signal;
    const leave = () => this.leave();
    killed.addEventListener("abort", leave, { once: true });
    if (killed.aborted) leave();
    // The plugin sends nothing before it has received output, but a command may first wait for input.
    await this.write("");
    try {
      await handler(this);
      await this.data.end();
    } catch (error) {
      await this.data.end(describeThrown(error).message);
    }
    killed.removeEventListener("abort", leave);
    this.leave();
  }

  private leave(): void {
    if (this.ending.signal.aborted) return;
    this.ending.abort();
    this.input.push(null);
  }
}

/** The token in the first message of a client. */
function tokenIn(data: Uint8Array): unknown {
  try {
    const message: unknown = JSON.parse(Buffer.from(data).toString("utf8"));
    return typeof message === "object" && message !== null && "TokenValue" in message
      ? message.TokenValue
      : undefined;
  } catch {
    return undefined;
  }
}
