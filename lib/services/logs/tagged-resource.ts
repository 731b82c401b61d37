import type { Context } from "../../runtime/context.js";
import type { Table, TableDefinition } from "../../runtime/store/store.js";
import { parseArn } from "../../shared/arn.js";
import { type Tagged, taggedRow } from "../../shared/tags.js";
import { invalidParameter, resourceNotFound } from "./errors.js";
import { groupNameOf } from "./groups.js";
import { ANOMALY_DETECTORS } from "./state/anomaly-detectors.js";
import { DESTINATIONS } from "./state/destinations.js";
import { LOG_GROUPS, type LogGroupRow, type Tags } from "./state/groups.js";
import { DELIVERY_DESTINATIONS, DELIVERY_SOURCES, LOG_DELIVERIES } from "./state/log-deliveries.js";

interface TaggedRow {
  readonly tags: Tags;
  readonly arn?: string;
}

/**
 * Taggable resources besides groups, by the resource type in the ARN; keys are the rest of it, or the whole
 * ARN.
 */
const TABLES: ReadonlyMap<string, TableDefinition<TaggedRow>> = new Map<string, TableDefinition<TaggedRow>>([
  ["destination", DESTINATIONS],
  ["delivery-source", DELIVERY_SOURCES],
  ["delivery-destination", DELIVERY_DESTINATIONS],
  ["delivery", LOG_DELIVERIES],
]);

/**
 * The taggable resource of an ARN. @throws ResourceNotFoundException, InvalidParameterException for an ARN of
 * another service.
 */
export function taggedResource(ctx: Context, arn: string): Tagged<Tags> {
  const { service, resource = "" } = parseArn(arn) ?? {};
  if (service !== "logs") throw invalidParameter(`Invalid ARN: ${arn}`);
  const [, kind = "", name = ""] = /^([a-z-]+):(.+)$/.exec(resource) ?? [];
  if (kind === "anomaly-detector") return taggedIn(ctx.table(ANOMALY_DETECTORS), arn);
  const table = TABLES.get(kind);
  if (table) {
    if (ctx.table(table).get(name)?.arn !== arn) throw resourceNotFound();
    return taggedIn(ctx.table(table), name);
  }
  const group = groupNameOf(ctx, arn);
  const row = group === undefined ? undefined : ctx.table(LOG_GROUPS).get(group);
  if (!row) throw resourceNotFound();
  return taggedGroup(ctx, row);
}

export function taggedGroup(ctx: Context, row: LogGroupRow): Tagged<Tags> {
  return taggedRow(ctx.table(LOG_GROUPS), row.logGroupName, row);
}

function taggedIn<Row extends { readonly tags: Tags }>(table: Table<Row>, key: string): Tagged<Tags> {
  const row = table.get(key);
  if (!row) throw resourceNotFound();
  return taggedRow(table, key, row);
}
