import {
  type ControlContext,
  change,
  defineControl,
  list,
  operate,
  read,
  type Settable,
  settings,
} from "../../control/definition/define-control.js";
import { boolean, content, object, oneOf, string } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { changeSettings } from "../../runtime/settings.js";
import { withPrefix } from "../../runtime/store/store.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { streamingBody } from "../../wire/streaming-body.js";
import { type S3Bucket, viewOfBucket } from "./bucket-views.js";
import { brokenNameRule } from "./buckets/names.js";
import { objectKey } from "./objects/keys.js";
import { isObject, latestVersion, otherVersions } from "./objects/versions.js";
import { createBucket } from "./operations/buckets.js";
import { putObject } from "./operations/objects.js";
import { putBucketVersioning } from "./operations/versioning.js";
import { PUT_OPTIONS, type PutOptions } from "./put-options.js";
import { BUCKETS } from "./state/buckets.js";
import { type AnyVersion, OBJECTS, type ObjectVersion, VERSIONS } from "./state/objects.js";
import { type S3Settings, SETTINGS } from "./state/settings.js";
import { UPLOADS } from "./state/uploads.js";
import { partsOf } from "./uploads/uploads.js";
import { type S3Object, type S3Upload, type S3Version, viewOfObject, viewOfVersion } from "./views.js";

/** Options of {@link S3Sim.createBucket}. */
export interface BucketOptions {
  readonly versioning?: "Enabled" | "Suspended";
}

/** What S3 holds. The content of objects is too much to show. */
export interface S3State {
  readonly buckets: readonly (S3Bucket & { readonly versions: S3Version[]; readonly uploads: S3Upload[] })[];
}

/** `sim.s3`: what tests can do with buckets and objects, and see of them. Everything read is a copy. */
export interface S3Sim extends Settable<S3Settings> {
  /** The buckets of another account or region. */
  at(scope: Scope): S3Sim;

  /**
   * Creates a bucket, with versioning if given. Does nothing if the account has the bucket already.
   *
   * @throws TypeError for a name that buckets cannot have, for an unknown option, and if another account has the bucket.
   */
  createBucket(name: string, options?: BucketOptions): void;

  /** A bucket of the account with all that is configured for it; `undefined` if the account has no such bucket. */
  bucket(name: string): S3Bucket | undefined;

  /** Every bucket of the account, by name. */
  buckets(): S3Bucket[];

  /**
   * Writes an object, as PutObject does, and returns it. Strings are stored as UTF-8.
   *
   * @throws TypeError for a bucket that does not exist, a key that objects cannot have and an unknown option, AwsError for what PutObject rejects.
   */
  putObject(bucket: string, key: string, body: string | Uint8Array, options?: PutOptions): S3Object;

  /**
   * An object, or one of its versions; `undefined` if the bucket does not have it.
   *
   * @throws TypeError for a bucket that does not exist, as all reads of a bucket's content do.
   */
  object(bucket: string, key: string, versionId?: string): S3Object | undefined;

  /** The objects of a bucket whose keys begin with `prefix`, by key. */
  objects(bucket: string, prefix?: string): S3Object[];

  /** All versions and delete markers of a bucket, by key; those of a key newest first. */
  versions(bucket: string, prefix?: string): S3Version[];

  /** Multipart uploads of a bucket that are neither completed nor aborted, by key and age. */
  uploads(bucket: string): S3Upload[];

  /** The content of an object as a string (UTF-8); `undefined` if the bucket does not have it. */
  text(bucket: string, key: string, versionId?: string): string | undefined;

  /** The content of an object; `undefined` if the bucket does not have it. */
  bytes(bucket: string, key: string, versionId?: string): Uint8Array | undefined;

  /**
   * Rejects customer-provided keys (SSE-C) in buckets that do not allow them
   * with PutBucketEncryption, as AWS does in new buckets since April 2026.
   * By default they are accepted. `blockCustomerKeys(false)` accepts them again.
   */
  blockCustomerKeys(blocked?: boolean): void;

  /** All buckets of the account with their versions and uploads; what the objects contain is too much to show. */
  state(at?: Scope): S3State;
}

const BUCKET = param("bucket", string);
const IN_BUCKET = [BUCKET, optional("prefix", string)] as const;
const OBJECT = [BUCKET, param("key", string), optional("versionId", string)] as const;

export const s3Control = defineControl<S3Sim>(
  {
    createBucket: operate(
      [
        param("name", string),
        optional("options", object<BucketOptions>({ versioning: oneOf("Enabled", "Suspended") })),
      ],
      createBucketIn,
      { paths: ["/buckets"] },
    ),
    bucket: read([BUCKET], bucket, { paths: ["/buckets/{bucket}"] }),
    buckets: list([], bucketsOf),
    putObject: operate(
      [BUCKET, param("key", string), param("body", content), optional("options", PUT_OPTIONS)],
      putContent,
      { paths: ["/buckets/{bucket}/objects/{key}"] },
    ),
    object: read(
      OBJECT,
      (ctx, bucket, key, versionId) => {
        const object = find(ctx, bucket, key, versionId);
        return object && viewOfObject(bucket, object);
      },
      { paths: ["/buckets/{bucket}/objects/{key}"] },
    ),
    objects: list(IN_BUCKET, objects, { paths: ["/buckets/{bucket}/objects"] }),
    versions: list(IN_BUCKET, versions, { paths: ["/buckets/{bucket}/versions"] }),
    uploads: list([BUCKET], uploads, { paths: ["/buckets/{bucket}/uploads"] }),
    text: read(
      OBJECT,
      (ctx, ...object) => {
        const bytes = bytesOf(ctx, ...object);
        return bytes && Buffer.from(bytes).toString("utf8");
      },
      { paths: ["/buckets/{bucket}/objects/{key}/text"], as: "text" },
    ),
    bytes: read(OBJECT, bytesOf, { paths: ["/buckets/{bucket}/objects/{key}/content"], bytes: true }),
    blockCustomerKeys: change([optional("blocked", boolean)], (ctx, blocked = true) =>
      changeSettings(ctx, SETTINGS, { blockCustomerKeys: blocked }),
    ),
    ...settings<S3Settings>(object({ blockCustomerKeys: boolean }), SETTINGS),
    state: read([], (ctx) => ({
      buckets: bucketsOf(ctx).map((bucket) => ({
        ...bucket,
        versions: versions(ctx, bucket.name),
        uploads: uploads(ctx, bucket.name),
      })),
    })),
  },
  { placed: true },
);

function createBucketIn(ctx: ControlContext, name: string, { versioning }: BucketOptions = {}): void {
  checkNewName(name);
  const owner = ctx.table(BUCKETS).get(name)?.owner;
  if (owner !== undefined && owner !== ctx.account) {
    throw new TypeError(
      `The bucket ${JSON.stringify(name)} exists already, in account ${owner}. Choose another name.`,
    );
  }
  if (owner === undefined) {
    const elsewhere = ctx.region !== "us-east-1";
    const location = elsewhere && { CreateBucketConfiguration: { LocationConstraint: ctx.region } };
    ctx.execute(createBucket, { Bucket: name, ...location });
  }
  if (versioning)
    ctx.execute(putBucketVersioning, { Bucket: name, VersioningConfiguration: { Status: versioning } });
}

function bucket(ctx: Context, name: string): S3Bucket | undefined {
  const row = ctx.table(BUCKETS).get(name);
  return row?.owner === ctx.account ? viewOfBucket(row) : undefined;
}

function bucketsOf(ctx: Context): S3Bucket[] {
  const rows = [...ctx.table(BUCKETS).values()];
  return rows.filter(({ owner }) => owner === ctx.account).map(viewOfBucket);
}

function putContent(
  ctx: ControlContext,
  bucket: string,
  key: string,
  body: string | Uint8Array,
  options: PutOptions = {},
): S3Object {
  const at = scopeOf(ctx, bucket);
  if (key === "" || /\p{Surrogate}/u.test(key))
    throw new TypeError(`Not a key of an object: ${JSON.stringify(key)}. Give text that UTF-8 can encode.`);
  // Bytes stay those of the test, which may write to them.
  const bytes = typeof body === "string" ? body : Uint8Array.from(body);
  ctx.execute(putObject, { ...options, Bucket: bucket, Key: key, Body: streamingBody(bytes) }, at);
  const object = find(ctx, bucket, key);
  if (!object) throw new TypeError(`The object ${bucket}/${key} is gone already.`);
  return viewOfObject(bucket, object);
}

function objects(ctx: Context, bucket: string, prefix = ""): S3Object[] {
  requireBucket(ctx, bucket);
  return Array.from(withPrefix(ctx.table(OBJECTS), objectKey(bucket, prefix)), (object) =>
    viewOfObject(bucket, object),
  );
}

function versions(ctx: Context, bucket: string, prefix = ""): S3Version[] {
  requireBucket(ctx, bucket);
  const start = objectKey(bucket, prefix);
  const keys = new Set<string>();
  for (const table of [OBJECTS, VERSIONS] as const) {
    for (const { key } of withPrefix<AnyVersion>(ctx.table<AnyVersion>(table), start)) keys.add(key);
  }
  const ordered = [...keys].sort((a, b) => (objectKey("", a) < objectKey("", b) ? -1 : 1));
  return ordered.flatMap((key) =>
    versionsOf(ctx, bucket, key).map((version, index) => viewOfVersion(bucket, version, index === 0)),
  );
}

function uploads(ctx: Context, bucket: string): S3Upload[] {
  requireBucket(ctx, bucket);
  const uploads = [...ctx.table(UPLOADS).values()].filter((upload) => upload.bucket === bucket);
  return uploads.map((upload) => ({
    bucket,
    key: upload.key,
    uploadId: upload.uploadId,
    initiated: new Date(upload.initiated),
    parts: Array.from(partsOf(ctx, upload), ({ number, content, etag }) => ({
      number,
      size: content.size,
      etag,
    })),
  }));
}

function bytesOf(ctx: Context, bucket: string, key: string, versionId?: string): Uint8Array | undefined {
  return find(ctx, bucket, key, versionId)?.content.bytes();
}

function find(ctx: Context, bucket: string, key: string, versionId?: string): ObjectVersion | undefined {
  requireBucket(ctx, bucket);
  const version =
    versionId === undefined
      ? latestVersion(ctx, bucket, key)
      : versionsOf(ctx, bucket, key).find((candidate) => candidate.versionId === versionId);
  return version && isObject(version) ? version : undefined;
}

/** @throws UnknownResource */
function requireBucket(ctx: Context, bucket: string): void {
  const buckets = ctx.table(BUCKETS);
  if (buckets.has(bucket)) return;
  throw new UnknownResource(
    "bucket",
    bucket,
    Array.from(buckets.values(), ({ name }) => name),
  );
}

/** The account and region of a bucket. @throws TypeError if it does not exist */
function scopeOf(ctx: Context, bucket: string): Scope {
  const row = ctx.table(BUCKETS).get(bucket);
  if (row) return { account: row.owner, region: row.region };
  throw new TypeError(
    `There is no bucket ${JSON.stringify(bucket)}. Make it first: sim.s3.createBucket(${JSON.stringify(bucket)}).`,
  );
}

/** @throws TypeError with the rule that a name breaks; S3's own error does not have it. */
function checkNewName(name: string): void {
  const rule = brokenNameRule(name);
  if (rule === undefined) return;
  throw new TypeError(
    `${JSON.stringify(name)} cannot be the name of a bucket: ${rule}. Choose another name.`,
  );
}

/** The versions of a key, newest first. */
function versionsOf(ctx: Context, bucket: string, key: string): AnyVersion[] {
  const current = ctx.table(OBJECTS).get(objectKey(bucket, key));
  return [...(current ? [current] : []), ...otherVersions(ctx, bucket, key)];
}
