import type { Backend } from "../backend.js";
import { pause, timestamp } from "../clock.js";
import { json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import type { ContainerRecord } from "../store/records.js";
import { freshContainerOf } from "./lookup.js";
import { taskSize } from "./size.js";
import { isRunning } from "./state.js";

/** Milliseconds between two samples of a stream. */
const SAMPLING = 1_000;

/**
 * `GET /containers/:id/stats`: what the metadata endpoint of the task returns
 * to the agent. Where it returns nothing, only the limit of memory is known.
 */
export async function containerStats(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = await freshContainerOf(backend, request);
  const streamed = !request.query.has("stream") || request.flag("stream");
  if (!streamed) return json(200, await sample(backend, container));
  return { contentType: "application/json", chunks: samples(backend, container, request.signal) };
}

async function* samples(
  backend: Backend,
  container: ContainerRecord,
  signal: AbortSignal,
): AsyncGenerator<string> {
  while (!signal.aborted) {
    const now = backend.store.containers.get(container.id);
    if (now === undefined) return;
    yield `${JSON.stringify(await sample(backend, now))}\n`;
    await pause(backend.clock, SAMPLING, signal);
  }
}

async function sample(backend: Backend, container: ContainerRecord): Promise<object> {
  const measured = isRunning(container) ? await backend.agents.get(container, "/stats") : undefined;
  const { id, name, spec } = container;
  return {
    ...nothing(backend, Number(taskSize(spec.nanoCpus, spec.memory).memory) * 2 ** 20),
    ...(typeof measured === "object" ? measured : {}),
    id,
    name: `/${name}`,
  };
}

function nothing({ clock }: Backend, limit: number): object {
  const cpu = { cpu_usage: { total_usage: 0 }, system_cpu_usage: 0, online_cpus: 1 };
  return {
    read: timestamp(clock.now()),
    preread: timestamp(clock.now()),
    pids_stats: {},
    cpu_stats: cpu,
    precpu_stats: cpu,
    memory_stats: { usage: 0, limit, stats: {} },
    networks: {},
    blkio_stats: { io_service_bytes_recursive: [] },
  };
}
