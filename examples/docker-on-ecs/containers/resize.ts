import type { Backend } from "../backend.js";
import { notRunning } from "../errors.js";
import { empty, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { hasTerminal } from "./inspect.js";
import { containerOf } from "./lookup.js";
import { isRunning } from "./state.js";

/** `POST /containers/:id/resize`: sets the size of the terminal. */
export async function resizeContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = containerOf(backend, request);
  if (!isRunning(container)) throw notRunning(container.id);
  if (hasTerminal(container)) await backend.agents.send(container, { type: "resize", ...sizeOf(request) });
  return empty(200);
}

/** The size in a query. @throws DockerError */
export function sizeOf(request: DockerRequest): { readonly width: number; readonly height: number } {
  return { width: request.integer("w") ?? 0, height: request.integer("h") ?? 0 };
}
