import type { Context } from "../../../runtime/context.js";
import type {
  Object as ObjectSummary,
  OptionalObjectAttributes,
  Owner,
  RestoreStatus,
} from "../generated/types.js";
import { isBeingRestored, isRestored } from "../objects/restores.js";
import { ownerOf } from "../owners.js";
import type { ObjectVersion } from "../state/objects.js";
import type { KeyWriter } from "./encoding.js";

/** Whether the caller is authenticated; only then listings include owners. */
export function isKnown({ caller }: Context): boolean {
  return caller.accessKeyId !== "";
}

/** Creates a function for the owner of a row, which computes each account's id once. */
export function ownerReader(): (row: { readonly owner: string }) => Owner {
  const known = new Map<string, Owner>();
  return ({ owner: account }) => {
    const owner = known.get(account) ?? ownerOf(account);
    known.set(account, owner);
    return owner;
  };
}

/** The optional members of a listing. */
interface Wishes {
  readonly FetchOwner?: boolean;
  readonly OptionalObjectAttributes?: readonly OptionalObjectAttributes[];
}

/** Creates a function for the listing entry of an object. */
export function summaries(
  ctx: Context,
  { FetchOwner = false, OptionalObjectAttributes = [] }: Wishes,
  write: KeyWriter,
): (object: ObjectVersion) => ObjectSummary {
  const ownerOf = ownerReader();
  const now = ctx.now();
  const restores = OptionalObjectAttributes.includes("RestoreStatus");
  return (object) => ({
    Key: write(object.key),
    LastModified: object.lastModified,
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: object.checksumHidden ? undefined : [object.checksum.algorithm],
    ChecksumType: object.checksumHidden ? undefined : object.checksum.type,
    Size: object.content.size,
    StorageClass: object.storageClass,
    Owner: FetchOwner ? ownerOf(object) : undefined,
    RestoreStatus: restores ? restoreStatus(object, now) : undefined,
  });
}

/** Omitted if nothing was restored, or the copy has expired. */
function restoreStatus(object: ObjectVersion, now: number): RestoreStatus | undefined {
  if (isBeingRestored(object)) return { IsRestoreInProgress: true };
  if (!isRestored(object, now)) return undefined;
  return { IsRestoreInProgress: false, RestoreExpiryDate: object.restore?.expiresAt };
}
