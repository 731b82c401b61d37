import type { Backend } from "../backend.js";
import { emitContainerEvent } from "../containers/container-events.js";
import { freshContainerOf } from "../containers/lookup.js";
import { isRunning } from "../containers/state.js";
import { badParameter, notImplemented, notRunning } from "../errors.js";
import { json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { newId } from "../ids.js";

/** `POST /containers/:id/exec`. */
export async function createExec(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = await freshContainerOf(backend, request);
  if (!isRunning(container)) throw notRunning(container.id);
  const body = request.body();
  const command = body.texts("Cmd") ?? [];
  if (command.length === 0) throw badParameter("No exec command specified");
  if (body.text("User")) throw notImplemented("Running a command as another user");
  if (body.flag("Privileged")) throw notImplemented("Running a privileged command");
  const id = newId();
  backend.store.execs.put(id, {
    id,
    containerId: container.id,
    command,
    environment: body.texts("Env") ?? [],
    workingDirectory: body.text("WorkingDir"),
    tty: body.flag("Tty"),
    attachStdin: body.flag("AttachStdin"),
    attachStdout: body.flag("AttachStdout"),
    attachStderr: body.flag("AttachStderr"),
    state: "created",
  });
  emitContainerEvent(backend, `exec_create: ${command.join(" ")}`, container, { execID: id });
  return json(201, { Id: id });
}
