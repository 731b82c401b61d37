import type { Context } from "../../runtime/context.js";
import type { TableDefinition } from "../../runtime/store/store.js";
import { parseArn } from "../../shared/arn.js";
import { invalidParameter, resourceNotFound } from "./errors.js";
import { groupNameOf } from "./groups.js";
import { ANOMALY_DETECTORS } from "./state/anomaly-detectors.js";
import { DESTINATIONS } from "./state/destinations.js";
import { LOG_GROUPS, type LogGroupRow, type Tags } from "./state/groups.js";
import { DELIVERY_DESTINATIONS, DELIVERY_SOURCES, LOG_DELIVERIES } from "./state/log-deliveries.js";

/** A resource whose tags can be read and replaced. */
interface Tagged {
  readonly tags: Tags;
  replace(tags: Tags): void;
}

interface TaggedRow {
  readonly tags: Tags;
  readonly arn?: string;
}

/** What can be tagged besides groups, by the kind in its ARN; keys are what follows it, or the whole ARN. */
const TABLES: ReadonlyMap<string, TableDefinition<TaggedRow>> = new Map<string, TableDefinition<TaggedRow>>([
  ["destination", DESTINATIONS],
  ["delivery-source", DELIVERY_SOURCES],
  ["delivery-destination", DELIVERY_DESTINATIONS],
  ["delivery", LOG_DELIVERIES],
]);

/** The resource of an ARN. @throws ResourceNotFoundException, InvalidParameterException for an ARN of another service. */
export function taggedResource(ctx: Context, arn: string): Tagged {
  const { service, resource = "" } = parseArn(arn) ?? {};
  if (service !== "logs") throw invalidParameter(`Invalid ARN: ${arn}`);
  const [, kind = "", name = ""] = /^([a-z-]+):(.+)$/.exec(resource) ?? [];
  if (kind === "anomaly-detector") return taggedRow(ctx, ANOMALY_DETECTORS, arn);
  const table = TABLES.get(kind);
  if (table) {
    if (ctx.table(table).get(name)?.arn !== arn) throw resourceNotFound();
    return taggedRow(ctx, table, name);
  }
  const group = groupNameOf(ctx, arn);
  const row = group === undefined ? undefined : ctx.table(LOG_GROUPS).get(group);
  if (!row) throw resourceNotFound();
  return taggedGroup(ctx, row);
}

export function taggedGroup(ctx: Context, row: LogGroupRow): Tagged {
  return {
    tags: row.tags,
    replace: (tags) => ctx.table(LOG_GROUPS).put(row.logGroupName, { ...row, tags }),
  };
}

function taggedRow<Row extends { readonly tags: Tags }>(
  ctx: Context,
  definition: TableDefinition<Row>,
  key: string,
): Tagged {
  const row = ctx.table(definition).get(key);
  if (!row) throw resourceNotFound();
  return { tags: row.tags, replace: (tags) => ctx.table(definition).put(key, { ...row, tags }) };
}
