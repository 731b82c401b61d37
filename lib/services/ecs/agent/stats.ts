import type { Context } from "../../../runtime/context.js";
import type { TaskContainer, TaskRow } from "../state/tasks.js";
import { isoNanoseconds } from "./times.js";

const MIB = 1024 * 1024;
/** Milliseconds between two samples on Fargate. */
const SAMPLE = 10_000;

/**
 * The statistics of a container in Docker's format. Nothing is measured: all counters are 0, and the limits
 * are those of the definition.
 */
export function containerStats(ctx: Context, row: TaskRow, container: TaskContainer): object {
  const limit = Number(container.memory ?? row.task.memory ?? 0) * MIB;
  const now = ctx.now();
  return {
    read: isoNanoseconds(new Date(now)),
    preread: isoNanoseconds(new Date(now - SAMPLE)),
    pids_stats: {},
    blkio_stats: { io_service_bytes_recursive: [], io_serviced_recursive: [] },
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpu(row),
    precpu_stats: cpu(row),
    memory_stats: { usage: 0, max_usage: 0, stats: {}, limit },
    name: container.name,
    id: container.runtimeId,
    networks: {
      eth1: {
        rx_bytes: 0,
        rx_packets: 0,
        rx_errors: 0,
        rx_dropped: 0,
        tx_bytes: 0,
        tx_packets: 0,
        tx_errors: 0,
        tx_dropped: 0,
      },
    },
    network_rate_stats: { rx_bytes_per_sec: 0, tx_bytes_per_sec: 0 },
  };
}

/** The statistics of all containers of a task, by their ids. */
export function taskStats(ctx: Context, row: TaskRow): object {
  return Object.fromEntries(
    row.task.containers.map((container) => [container.runtimeId, containerStats(ctx, row, container)]),
  );
}

function cpu({ task }: TaskRow): object {
  return {
    cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
    system_cpu_usage: 0,
    online_cpus: Math.max(1, Math.ceil(Number(task.cpu ?? 0) / 1024)),
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  };
}
