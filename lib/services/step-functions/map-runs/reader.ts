import type { Context } from "../../../runtime/context.js";
import type { Json } from "../../../runtime/store/codec.js";
import type { ItemReader } from "../definition/types.js";
import { isArray } from "../expressions/json-path/compare.js";
import { type CallingExecution, callOperation } from "../integrations/operations.js";
import { textOfFile } from "../item-readers/contents.js";
import { type Item, itemsOfFile } from "../item-readers/items.js";
import { manifestFiles } from "../item-readers/manifests.js";
import { type JsonObject, membersOf } from "../json-objects.js";
import { itemReaderFailed } from "./failures.js";

/** Items, and their source in the context object. */
export interface ReadItems {
  readonly items: readonly Item[];
  readonly source: string;
}

/** Reads the items of a distributed Map state from S3. @throws StateFailed States.ItemReaderFailed */
export async function readItems(
  call: CallingExecution,
  reader: ItemReader,
  parameters: Json | undefined,
): Promise<ReadItems> {
  const fields = membersOf(parameters);
  if (reader.resource.endsWith(":s3:listObjectsV2")) return listObjects(call, reader, fields);
  const bucket = String(fields.Bucket ?? "");
  const key = String(fields.Key ?? "");
  const { VersionId: version } = fields;
  const text = contentOf(call.ctx, { bucket, key, ...(typeof version === "string" && { version }) });
  const source = `s3://${bucket}/${key}`;
  if (reader.config.inputType !== "MANIFEST") return { items: itemsOfFile(text, reader.config), source };
  return { items: manifestItems(call.ctx, reader, text), source };
}

function contentOf(ctx: Context, location: { bucket: string; key: string; version?: string }): string {
  const content = ctx.ports.objects?.content(ctx, location);
  if (content === undefined) throw itemReaderFailed("S3 is not simulated.");
  if (!(content instanceof Uint8Array)) throw itemReaderFailed(content.message);
  return textOfFile(location.key, content);
}

/** The items of the files in a manifest. */
function manifestItems(ctx: Context, { config }: ItemReader, manifest: string): Item[] {
  return manifestFiles(manifest, config).flatMap(({ config: fileConfig, ...location }) =>
    itemsOfFile(contentOf(ctx, location), fileConfig),
  );
}

/** `s3:listObjectsV2`: the items are the objects, or their contents. */
async function listObjects(
  call: CallingExecution,
  { config }: ItemReader,
  fields: JsonObject,
): Promise<ReadItems> {
  const items: Item[] = [];
  const bucket = String(fields.Bucket ?? "");
  for (let token: Json | undefined, more = true; more; ) {
    const input = { ...fields, ...(token !== undefined && { ContinuationToken: token }) };
    const outcome = await callOperation(call, "s3", "ListObjectsV2", input);
    if (outcome.kind !== "output")
      throw itemReaderFailed(outcome.kind === "error" ? outcome.message : outcome.reason);
    const { Contents: contents = [], NextContinuationToken: next, IsTruncated: truncated } = outcome.output;
    for (const object of isArray(contents) ? contents : []) items.push({ value: listedObject(object) });
    token = next;
    more = truncated === true && next !== undefined;
  }
  const source = `s3://${bucket}/${String(fields.Prefix ?? "")}`;
  if (config.transformation !== "LOAD_AND_FLATTEN") return { items, source };
  const loaded = items.flatMap(({ value }) =>
    itemsOfFile(contentOf(call.ctx, { bucket, key: keyOf(value) }), config),
  );
  return { items: loaded, source };
}

/** An object as an item; the spelling `Etag` is AWS's. */
function listedObject(object: Json): Json {
  const {
    ETag: etag = "",
    Key: key = "",
    LastModified: modified = 0,
    Size: size = 0,
    StorageClass: storage = "STANDARD",
  } = membersOf(object);
  return {
    Etag: etag,
    Key: key,
    LastModified: Math.floor(Number(modified)),
    Size: size,
    StorageClass: storage,
  };
}

function keyOf(item: Json): string {
  return String(membersOf(item).Key ?? "");
}
