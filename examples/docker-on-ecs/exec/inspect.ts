import type { Backend } from "../backend.js";
import { sizeOf } from "../containers/resize.js";
import { empty, json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { execOf } from "./lookup.js";
import { SESSION } from "./session.js";

/** `GET /exec/:id/json`. The exit code is there as soon as the stream has ended. */
export function inspectExec(backend: Backend, request: DockerRequest): Reply {
  const { id, containerId, command, tty, state, exitCode, ...exec } = execOf(backend, request);
  const [entrypoint = "", ...args] = command;
  return json(200, {
    ID: id,
    Running: state === "running",
    ExitCode: exitCode ?? null,
    ProcessConfig: { tty, entrypoint, arguments: args, privileged: false },
    OpenStdin: exec.attachStdin,
    OpenStdout: exec.attachStdout,
    OpenStderr: exec.attachStderr,
    CanRemove: state === "exited",
    ContainerID: containerId,
    DetachKeys: "",
    Pid: 0,
  });
}

/** `POST /exec/:id/resize`. A command that has ended has no terminal to resize. */
export function resizeExec(backend: Backend, request: DockerRequest): Reply {
  const { id } = execOf(backend, request);
  backend.execSockets.get(id)?.send(JSON.stringify({ type: "resize", id: SESSION, ...sizeOf(request) }));
  return empty(200);
}
