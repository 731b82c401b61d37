import {
  type ControlContext,
  change,
  defineControl,
  handle,
  list,
  operate,
  read,
  type Settable,
  settings,
} from "../../control/definition/define-control.js";
import { boolean, content, object, oneOf, string, unchecked } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { changeSettings } from "../../runtime/settings.js";
import { streamingBody } from "../../wire/streaming-body.js";
import type { S3Bucket } from "./bucket-views.js";
import { brokenNameRule } from "./buckets/names.js";
import { type S3ConsistencyDelays, setDelays } from "./consistency/delays.js";
import {
  bucket,
  bucketsOf,
  bytesOf,
  eventDeliveries,
  find,
  objects,
  requireBucket,
  uploads,
  versions,
} from "./control-reads.js";
import { addSink, eventSink, type S3EventSink, type S3EventSinkHandle } from "./events/sinks.js";
import { createBucket } from "./operations/buckets.js";
import { putObject } from "./operations/objects.js";
import { putBucketVersioning } from "./operations/versioning.js";
import { PUT_OPTIONS, type PutOptions } from "./put-options.js";
import { replicationMetrics, type S3ReplicationMetrics } from "./replication/metrics.js";
import { BUCKETS } from "./state/buckets.js";
import { type S3Settings, SETTINGS } from "./state/settings.js";
import { type S3Storage, storageOf } from "./storage.js";
import { type S3EventDelivery, type S3Object, type S3Upload, type S3Version, viewOfObject } from "./views.js";

/** Options of {@link S3Sim.createBucket}. */
export interface BucketOptions {
  readonly versioning?: "Enabled" | "Suspended";
}

/** The state of S3, without the content of objects. */
export interface S3State {
  readonly buckets: readonly (S3Bucket & { readonly versions: S3Version[]; readonly uploads: S3Upload[] })[];
}

/** `sim.s3`: reads and changes buckets and objects. All results are copies. */
export interface S3Sim extends Settable<S3Settings> {
  /** The control object for another account or region. */
  at(scope: Scope): S3Sim;
  /**
   * Creates a bucket. Does nothing if the account already has it.
   *
   * @throws TypeError for an invalid name, for an unknown option, and if another account has the bucket.
   */
  createBucket(name: string, options?: BucketOptions): void;
  /** Returns a bucket of the account with its configuration; `undefined` if it does not exist. */
  bucket(name: string): S3Bucket | undefined;
  /** Returns all buckets of the account, by name. */
  buckets(): S3Bucket[];
  /**
   * Writes an object, as PutObject does, and returns it. Strings are stored as UTF-8.
   *
   * @throws TypeError for a bucket that does not exist, an invalid key, or an unknown option; AwsError if
   * PutObject rejects it.
   */
  putObject(bucket: string, key: string, body: string | Uint8Array, options?: PutOptions): S3Object;
  /**
   * Returns an object, or one of its versions; `undefined` if it does not exist.
   *
   * @throws TypeError for a bucket that does not exist, as all reads of a bucket's content do.
   */
  object(bucket: string, key: string, versionId?: string): S3Object | undefined;
  /** Returns the objects of a bucket whose keys start with `prefix`, by key. */
  objects(bucket: string, prefix?: string): S3Object[];
  /** Returns all versions and delete markers of a bucket, by key; those of a key newest first. */
  versions(bucket: string, prefix?: string): S3Version[];
  /** Returns the open multipart uploads of a bucket, by key and age. */
  uploads(bucket: string): S3Upload[];
  /** Returns the content of an object as a string (UTF-8); `undefined` if it does not exist. */
  text(bucket: string, key: string, versionId?: string): string | undefined;
  /** Returns the content of an object; `undefined` if it does not exist. */
  bytes(bucket: string, key: string, versionId?: string): Uint8Array | undefined;
  /**
   * Sends every event of a bucket to a function, or posts it to a URL of this machine, independent of the
   * bucket's notifications. For a URL, the event is retried after one second, ten seconds, one minute and ten
   * minutes until it returns 2xx.
   *
   * @throws TypeError for a bucket that does not exist, a URL of another machine and an unknown event.
   */
  onEvent(bucket: string, sink: S3EventSink): S3EventSinkHandle;
  /**
   * Returns the latest events that were sent to the destinations of buckets and to the sinks of
   * {@link onEvent}, oldest first, with their status: at most `historyLimit`, and those that are pending.
   */
  eventDeliveries(bucket?: string): S3EventDelivery[];
  /**
   * Returns the replication metrics of a bucket, as in CloudWatch, for each rule and destination.
   *
   * @throws TypeError for a bucket that does not exist.
   */
  replicationMetrics(bucket: string): S3ReplicationMetrics[];
  /**
   * Returns the storage used by a bucket, or by all buckets of the account.
   *
   * @throws TypeError for a bucket that does not exist.
   */
  storage(bucket?: string): S3Storage;
  /**
   * Delays the visibility of changes, in one bucket, or in all buckets without delays of their own. S3 had
   * such delays for objects before December 2020, and still has them for configuration. Changes become
   * visible as simulated time advances.
   *
   * @throws TypeError for an invalid duration.
   */
  delayConsistency(delays: S3ConsistencyDelays, bucket?: string): void;
  /**
   * Rejects customer-provided keys (SSE-C) in buckets that do not allow them with PutBucketEncryption, as AWS
   * does in new buckets since April 2026. Default they are accepted; `blockCustomerKeys(false)` accepts them
   * again.
   */
  blockCustomerKeys(blocked?: boolean): void;
  /** Returns all buckets of the account with their versions and uploads, without the content of objects. */
  state(at?: Scope): S3State;
}

const CONSISTENCY = object<S3ConsistencyDelays>({
  reads: unchecked(),
  lists: unchecked(),
  configuration: unchecked(),
});
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
    onEvent: handle(
      "/buckets/{bucket}/event-sink",
      [BUCKET, param("sink", eventSink)],
      (ctx, name, sink) => {
        requireBucket(ctx, name);
        return { remove: addSink(() => ctx.renewed(), name, sink) };
      },
      { remove: "end" },
    ),
    eventDeliveries: list([optional("bucket", string)], eventDeliveries, {
      paths: ["/buckets/{bucket}/event-deliveries", "/event-deliveries"],
    }),
    replicationMetrics: list(
      [BUCKET],
      (ctx, name) => {
        requireBucket(ctx, name);
        return replicationMetrics(ctx, name);
      },
      { paths: ["/buckets/{bucket}/replication-metrics"] },
    ),
    storage: read(
      [optional("bucket", string)],
      (ctx, name) => {
        if (name !== undefined) requireBucket(ctx, name);
        return storageOf(ctx, name);
      },
      { paths: ["/buckets/{bucket}/storage", "/storage"] },
    ),
    delayConsistency: change(
      [param("delays", CONSISTENCY), optional("bucket", string)],
      (ctx, delays, name) => setDelays(ctx, delays, name),
      { paths: ["/consistency"] },
    ),
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
      `The bucket ${JSON.stringify(name)} already exists in account ${owner}. Choose another name.`,
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

function putContent(
  ctx: ControlContext,
  bucket: string,
  key: string,
  body: string | Uint8Array,
  options: PutOptions = {},
): S3Object {
  const at = scopeOf(ctx, bucket);
  if (key === "" || /\p{Surrogate}/u.test(key))
    throw new TypeError(`Invalid object key: ${JSON.stringify(key)}. Use a string that UTF-8 can encode.`);
  // The test may write to its bytes later, so they are copied.
  const bytes = typeof body === "string" ? body : Uint8Array.from(body);
  ctx.execute(putObject, { ...options, Bucket: bucket, Key: key, Body: streamingBody(bytes) }, at);
  const object = find(ctx, bucket, key);
  if (!object) throw new TypeError(`The object ${bucket}/${key} is gone already.`);
  return viewOfObject(bucket, object);
}

/** The account and region of a bucket. @throws TypeError if it does not exist */
function scopeOf(ctx: Context, bucket: string): Scope {
  const row = ctx.table(BUCKETS).get(bucket);
  if (row) return { account: row.owner, region: row.region };
  throw new TypeError(
    `There is no bucket ${JSON.stringify(bucket)}. Create it first: sim.s3.createBucket(${JSON.stringify(bucket)}).`,
  );
}

/** @throws TypeError with the rule that a name breaks; S3's own error does not have it. */
function checkNewName(name: string): void {
  const rule = brokenNameRule(name);
  if (rule === undefined) return;
  throw new TypeError(`${JSON.stringify(name)} is not a valid bucket name: ${rule}. Choose another name.`);
}
