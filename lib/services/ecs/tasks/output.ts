import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import type { TaskRow } from "../state/tasks.js";
import { keepOutput } from "./kept-output.js";

/** Lines that are sent to CloudWatch Logs after the delay `logDelivery`. */
interface LogDelivery {
  readonly group: string;
  readonly stream: string;
  readonly region: string;
  readonly timestamp: number;
  readonly lines: readonly string[];
}

export const DELIVERIES = defineTable<LogDelivery>({ name: "ecs.log-deliveries", key: "id" });

export const LOG_DELIVERY = "ecs.log-delivery";

/** Writes output of a container to its run and to its log configuration. */
export function writeOutput(
  ctx: Context,
  row: TaskRow,
  container: string,
  stream: "stdout" | "stderr",
  lines: readonly string[],
): void {
  if (lines.length === 0) return;
  keepOutput(ctx, row, container, { stream, lines });
  const delivery = deliveryOf(ctx, row, container, lines);
  if (!delivery || !ctx.ports.logs) return;
  const id = ctx.ids.uuid();
  ctx.table(DELIVERIES).put(id, delivery);
  ctx.later("logDelivery", LOG_DELIVERY, id);
}

/** Completes a delivery. Events keep the time at which they were written. */
export function deliverOutput(id: string, ctx: Context): void {
  const delivery = ctx.table(DELIVERIES).get(id);
  if (!delivery) return;
  ctx.table(DELIVERIES).delete(id);
  const { group, stream, region, timestamp, lines } = delivery;
  const events = lines.map((message) => ({ timestamp, message }));
  ctx.ports.logs?.write({ account: ctx.account, region }, group, stream, events);
}

/** The options of a container's log driver in the agent's format: with the stream instead of its prefix. */
export function logOptionsOf(row: TaskRow, container: string): Record<string, string> {
  const definition = row.definition.containerDefinitions.find(({ name }) => name === container);
  const { logDriver, options = {} } = definition?.logConfiguration ?? {};
  const { "awslogs-stream-prefix": prefix, ...others } = options;
  return logDriver === "awslogs"
    ? { ...others, "awslogs-stream": streamOf(row, container, prefix) }
    : options;
}

function streamOf({ taskId }: TaskRow, container: string, prefix: string | undefined): string {
  return prefix === undefined ? taskId : `${prefix}/${container}/${taskId}`;
}

/**
 * The awslogs driver's options
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html).
 */
function deliveryOf(
  ctx: Context,
  row: TaskRow,
  container: string,
  lines: readonly string[],
): LogDelivery | undefined {
  const definition = row.definition.containerDefinitions.find(({ name }) => name === container);
  const { logDriver, options = {} } = definition?.logConfiguration ?? {};
  const group = options["awslogs-group"];
  if (logDriver !== "awslogs" || group === undefined) return undefined;
  return {
    group,
    stream: streamOf(row, container, options["awslogs-stream-prefix"]),
    region: options["awslogs-region"] ?? ctx.region,
    timestamp: ctx.now(),
    lines,
  };
}
