import type { Context } from "../../../runtime/context.js";
import { type ListedItem, withNotes } from "../../../wire/reply.js";
import { findBucket } from "../buckets/find.js";
import { negativeMaxKeys } from "../errors/requests.js";
import type {
  DeleteMarkerEntry,
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
  ObjectVersion,
} from "../generated/types.js";
import type { KeyWriter } from "../listings/encoding.js";
import { pageOfObjects } from "../listings/objects.js";
import { pageSize, readListing } from "../listings/requests.js";
import { behindMarker, fromBeginning } from "../listings/starts.js";
import { isKnown, ownerReader, summaries } from "../listings/summaries.js";
import { startOfToken, tokenBehind } from "../listings/tokens.js";
import { isLatest, pageOfVersions, startOfVersions } from "../listings/versions.js";
import type { Last } from "../listings/walk.js";
import { behindKey } from "../objects/keys.js";
import { isObject } from "../objects/versions.js";
import type { AnyVersion } from "../state/objects.js";

export function listObjects(input: ListObjectsRequest, ctx: Context): ListObjectsOutput {
  const bucket = findBucket(ctx, input);
  const MaxKeys = pageSize("max-keys", input.MaxKeys);
  const { scope, write, echo } = readListing(bucket, input, MaxKeys);
  const { Marker = "" } = input;
  const start = Marker === "" ? fromBeginning(scope) : behindMarker(scope, Marker);
  const { rows, commonPrefixes, last, truncated } = pageOfObjects(ctx, scope, start);
  const summaryOf = summaries(ctx, { ...input, FetchOwner: isKnown(ctx) }, write);
  // Without a delimiter, clients continue after the last key themselves.
  const next = truncated && scope.delimiter !== undefined ? last : undefined;
  return {
    Name: bucket.name,
    ...echo,
    Marker: write(Marker),
    ...(next && { NextMarker: write("row" in next ? next.row.key : next.commonPrefix) }),
    MaxKeys,
    IsTruncated: truncated,
    Contents: rows.map(summaryOf),
    CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: write(prefix) })),
  };
}

export function listObjectsV2(input: ListObjectsV2Request, ctx: Context): ListObjectsV2Output {
  const bucket = findBucket(ctx, input);
  const MaxKeys = pageSize("max-keys", input.MaxKeys);
  const { scope, write, echo } = readListing(bucket, input, MaxKeys);
  const { ContinuationToken, StartAfter } = input;
  const { rows, commonPrefixes, last, truncated } = pageOfObjects(ctx, scope, startOf(input, bucket.name));
  return {
    Name: bucket.name,
    ...echo,
    // With a continuation token, S3 does not return StartAfter.
    ...(ContinuationToken === undefined && StartAfter && { StartAfter: write(StartAfter) }),
    ContinuationToken,
    ...(truncated && last && { NextContinuationToken: tokenBehind(last) }),
    KeyCount: rows.length + commonPrefixes.length,
    MaxKeys,
    IsTruncated: truncated,
    Contents: rows.map(summaries(ctx, input, write)),
    CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: write(prefix) })),
  };
}

function startOf({ ContinuationToken, StartAfter = "" }: ListObjectsV2Request, bucket: string): string {
  return ContinuationToken === undefined
    ? behindKey(bucket, StartAfter)
    : startOfToken(bucket, ContinuationToken);
}

export function listObjectVersions(input: ListObjectVersionsRequest, ctx: Context): ListObjectVersionsOutput {
  const bucket = findBucket(ctx, input);
  if (input.MaxKeys !== undefined && input.MaxKeys < 0) throw negativeMaxKeys();
  const MaxKeys = pageSize("max-keys", input.MaxKeys);
  const { scope, write, echo } = readListing(bucket, input, MaxKeys);
  const { KeyMarker = "", VersionIdMarker } = input;
  const start = startOfVersions(ctx, scope, KeyMarker, VersionIdMarker);
  const { rows, commonPrefixes, last, truncated } = pageOfVersions(ctx, scope, start);
  const ownerOf = ownerReader();
  const summaryOf = summaries(ctx, { ...input, FetchOwner: true }, write);
  const Versions: ObjectVersion[] = [];
  const DeleteMarkers: DeleteMarkerEntry[] = [];
  const order: ListedItem[] = [];
  for (const row of rows) {
    const { versionId: VersionId, lastModified: LastModified } = row;
    const IsLatest = isLatest(ctx, bucket.name, row);
    if (isObject(row)) {
      const summary = summaryOf(row);
      // The model has no other class here; S3 lists them all.
      const StorageClass = summary.StorageClass as "STANDARD";
      const version = { VersionId, IsLatest, ...summary, StorageClass };
      Versions.push(version);
      order.push(["Versions", version]);
    } else {
      const marker = { Key: write(row.key), VersionId, IsLatest, LastModified, Owner: ownerOf(row) };
      DeleteMarkers.push(marker);
      order.push(["DeleteMarkers", marker]);
    }
  }
  const output: ListObjectVersionsOutput = {
    Name: bucket.name,
    ...echo,
    KeyMarker: write(KeyMarker),
    VersionIdMarker: VersionIdMarker ?? "",
    ...(truncated && last && nextMarkers(last, write)),
    MaxKeys,
    IsTruncated: truncated,
    Versions,
    DeleteMarkers,
    CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: write(prefix) })),
  };
  return withNotes(output, { order });
}

/** A page that ends with a common prefix continues after all of its keys, so there is no version marker. */
function nextMarkers(last: Last<AnyVersion>, write: KeyWriter): ListObjectVersionsOutput {
  return "row" in last
    ? { NextKeyMarker: write(last.row.key), NextVersionIdMarker: last.row.versionId }
    : { NextKeyMarker: write(last.commonPrefix) };
}
