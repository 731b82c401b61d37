import type { Context } from "../../core/context.js";
import type { Place } from "../../core/partition.js";
import { isPromise } from "../../core/promises.js";
import type { ControlHost, ShowsState } from "../../core/service.js";
import { streamingBody } from "../../core/streaming.js";
import { preparePut } from "./objects/put.js";
import { isObject, latestVersion } from "./objects/versions.js";
import { BUCKETS } from "./state/buckets.js";

/** `sim.s3`: what tests may do with buckets and objects, and see of them. Everything read is a copy. */
export class S3Control implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  /** All that S3 holds. */
  state(at?: Place): object {
    return { buckets: this.buckets(at) };
  }

  /** Every bucket of the account, by name. */
  buckets(at?: Place): { name: string; region: string; createdAt: Date }[] {
    const ctx = this.host.context(at);
    return [...ctx.table(BUCKETS).values()]
      .filter(({ owner }) => owner === ctx.account)
      .map(({ name, region, createdAt }) => ({ name, region, createdAt: new Date(createdAt) }));
  }

  /** Writes an object, as PutObject does. */
  putObject(bucket: string, key: string, body: string | Uint8Array): void {
    const ctx = this.contextOf(bucket);
    const write = preparePut({ Bucket: bucket, Key: key, Body: streamingBody(body) }, ctx);
    if (isPromise(write)) throw new TypeError("Give the body as text or bytes.");
    ctx.world.store.transaction(write);
  }

  /** The text of an object; `undefined` when there is none. */
  text(bucket: string, key: string): string | undefined {
    const version = latestVersion(this.host.context(), bucket, key);
    return version && isObject(version) ? Buffer.from(version.content.bytes()).toString("utf8") : undefined;
  }

  /** A context in the account and region of a bucket. */
  private contextOf(bucket: string): Context {
    const row = this.host.context().table(BUCKETS).get(bucket);
    return this.host.context(row && { account: row.owner, region: row.region });
  }
}
