import type { Context } from "../../runtime/context.js";
import { type AccountRegion, checkScope, type Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
import { ONLY_ROW, withPrefix } from "../../runtime/store/store.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { namesOf, refuseUnknownOptions } from "../../text/suggestions.js";
import { shown } from "../../values/foreign-values.js";
import { streamingBody } from "../../wire/streaming-body.js";
import { type S3Bucket, viewOfBucket } from "./bucket-views.js";
import { brokenNameRule } from "./buckets/names.js";
import { objectKey } from "./objects/keys.js";
import { isObject, latestVersion, otherVersions } from "./objects/versions.js";
import { createBucket } from "./operations/buckets.js";
import { putObject } from "./operations/objects.js";
import { putBucketVersioning } from "./operations/versioning.js";
import { checkPutOptions, type PutOptions } from "./put-options.js";
import { BUCKETS, type BucketRow } from "./state/buckets.js";
import { type AnyVersion, OBJECTS, type ObjectVersion, VERSIONS } from "./state/objects.js";
import { SETTINGS } from "./state/settings.js";
import { type PartRow, UPLOADS } from "./state/uploads.js";
import { partsOf } from "./uploads/uploads.js";
import { type S3Object, type S3Upload, type S3Version, viewOfObject, viewOfVersion } from "./views.js";

/** Options of {@link S3Control.createBucket}. */
export interface BucketOptions {
  readonly versioning?: "Enabled" | "Suspended";
}

const BUCKET_OPTIONS = namesOf<BucketOptions>({ versioning: true });

/** `sim.s3`: what tests may do with buckets and objects, and see of them. Everything read is a copy. */
export class S3Control implements ShowsState {
  /** @internal */
  constructor(
    private readonly host: ControlHost,
    private readonly place: Scope = {},
  ) {}

  /** The buckets of another account or region. */
  at(place: Scope): S3Control {
    checkScope(place);
    return new S3Control(this.host, { ...this.place, ...place });
  }

  /**
   * Creates a bucket, with versioning if given. Does nothing if the account has the bucket already.
   *
   * @throws TypeError for a name that no bucket can have, for an unknown option, and if another account has the bucket.
   */
  createBucket(name: string, options: BucketOptions = {}): void {
    refuseUnknownOptions(options, BUCKET_OPTIONS, "createBucket");
    const { versioning } = options;
    if (versioning !== undefined && versioning !== "Enabled" && versioning !== "Suspended")
      throw new TypeError(`"versioning" cannot be ${shown(versioning)}. Give "Enabled" or "Suspended".`);
    const ctx = this.host.context(this.place);
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
      this.host.execute(createBucket, { Bucket: name, ...location }, this.place);
    }
    if (versioning) {
      const configuration = { Bucket: name, VersioningConfiguration: { Status: versioning } };
      this.host.execute(putBucketVersioning, configuration, this.place);
    }
  }

  /** A bucket of the account with all that is configured for it; `undefined` if the account has no such bucket. */
  bucket(name: string): S3Bucket | undefined {
    const ctx = this.host.context(this.place);
    const row = ctx.table(BUCKETS).get(name);
    return row?.owner === ctx.account ? viewOfBucket(row) : undefined;
  }

  /** Every bucket of the account, by name. */
  buckets(): S3Bucket[] {
    return bucketsOf(this.host.context(this.place)).map(viewOfBucket);
  }

  /**
   * Writes an object, as PutObject does, and gives it back. Text is stored as UTF-8.
   *
   * @throws TypeError when there is no such bucket, the key is none or an option is unknown, AwsError for what PutObject refuses.
   */
  putObject(bucket: string, key: string, body: string | Uint8Array, options: PutOptions = {}): S3Object {
    checkPutOptions(options);
    const at = this.placeOf(bucket);
    if (key === "" || /\p{Surrogate}/u.test(key))
      throw new TypeError(`Not a key of an object: ${JSON.stringify(key)}. Give text that UTF-8 can encode.`);
    // Bytes stay those of the test, which may write to them.
    const bytes = typeof body === "string" ? body : Uint8Array.from(body);
    const input = { ...options, Bucket: bucket, Key: key, Body: streamingBody(bytes) };
    this.host.execute(putObject, input, at);
    const object = this.find(bucket, key);
    if (!object) throw new TypeError(`The object ${bucket}/${key} is gone already.`);
    return viewOfObject(bucket, object);
  }

  /**
   * An object, or one of its versions; `undefined` if the bucket does not have it.
   *
   * @throws TypeError for a bucket that does not exist, as all reads of a bucket's content do.
   */
  object(bucket: string, key: string, versionId?: string): S3Object | undefined {
    const object = this.find(bucket, key, versionId);
    return object && viewOfObject(bucket, object);
  }

  /** The objects of a bucket whose keys begin with `prefix`, by key. */
  objects(bucket: string, prefix = ""): S3Object[] {
    const ctx = this.around(bucket);
    const objects = withPrefix(ctx.table(OBJECTS), objectKey(bucket, prefix));
    return Array.from(objects, (object) => viewOfObject(bucket, object));
  }

  /** All versions and delete markers of a bucket, by key; those of a key newest first. */
  versions(bucket: string, prefix = ""): S3Version[] {
    const ctx = this.around(bucket);
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

  /** Multipart uploads of a bucket that are neither completed nor aborted, by key and age. */
  uploads(bucket: string): S3Upload[] {
    const ctx = this.around(bucket);
    const uploads = [...ctx.table(UPLOADS).values()].filter((upload) => upload.bucket === bucket);
    return uploads.map((upload) => ({
      bucket,
      key: upload.key,
      uploadId: upload.uploadId,
      initiated: new Date(upload.initiated),
      parts: Array.from(partsOf(ctx, upload), viewOfPart),
    }));
  }

  /** The content of an object as text (UTF-8); `undefined` if the bucket does not have it. */
  text(bucket: string, key: string, versionId?: string): string | undefined {
    const bytes = this.bytes(bucket, key, versionId);
    return bytes && Buffer.from(bytes).toString("utf8");
  }

  /** The content of an object; `undefined` if the bucket does not have it. */
  bytes(bucket: string, key: string, versionId?: string): Uint8Array | undefined {
    return this.find(bucket, key, versionId)?.content.bytes();
  }

  /**
   * Refuses customer-provided keys (SSE-C) in buckets that do not allow them
   * with PutBucketEncryption, as AWS does in new buckets since April 2026.
   * Left alone, the simulator takes them.
   */
  blockCustomerKeys(blocked = true): void {
    this.host.context().table(SETTINGS).put(ONLY_ROW, { customerKeysBlocked: blocked });
  }

  /** All buckets of the account with their versions and uploads; what the objects contain is too much to show. */
  state(at: Scope = {}): object {
    const there = this.at(at);
    return {
      buckets: there.buckets().map((bucket) => ({
        ...bucket,
        versions: there.versions(bucket.name),
        uploads: there.uploads(bucket.name),
      })),
    };
  }

  private find(bucket: string, key: string, versionId?: string): ObjectVersion | undefined {
    const ctx = this.around(bucket);
    const version =
      versionId === undefined
        ? latestVersion(ctx, bucket, key)
        : versionsOf(ctx, bucket, key).find((candidate) => candidate.versionId === versionId);
    return version && isObject(version) ? version : undefined;
  }

  /** A context for reads of a bucket. @throws UnknownResource if it does not exist */
  private around(bucket: string): Context {
    const ctx = this.host.context(this.place);
    const buckets = ctx.table(BUCKETS);
    if (buckets.has(bucket)) return ctx;
    const names = Array.from(buckets.values(), ({ name }) => name);
    throw new UnknownResource("bucket", bucket, names);
  }

  /** A context in the account and region of a bucket. */
  private placeOf(bucket: string): AccountRegion {
    const row = this.host.context().table(BUCKETS).get(bucket);
    if (row) return { account: row.owner, region: row.region };
    throw new TypeError(
      `There is no bucket ${JSON.stringify(bucket)}. Make it first: sim.s3.createBucket(${JSON.stringify(bucket)}).`,
    );
  }
}

/** @throws TypeError with the rule that a name breaks; S3's own error does not have it. */
function checkNewName(name: string): void {
  const rule = brokenNameRule(name);
  if (rule === undefined) return;
  throw new TypeError(
    `${JSON.stringify(name)} cannot be the name of a bucket: ${rule}. Choose another name.`,
  );
}

function bucketsOf(ctx: Context): BucketRow[] {
  return [...ctx.table(BUCKETS).values()].filter(({ owner }) => owner === ctx.account);
}

function viewOfPart({ number, content, etag }: PartRow): S3Upload["parts"][number] {
  return { number, size: content.size, etag };
}

/** The versions of a key, newest first. */
function versionsOf(ctx: Context, bucket: string, key: string): AnyVersion[] {
  const current = ctx.table(OBJECTS).get(objectKey(bucket, key));
  return [...(current ? [current] : []), ...otherVersions(ctx, bucket, key)];
}
