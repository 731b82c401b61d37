import { gzipSync } from "node:zlib";
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

/** Sends new events on their way to where the group's subscription filters want them. */
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
    if (isFunction(arn)) ctx.ports.functions?.invokeLater(arn, payloadOf(ctx, delivery));
  },
};

/** The destination of Logs' own that an ARN names, in whatever account it is. */
export function destinationOf(ctx: Context, destinationArn: string): DestinationRow | undefined {
  const { service, account, region, resource = "" } = parseArn(destinationArn) ?? {};
  const [, name] = /^destination:(.+)$/.exec(resource) ?? [];
  if (service !== "logs" || name === undefined) return undefined;
  return ctx.elsewhere({ account, region }).table(DESTINATIONS).get(name);
}

export function isFunction(arn: string): boolean {
  return /^arn:[\w-]+:lambda:/.test(arn);
}

/** What a function gets: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
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
