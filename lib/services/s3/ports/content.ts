import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import type { CodeLocation, CodeStoreError } from "../../../runtime/ports/code-store.js";
import { findBucket } from "../buckets/find.js";
import { findObject } from "../objects/find.js";
import { refuseArchived } from "../objects/storage-classes.js";

/** The bytes of an object in the region of the context, or S3's error. */
export function contentOf(ctx: Context, { bucket, key, version }: CodeLocation): Uint8Array | CodeStoreError {
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
