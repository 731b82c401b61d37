import type { Context } from "../../runtime/context.js";
import { AwsError } from "../../runtime/errors.js";
import type { CodeLocation, CodeStore, CodeStoreError, ObjectReader } from "../../runtime/ports.js";
import type { AccountRegion } from "../../runtime/store/store.js";
import { findBucket } from "./buckets/find.js";
import { findObject } from "./objects/find.js";
import { refuseArchived } from "./objects/storage-classes.js";

/** Gives Lambda the archives that it makes functions and layers from. They have to be in its own region. */
export function codeStore(contextOf: (at: AccountRegion) => Context): CodeStore {
  return {
    read: (at, location) => Promise.resolve(contentOf(contextOf(at), location)),
  };
}

/** Gives ECS the files that tasks take variables from. */
export function objectReader(contextOf: (at: AccountRegion) => Context): ObjectReader {
  return { content: (at, location) => contentOf(contextOf(at), location) };
}

function contentOf(ctx: Context, { bucket, key, version }: CodeLocation): Uint8Array | CodeStoreError {
  try {
    const row = findBucket(ctx, { Bucket: bucket });
    if (row.region !== ctx.region) return elsewhere(row.region);
    const object = findObject(
      ctx,
      row,
      { Key: key, ...(version !== undefined && { VersionId: version }) },
      "GET",
    );
    refuseArchived(object, ctx.now());
    return object.content.bytes();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { code: error.code, message: error.message };
  }
}

function elsewhere(region: string): CodeStoreError {
  const message = `The bucket is in this region: ${region}. Please use this region to retry the request`;
  return { code: "PermanentRedirect", message };
}
