import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { deliveryDefaults } from "../delivery-defaults.js";
import {
  deliveryDestinationNotFound,
  deliveryExists,
  deliveryNotFound,
  deliverySourceNotFound,
} from "../errors.js";
import type {
  CreateDeliveryRequest,
  CreateDeliveryResponse,
  DeleteDeliveryRequest,
  Delivery,
  DescribeDeliveriesRequest,
  DescribeDeliveriesResponse,
  GetDeliveryRequest,
  GetDeliveryResponse,
  UpdateDeliveryConfigurationRequest,
} from "../generated/types.js";
import { pager } from "../paging.js";
import {
  DELIVERY_DESTINATIONS,
  DELIVERY_SOURCES,
  type DeliveryDestinationRow,
  type DeliveryRow,
  LOG_DELIVERIES,
} from "../state/log-deliveries.js";
import { tagging } from "../tags.js";

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Connects a source with a destination; a source has one of each type. */
export function createDelivery(input: CreateDeliveryRequest, ctx: Context): CreateDeliveryResponse {
  const source = ctx.table(DELIVERY_SOURCES).get(input.deliverySourceName);
  if (!source) throw deliverySourceNotFound();
  const { deliveryDestinationType } = destinationOf(ctx, input.deliveryDestinationArn);
  for (const other of ctx.table(LOG_DELIVERIES).values()) {
    if (other.deliverySourceName !== source.name) continue;
    if (other.deliveryDestinationType === deliveryDestinationType) throw deliveryExists();
  }
  const defaults = deliveryDefaults(source, { deliveryDestinationType });
  const id = ctx.ids.text(ALPHANUMERIC, 16);
  const row: DeliveryRow = {
    id,
    arn: ctx.arn(`delivery:${id}`),
    deliverySourceName: source.name,
    deliveryDestinationArn: input.deliveryDestinationArn,
    deliveryDestinationType,
    recordFields: input.recordFields ?? defaults.recordFields,
    fieldDelimiter: input.fieldDelimiter,
    s3DeliveryConfiguration: s3Configuration(input, defaults),
    tags: tagging.checked(input.tags),
  };
  ctx.table(LOG_DELIVERIES).put(id, row);
  return { delivery: describeDelivery(row) };
}

export function getDelivery({ id }: GetDeliveryRequest, ctx: Context): GetDeliveryResponse {
  return { delivery: describeDelivery(existing(ctx, id)) };
}

export function describeDeliveries(
  input: DescribeDeliveriesRequest,
  ctx: Context,
): DescribeDeliveriesResponse {
  const { items, next } = pager.rows(input, "DescribeDeliveries", ctx.table(LOG_DELIVERIES));
  return { deliveries: items.map(describeDelivery), nextToken: next };
}

/** Omitted members keep their values. */
export function updateDeliveryConfiguration(input: UpdateDeliveryConfigurationRequest, ctx: Context): object {
  const before = existing(ctx, input.id);
  ctx.table(LOG_DELIVERIES).put(before.id, {
    ...before,
    recordFields: input.recordFields ?? before.recordFields,
    fieldDelimiter: input.fieldDelimiter ?? before.fieldDelimiter,
    s3DeliveryConfiguration: s3Configuration(input, before),
  });
  return {};
}

export function deleteDelivery({ id }: DeleteDeliveryRequest, ctx: Context): object {
  if (!ctx.table(LOG_DELIVERIES).delete(id)) throw deliveryNotFound();
  return {};
}

function existing(ctx: Context, id: string): DeliveryRow {
  const row = ctx.table(LOG_DELIVERIES).get(id);
  if (!row) throw deliveryNotFound();
  return row;
}

/** A destination may be in another account. */
function destinationOf(ctx: Context, arn: string): DeliveryDestinationRow {
  const { account, region, resource = "" } = parseArn(arn) ?? {};
  const name = resource.replace(/^delivery-destination:/, "");
  const row = ctx.elsewhere({ account, region }).table(DELIVERY_DESTINATIONS).get(name);
  if (row?.arn !== arn) throw deliveryDestinationNotFound();
  return row;
}

function s3Configuration(
  { s3DeliveryConfiguration: given }: Delivery,
  { s3DeliveryConfiguration: before }: Delivery,
): Delivery["s3DeliveryConfiguration"] {
  return given ? { ...before, ...given } : before;
}

function describeDelivery({ tags, ...delivery }: DeliveryRow): Delivery {
  return { ...delivery, tags: Object.keys(tags).length > 0 ? tags : undefined };
}
