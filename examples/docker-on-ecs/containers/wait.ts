import type { Backend } from "../backend.js";
import { badParameter } from "../errors.js";
import type { Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import type { ContainerRecord } from "../store/records.js";
import { containerOf } from "./lookup.js";
import { exitCodeOf, isActive } from "./state.js";

/**
 * `POST /containers/:id/wait`. The headers are sent immediately: `docker run`
 * starts the container only when it has them.
 */
export function waitContainer(backend: Backend, request: DockerRequest): Reply {
  const condition = request.text("condition") ?? "not-running";
  if (!["not-running", "next-exit", "removed"].includes(condition))
    throw badParameter(`invalid condition: "${condition}"`);
  const container = containerOf(backend, request);
  return { contentType: "application/json", chunks: result(backend, container, condition, request.signal) };
}

async function* result(
  { monitor }: Backend,
  container: ContainerRecord,
  condition: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  // A container that is removed keeps the exit code that it had.
  let latest = container;
  const seen = isActive(container) ? undefined : container.task?.arn;
  const wanted = (now: ContainerRecord) => {
    latest = now;
    if (condition === "removed") return false;
    if (condition === "not-running") return !isActive(now);
    // A start that failed is an exit.
    return !isActive(now) && (now.task?.arn !== seen || now.failedStarts !== container.failedStarts);
  };
  try {
    await monitor.until(container.id, wanted, signal);
  } catch (error) {
    // The client has hung up, or the server shuts down.
    if (signal.aborted) return;
    throw error;
  }
  yield `${JSON.stringify({ StatusCode: exitCodeOf(latest) })}\n`;
}
