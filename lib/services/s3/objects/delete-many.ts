import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import { deleting } from "../access/object-needs.js";
import { deniedError } from "../errors/access.js";
import { noSuchVersion } from "../errors/objects.js";
import { malformedXml } from "../errors/requests.js";
import type {
  DeletedObject,
  DeleteObjectsRequest,
  Error as Failure,
  ObjectIdentifier,
} from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import { deleteOne } from "./delete.js";
import { isVersionId } from "./version-sequences.js";

const MAX_KEYS = 1000;

/** The results of a DeleteObjects. */
export interface Deletions {
  readonly deleted: readonly DeletedObject[];
  readonly failures: readonly Failure[];
}

/**
 * Deletes each key, independent of the others.
 *
 * @throws MalformedXML for none, or for more than 1,000.
 */
export function deleteMany(ctx: Context, bucket: BucketRow, input: DeleteObjectsRequest): Deletions {
  const { Objects } = input.Delete;
  if (Objects.length === 0 || Objects.length > MAX_KEYS) throw malformedXml();
  const deleted: DeletedObject[] = [];
  const failures: Failure[] = [];
  for (const object of Objects) {
    try {
      deleted.push(deleteNamed(ctx, bucket, object, input.BypassGovernanceRetention));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failures.push({ ...named(object), Code: error.code, Message: error.message });
    }
  }
  return { deleted, failures };
}

function deleteNamed(
  ctx: Context,
  bucket: BucketRow,
  object: ObjectIdentifier,
  bypass: boolean | undefined,
): DeletedObject {
  const { Key, VersionId, ETag, LastModifiedTime, Size } = object;
  const target = { Bucket: bucket.name, Key, VersionId, BypassGovernanceRetention: bypass };
  const denial = ctx.denialOf(() => deleting(target, ctx));
  if (denial) throw deniedError(denial);
  // DeleteObject returns InvalidArgument for an id that S3 never issued. Deleting a version again succeeds.
  if (VersionId !== undefined && !isVersionId(VersionId)) throw noSuchVersion(Key, VersionId);
  const { DeleteMarker, VersionId: marker } = deleteOne(ctx, bucket, {
    Key,
    ...(VersionId !== undefined && { VersionId }),
    ...(ETag !== undefined && { IfMatch: ETag }),
    ...(LastModifiedTime !== undefined && { IfMatchLastModifiedTime: LastModifiedTime }),
    ...(Size !== undefined && { IfMatchSize: Size }),
    ...(bypass !== undefined && { BypassGovernanceRetention: bypass }),
  });
  return {
    ...named(object),
    ...(DeleteMarker === true && { DeleteMarker, DeleteMarkerVersionId: marker }),
  };
}

function named({ Key, VersionId }: ObjectIdentifier): ObjectIdentifier {
  return { Key, ...(VersionId !== undefined && { VersionId }) };
}
