import { gzipSync } from "node:zlib";
import { permitsEvents } from "../../delivery/senders/resources.js";
import type { Context } from "../../runtime/context.js";
import { nextNumber, trimHistory } from "../../runtime/store/records.js";
import { keyPrefix, withPrefix } from "../../runtime/store/store.js";
import { parseArn } from "../../shared/arn.js";
import type { StoredEvent } from "./events/chunks.js";
import { digitsOf } from "./events/position.js";
import { readPattern } from "./filter-pattern/read-pattern.js";
import { DELIVERIES, PENDING_DELIVERIES, type SubscriptionDelivery } from "./state/deliveries.js";
import { DESTINATIONS, type DestinationRow } from "./state/destinations.js";
import { SUBSCRIPTION_FILTERS } from "./state/filters.js";
import type { LogStreamRow } from "./state/streams.js";

const DELIVERY = "logs.delivery";

/** Starts the delivery of new events to the destinations of the group's subscription filters. */
export function deliverToSubscribers(
  ctx: Context,
  { id: streamId, logGroupName, logStreamName }: LogStreamRow,
  events: readonly StoredEvent[],
): void {
  for (const filter of withPrefix(ctx.table(SUBSCRIPTION_FILTERS), keyPrefix(logGroupName))) {
    const pattern = readPattern(filter.filterPattern);
    const matching = events.filter(({ message }) => pattern.matches(message));
    if (matching.length === 0) continue;
    const id = ctx.ids.uuid();
    ctx.table(PENDING_DELIVERIES).put(id, {
      destinationArn: filter.destinationArn,
      filterName: filter.filterName,
      logGroup: logGroupName,
      logStream: logStreamName,
      logEvents: matching.map((event) => ({
        id: digitsOf(event, streamId),
        timestamp: event.timestamp,
        message: event.message,
      })),
    });
    ctx.later("subscriptionDelivery", DELIVERY, id);
  }
}

export const SUBSCRIPTION_TIMERS = {
  [DELIVERY]: (id: string, ctx: Context) => {
    const delivery = ctx.table(PENDING_DELIVERIES).get(id);
    if (!delivery) return;
    ctx.table(PENDING_DELIVERIES).delete(id);
    ctx.table(DELIVERIES).put(nextNumber(ctx.table(DELIVERIES)), delivery);
    trimHistory(ctx, DELIVERIES);
    const arn = destinationOf(ctx, delivery.destinationArn)?.targetArn ?? delivery.destinationArn;
    const { functions } = ctx.ports;
    // Deliveries without permission are lost silently.
    if (functions && isFunction(arn) && mayInvoke(ctx, arn, delivery.logGroup))
      functions.invokeLater(arn, payloadOf(ctx, delivery));
  },
};

/** The Logs destination of an ARN, in any account. */
export function destinationOf(ctx: Context, destinationArn: string): DestinationRow | undefined {
  const { service, account, region, resource = "" } = parseArn(destinationArn) ?? {};
  const [, name] = /^destination:(.+)$/.exec(resource) ?? [];
  if (service !== "logs" || name === undefined) return undefined;
  return ctx.elsewhere({ account, region }).table(DESTINATIONS).get(name);
}

export function isFunction(arn: string): boolean {
  return /^arn:[\w-]+:lambda:/.test(arn);
}

/**
 * The payload for a function:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
function payloadOf(ctx: Context, { filterName, logGroup, logStream, logEvents }: SubscriptionDelivery) {
  const message = {
    messageType: "DATA_MESSAGE",
    owner: ctx.account,
    logGroup,
    logStream,
    subscriptionFilters: [filterName],
    logEvents,
  };
  const data = gzipSync(JSON.stringify(message)).toString("base64");
  return Buffer.from(JSON.stringify({ awslogs: { data } }));
}

/**
 * Whether the policy of a function allows Logs to invoke it for a group; the principal is that of the region,
 * or of all regions.
 */
export function mayInvoke(ctx: Context, functionArn: string, logGroupName: string): boolean {
  const sourceArn = ctx.arn(`log-group:${logGroupName}:*`);
  return ["logs.amazonaws.com", `logs.${ctx.region}.amazonaws.com`].some((service) =>
    permitsEvents(ctx, functionArn, { service, sourceArn, sourceAccount: ctx.account }),
  );
}
