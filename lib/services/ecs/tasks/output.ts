import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import type { TaskRow } from "../state/tasks.js";
import { keepOutput } from "./runs.js";

/** Lines on their way to CloudWatch Logs, while the delay `logDelivery` lasts. */
interface LogDelivery {
  readonly group: string;
  readonly stream: string;
  readonly region: string;
  readonly timestamp: number;
  readonly lines: readonly string[];
}

export const DELIVERIES = defineTable<LogDelivery>({ name: "ecs.log-deliveries", key: "id" });

export const LOG_DELIVERY = "ecs.log-delivery";

/** Takes what a container writes: into the notes of the run, and to where its log configuration says. */
export function writeOutput(
  ctx: Context,
  row: TaskRow,
  container: string,
  stream: "stdout" | "stderr",
  lines: readonly string[],
): void {
  if (lines.length === 0) return;
  keepOutput(ctx, row, container, stream, lines);
  const delivery = deliveryOf(ctx, row, container, lines);
  if (!delivery || !ctx.ports.logs) return;
  const id = ctx.ids.uuid();
  ctx.table(DELIVERIES).put(id, delivery);
  ctx.later("logDelivery", LOG_DELIVERY, id);
}

/** A delivery arrives. Events keep the time at which they were written. */
export function deliverOutput(id: string, ctx: Context): void {
  const delivery = ctx.table(DELIVERIES).get(id);
  if (!delivery) return;
  ctx.table(DELIVERIES).delete(id);
  const { group, stream, region, timestamp, lines } = delivery;
  const events = lines.map((message) => ({ timestamp, message }));
  ctx.ports.logs?.write({ account: ctx.account, region }, group, stream, events);
}

/** The awslogs driver's options (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html). */
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
  const prefix = options["awslogs-stream-prefix"];
  return {
    group,
    stream: prefix === undefined ? row.taskId : `${prefix}/${container}/${row.taskId}`,
    region: options["awslogs-region"] ?? ctx.region,
    timestamp: ctx.now(),
    lines,
  };
}
