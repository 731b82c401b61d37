import type { WebSocket } from "ws";
import type { AgentRequest } from "../agent/protocol.js";
import { bridge } from "../agents/bridge.js";
import type { Backend } from "../backend.js";
import type { RawConnection } from "../http/reply.js";
import type { ExecRecord } from "../store/records.js";

/** The session of an exec on its connection to the agent. */
export const SESSION = "exec";

/** Runs a command through the agent, and connects it with a client until it has ended. */
export async function runExec(
  backend: Backend,
  exec: ExecRecord,
  socket: WebSocket,
  connection: RawConnection,
): Promise<void> {
  const { events, store } = backend;
  const { id, command, environment, workingDirectory, tty } = exec;
  const request: AgentRequest = {
    type: "exec",
    id: SESSION,
    cmd: command,
    env: environment,
    workdir: workingDirectory,
    tty,
  };
  socket.send(JSON.stringify(request));
  if (!exec.attachStdin) socket.send(JSON.stringify({ type: "close_stdin", id: SESSION }));
  const exitCode = await bridge(socket, connection, {
    session: SESSION,
    tty,
    stdin: exec.attachStdin,
    stdout: exec.attachStdout,
    stderr: exec.attachStderr,
    closeStdin: true,
  });
  const now = store.execs.get(id);
  // The session was lost or left: the agent has ended the process.
  if (now !== undefined) store.execs.put(id, { ...now, state: "exited", exitCode: exitCode ?? 137 });
  const container = store.containers.get(exec.containerId);
  events.emit("container", "exec_die", exec.containerId, {
    execID: id,
    exitCode: `${exitCode ?? 137}`,
    name: container?.name ?? "",
    image: container?.spec.image ?? "",
  });
}
