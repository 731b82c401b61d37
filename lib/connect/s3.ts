import type { Scope } from "../runtime/scope.js";
import type { S3Bucket } from "../services/s3/bucket-views.js";
import type { BucketOptions } from "../services/s3/control.js";
import type { PutOptions } from "../services/s3/put-options.js";
import type { S3Object, S3Upload, S3Version } from "../services/s3/views.js";
import { namesOf, refuseUnknownOptions } from "../text/suggestions.js";
import { type Calls, segment, unlessMissing } from "./calls.js";
import type { Json } from "./json.js";
import { ConnectedService } from "./service.js";

/** What S3 holds. The content of objects is too much to show. */
export interface S3State {
  readonly buckets: (S3Bucket & { readonly versions: S3Version[]; readonly uploads: S3Upload[] })[];
}

/** What of {@link PutOptions} can be said to a simulator in another process. */
export type ConnectedPutOptions = Pick<PutOptions, "ContentType" | "Metadata">;

const PUT_OPTIONS = namesOf<ConnectedPutOptions>({ ContentType: true, Metadata: true });

/** S3 of a simulator in another process. */
export class ConnectedS3 extends ConnectedService<S3State> {
  /** @internal */
  constructor(
    calls: Calls,
    private readonly place: Scope = {},
  ) {
    super(calls, "s3");
  }

  /** The buckets of another account or region. */
  at(place: Scope): ConnectedS3 {
    return new ConnectedS3(this.calls, { ...this.place, ...place });
  }

  /** Makes a bucket, with versioning if wanted. Does nothing when the account has it already. */
  async createBucket(name: string, options: BucketOptions = {}): Promise<void> {
    const body = { ...options, name };
    await this.calls.call("POST", "/s3/buckets", { query: { ...this.place }, body });
  }

  /** A bucket of the account with all that is configured for it; `undefined` if the account has no such bucket. */
  bucket(name: string): Promise<Json<S3Bucket> | undefined> {
    return unlessMissing(this.read(`/s3/buckets/${segment(name)}`));
  }

  /** Every bucket of the account, by name. */
  async buckets(): Promise<Json<S3Bucket>[]> {
    return (await this.read<{ buckets: Json<S3Bucket>[] }>("/s3/buckets")).buckets;
  }

  /** Writes an object, as PutObject does, and gives it back. Text is stored as UTF-8. */
  async putObject(
    bucket: string,
    key: string,
    content: string | Uint8Array,
    options: ConnectedPutOptions = {},
  ): Promise<Json<S3Object>> {
    refuseUnknownOptions(options, PUT_OPTIONS, "putObject of a connected simulator");
    const { ContentType: contentType, Metadata: metadata } = options;
    const sent =
      typeof content === "string" ? { text: content } : { base64: Buffer.from(content).toString("base64") };
    const body = { ...sent, contentType, metadata };
    return this.calls.call("POST", objectPath(bucket, key), { query: { ...this.place }, body });
  }

  /**
   * An object, or one of its versions; `undefined` if the bucket does not have it.
   *
   * @throws ControlError for a bucket that does not exist, as all reads of a bucket's content do.
   */
  object(bucket: string, key: string, versionId?: string): Promise<Json<S3Object> | undefined> {
    return unlessMissing(this.read(objectPath(bucket, key), { versionId }));
  }

  /** The objects of a bucket whose keys begin with `prefix`, by key. */
  async objects(bucket: string, prefix?: string): Promise<Json<S3Object>[]> {
    const path = `/s3/buckets/${segment(bucket)}/objects`;
    return (await this.read<{ objects: Json<S3Object>[] }>(path, { prefix })).objects;
  }

  /** All versions and delete markers of a bucket, by key; those of a key newest first. */
  async versions(bucket: string, prefix?: string): Promise<Json<S3Version>[]> {
    const path = `/s3/buckets/${segment(bucket)}/versions`;
    return (await this.read<{ versions: Json<S3Version>[] }>(path, { prefix })).versions;
  }

  /** Multipart uploads of a bucket that are neither completed nor aborted, by key and age. */
  async uploads(bucket: string): Promise<Json<S3Upload>[]> {
    const path = `/s3/buckets/${segment(bucket)}/uploads`;
    return (await this.read<{ uploads: Json<S3Upload>[] }>(path)).uploads;
  }

  /** The content of an object as text (UTF-8); `undefined` if the bucket does not have it. */
  async text(bucket: string, key: string, versionId?: string): Promise<string | undefined> {
    const bytes = await this.bytes(bucket, key, versionId);
    return bytes && Buffer.from(bytes).toString("utf8");
  }

  /** The content of an object; `undefined` if the bucket does not have it. */
  bytes(bucket: string, key: string, versionId?: string): Promise<Uint8Array | undefined> {
    const query = { ...this.place, versionId };
    return unlessMissing(this.calls.bytes("GET", `${objectPath(bucket, key)}/content`, { query }));
  }

  /** Refuses customer-provided keys (SSE-C) in buckets that do not allow them. Left alone, the simulator takes them. */
  async blockCustomerKeys(blocked = true): Promise<void> {
    await this.calls.call("PATCH", "/s3/settings", { body: { blockCustomerKeys: blocked } });
  }

  private read<Answer>(path: string, query: Record<string, string | undefined> = {}): Promise<Answer> {
    return this.calls.call("GET", path, { query: { ...this.place, ...query } });
  }
}

function objectPath(bucket: string, key: string): string {
  return `/s3/buckets/${segment(bucket)}/objects/${segment(key)}`;
}
