import { Readable, Writable } from "node:stream";
import { connectAgent } from "../agents/connect.js";
import type { Backend } from "../backend.js";
import { emitContainerEvent } from "../containers/container-events.js";
import { findContainer } from "../containers/lookup.js";
import { isRunning } from "../containers/state.js";
import { execHasRun, execIsRunning, notRunning } from "../errors.js";
import { empty, type RawConnection, type Reply, streamType } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { errorFields } from "../log.js";
import type { ExecRecord } from "../store/records.js";
import { execOf } from "./lookup.js";
import { runExec } from "./session.js";

/**
 * `POST /exec/:id/start`. The agent is connected to before the connection is
 * hijacked: afterwards, clients show no errors.
 */
export async function startExec(backend: Backend, request: DockerRequest): Promise<Reply> {
  const { execSockets, log, monitor, store } = backend;
  const exec = execOf(backend, request);
  if (exec.state === "running") throw execIsRunning(exec.id);
  if (exec.state === "exited") throw execHasRun(exec.id);
  const body = request.body();
  await monitor.refresh([findContainer(backend, exec.containerId)]);
  const container = findContainer(backend, exec.containerId);
  if (!isRunning(container)) throw notRunning(container.id);
  const running: ExecRecord = store.execs.put(exec.id, { ...exec, state: "running" });
  const socket = await connectAgent(backend, container, request.signal).catch((error: unknown) => {
    store.execs.put(exec.id, exec);
    throw error;
  });
  execSockets.set(exec.id, socket);
  socket.on("close", () => execSockets.delete(exec.id));
  emitContainerEvent(backend, `exec_start: ${exec.command.join(" ")}`, container, { execID: exec.id });
  if (!body.flag("Detach"))
    return {
      contentType: streamType(exec.tty),
      converse: (connection) => runExec(backend, running, socket, connection),
    };
  runExec(backend, running, socket, noClient()).catch((error: unknown) =>
    log.error("detached exec failed", errorFields(error)),
  );
  return empty(200);
}

/** A connection without a client. */
function noClient(): RawConnection {
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  return { input: Readable.from([]), output };
}
