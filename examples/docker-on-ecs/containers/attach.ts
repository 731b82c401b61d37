import { bridge } from "../agents/bridge.js";
import { connectAgent } from "../agents/connect.js";
import type { Backend } from "../backend.js";
import { write } from "../http/bytes.js";
import { frame } from "../http/frames.js";
import { type RawConnection, type Reply, streamType } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { errorFields } from "../log.js";
import type { ContainerRecord } from "../store/records.js";
import type { Attachment } from "./attachments.js";
import { emitContainerEvent } from "./container-events.js";
import { readLog } from "./log-reader.js";
import { freshContainerOf } from "./lookup.js";
import { isRunning, statusOf } from "./state.js";

/** What a client attaches to. */
interface Wishes {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
}

/**
 * `POST /containers/:id/attach`. Clients attach before the start: they then
 * receive everything from the beginning, and what they send waits.
 */
export async function attachContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = await freshContainerOf(backend, request);
  const wishes = {
    stdin: request.flag("stdin"),
    stdout: request.flag("stdout"),
    stderr: request.flag("stderr"),
  };
  const attachment = backend.attachments.add(container.id);
  request.signal.addEventListener("abort", attachment.end);
  return {
    contentType: streamType(container.spec.tty),
    converse: (connection) =>
      attach(backend, container, attachment, connection, wishes, request.signal).finally(attachment.end),
  };
}

async function attach(
  backend: Backend,
  container: ContainerRecord,
  attachment: Attachment,
  connection: RawConnection,
  wishes: Wishes,
  signal: AbortSignal,
): Promise<void> {
  const { monitor } = backend;
  if (!wishes.stdin && !wishes.stdout && !wishes.stderr) return;
  try {
    const running = isRunning(container)
      ? container
      : await monitor.until(container.id, (now) => hasStarted(container, now), signal);
    if (running === undefined || running.failedStarts !== container.failedStarts) return;
    attachment.open();
    emitContainerEvent(backend, "attach", running);
    await converse(backend, running, connection, wishes, signal);
  } catch (error) {
    // The client has hung up, or the server shuts down.
    if (!signal.aborted) throw error;
  }
}

/** Whether the next task of a container runs or has run, or its start has failed. */
function hasStarted(before: ContainerRecord, now: ContainerRecord): boolean {
  if (now.failedStarts !== before.failedStarts) return true;
  const next = now.task?.arn !== before.task?.arn || statusOf(before) === "created";
  return next && statusOf(now) !== "created";
}

/** Through the agent. Without one, the output is read from CloudWatch Logs, and there is no input. */
async function converse(
  backend: Backend,
  container: ContainerRecord,
  connection: RawConnection,
  wishes: Wishes,
  signal: AbortSignal,
): Promise<void> {
  const { spec } = container;
  if (container.hasAgent && isRunning(container)) {
    try {
      const socket = await connectAgent(backend, container, signal);
      socket.send(JSON.stringify({ type: "attach", id: "attach" }));
      await bridge(socket, connection, {
        session: "attach",
        tty: spec.tty,
        ...wishes,
        stdin: wishes.stdin && spec.openStdin,
        closeStdin: spec.stdinOnce,
      });
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      backend.log.warn("attached to the log instead of the agent", errorFields(error));
    }
  }
  connection.input.resume();
  if (!wishes.stdout) return;
  for await (const events of readLog(backend, container, { follow: true }, signal))
    for (const { message = "" } of events) {
      const line = spec.tty ? `${message}\r\n` : frame("stdout", `${message}\n`);
      if (!(await write(connection.output, line))) return;
    }
}
