import type { Context } from "../../../runtime/context.js";
import { findBucket } from "../buckets/find.js";
import { checksumMembers } from "../checksums/request.js";
import { checkCustomerKey } from "../encryption/customer-keys.js";
import type {
  GetObjectAttributesOutput,
  GetObjectAttributesRequest,
  ObjectAttributes,
} from "../generated/types.js";
import { partsOf } from "../objects/attributes.js";
import { findObject } from "../objects/find.js";

export function getObjectAttributes(
  input: GetObjectAttributesRequest,
  ctx: Context,
): GetObjectAttributesOutput {
  const bucket = findBucket(ctx, input);
  const object = findObject(ctx, bucket, input, "GET");
  checkCustomerKey(object.encryption, input);
  const asked = (name: ObjectAttributes) => input.ObjectAttributes.includes(name);
  return {
    LastModified: object.lastModified,
    ...(bucket.versioning !== undefined && { VersionId: object.versionId }),
    // Only here without quotes.
    ...(asked("ETag") && { ETag: object.etag }),
    ...(asked("Checksum") && !object.checksumHidden && { Checksum: checksumMembers(object.checksum) }),
    ...(asked("ObjectParts") && object.parts && { ObjectParts: partsOf(object, object.parts, input) }),
    ...(asked("StorageClass") && { StorageClass: object.storageClass }),
    ...(asked("ObjectSize") && { ObjectSize: object.content.size }),
  };
}
