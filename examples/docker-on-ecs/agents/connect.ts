import type { WebSocket } from "ws";
import type { Backend } from "../backend.js";
import { isRunning } from "../containers/state.js";
import { notRunning } from "../errors.js";
import type { ContainerRecord } from "../store/records.js";

/**
 * Connects to the agent of a running container, as long as it runs.
 *
 * @throws DockerError if it has ended, or has no agent that responds.
 */
export async function connectAgent(
  { agents, monitor }: Backend,
  container: ContainerRecord,
  signal: AbortSignal,
): Promise<WebSocket> {
  const ended = new AbortController();
  const connected = new AbortController();
  const hasEnded = (now: ContainerRecord) => now.task?.arn !== container.task?.arn || !isRunning(now);
  monitor.until(container.id, hasEnded, connected.signal).then(
    () => ended.abort(),
    () => {},
  );
  try {
    return await agents.connect(container, AbortSignal.any([signal, ended.signal]));
  } catch (error) {
    throw ended.signal.aborted && !signal.aborted ? notRunning(container.id) : error;
  } finally {
    connected.abort();
  }
}
