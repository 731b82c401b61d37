import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key as joinKey, keyParts, withPrefix } from "../../../runtime/store/store.js";
import { bucketOfArn } from "../../../shared/arn.js";
import { own } from "../../../values/own.js";
import type { InventoryConfiguration } from "../generated/types.js";
import { objectKey } from "../objects/keys.js";
import { otherVersions } from "../objects/versions.js";
import { writeObject } from "../objects/write.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { type AnyVersion, OBJECTS, VERSIONS } from "../state/objects.js";
import { INVENTORY_REPORTS } from "../state/reports.js";
import { columnsOf, type Listed, valueInColumn } from "./fields.js";
import { INVENTORY, planReport } from "./schedule.js";

const makeReport: TimerHandler = (key, ctx) => {
  const [name = "", id = "", at = ""] = keyParts(key);
  const bucket = ctx.table(BUCKETS).get(name);
  const inventory = own(bucket?.configuration.inventories ?? {}, id);
  if (ctx.table(INVENTORY_REPORTS).get(joinKey(name, id)) !== Number(at)) return;
  ctx.table(INVENTORY_REPORTS).delete(joinKey(name, id));
  if (!bucket || !inventory?.IsEnabled) return;
  write(ctx, bucket, inventory);
  planReport(ctx, bucket, inventory);
};

export const INVENTORY_TIMERS: Readonly<Record<string, TimerHandler>> = { [INVENTORY]: makeReport };

/**
 * Writes a report: the data, a manifest, a list for Hive, and last the manifest's checksum.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
function write(ctx: Context, source: BucketRow, inventory: InventoryConfiguration): void {
  const { Bucket, Prefix, Format } = inventory.Destination.S3BucketDestination;
  const destination = ctx.table(BUCKETS).get(bucketOfArn(Bucket) ?? "");
  if (!destination || Format !== "CSV") return;
  const folder = `${Prefix === undefined ? "" : `${Prefix}/`}${source.name}/${inventory.Id}/`;
  const [day = "", time = ""] = ctx.date().toISOString().split("T");
  const moment = `${day}T${time.slice(0, 5).replace(":", "-")}Z`;
  const data = gzipSync(rowsOf(ctx, source, inventory));
  const key = `${folder}data/${ctx.ids.uuid()}.csv.gz`;
  const manifest = JSON.stringify({
    sourceBucket: source.name,
    destinationBucket: Bucket,
    version: "2016-11-30",
    creationTimestamp: String(ctx.now()),
    fileFormat: "CSV",
    fileSchema: schemaOf(inventory).join(", "),
    files: [{ key, size: data.length, MD5checksum: md5(data) }],
  });
  writeObject(ctx, destination, key, data, "application/octet-stream");
  writeObject(ctx, destination, `${folder}${moment}/manifest.json`, manifest, "application/json");
  const list = `${folder}hive/dt=${moment.slice(0, -1).replace("T", "-")}/symlink.txt`;
  writeObject(ctx, destination, list, `s3://${destination.name}/${key}\n`, "text/plain");
  writeObject(ctx, destination, `${folder}${moment}/manifest.checksum`, md5(manifest), "text/plain");
}

function md5(content: string | Uint8Array): string {
  return createHash("md5").update(content).digest("hex");
}

function schemaOf({ IncludedObjectVersions, OptionalFields }: InventoryConfiguration): string[] {
  const versions = IncludedObjectVersions === "All" ? ["VersionId", "IsLatest", "IsDeleteMarker"] : [];
  return ["Bucket", "Key", ...versions, ...columnsOf(OptionalFields)];
}

function rowsOf(ctx: Context, bucket: BucketRow, inventory: InventoryConfiguration): string {
  const { IncludedObjectVersions, OptionalFields, Filter } = inventory;
  const columns = columnsOf(OptionalFields);
  const all = IncludedObjectVersions === "All";
  let rows = "";
  for (const listed of listedIn(ctx, bucket, Filter?.Prefix ?? "", all)) {
    const { version, isLatest } = listed;
    const { versionId, kind, key } = version;
    const place = [versionId === "null" ? "" : versionId, String(isLatest), String(kind === "marker")];
    const values = [bucket.name, encodeURIComponent(key), ...(all ? place : [])];
    for (const column of columns) values.push(valueInColumn(column, listed));
    rows += `${values.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")}\n`;
  }
  return rows;
}

function* listedIn(ctx: Context, bucket: BucketRow, prefix: string, all: boolean): Generator<Listed> {
  const start = objectKey(bucket.name, prefix);
  if (!all) {
    for (const version of withPrefix(ctx.table(OBJECTS), start))
      yield { ctx, bucket, version, isLatest: true };
    return;
  }
  const keys = new Set<string>();
  for (const { key } of withPrefix(ctx.table(OBJECTS), start)) keys.add(key);
  for (const { key } of withPrefix(ctx.table(VERSIONS), start)) keys.add(key);
  for (const key of keys) {
    const current = ctx.table(OBJECTS).get(objectKey(bucket.name, key));
    const versions: AnyVersion[] = [...(current ? [current] : []), ...otherVersions(ctx, bucket.name, key)];
    for (const [index, version] of versions.entries()) yield { ctx, bucket, version, isLatest: index === 0 };
  }
}
