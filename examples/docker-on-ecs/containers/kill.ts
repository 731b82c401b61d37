import { stopTask } from "../aws/tasks.js";
import type { Backend } from "../backend.js";
import { badParameter, cannotKill } from "../errors.js";
import { empty, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { emitContainerEvent } from "./container-events.js";
import { freshContainerOf } from "./lookup.js";
import { isRunning } from "./state.js";

/** Signals that are sent through the agent. The task continues unless its command ends. */
const OTHERS: readonly string[] = ["INT", "HUP", "QUIT", "USR1", "USR2", "WINCH"];

/** The numbers of signals that clients use in place of names. */
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ["1", "HUP"],
  ["2", "INT"],
  ["3", "QUIT"],
  ["9", "KILL"],
  ["10", "USR1"],
  ["12", "USR2"],
  ["15", "TERM"],
  ["28", "WINCH"],
]);

/**
 * `POST /containers/:id/kill`. ECS cannot send signals: KILL and TERM stop the
 * task, the agent sends the others.
 */
export async function killContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const { agents, aws, settings, store } = backend;
  const given = request.text("signal") ?? "KILL";
  const signal = NUMBERS.get(given) ?? given.toUpperCase().replace(/^SIG/, "");
  const stops = signal === "KILL" || signal === "TERM";
  if (!stops && !OTHERS.includes(signal)) throw badParameter(`invalid signal: ${given}`);
  const container = await freshContainerOf(backend, request);
  const { task } = container;
  if (!isRunning(container) || task === undefined) throw cannotKill(request.param("id"), container.id);
  emitContainerEvent(backend, "kill", container, { signal });
  if (!stops) {
    await agents.send(container, { type: "signal", signal });
    return empty(204);
  }
  store.containers.put(container.id, { ...container, task: { ...task, killSignal: signal } });
  // ECS would wait for the stop timeout; without an agent, it does.
  if (signal === "KILL" && container.hasAgent)
    await agents.send(container, { type: "signal", signal }).catch(() => {});
  await stopTask(aws, settings, task, `docker kill ${signal}`);
  return empty(204);
}
