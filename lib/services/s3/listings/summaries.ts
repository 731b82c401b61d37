import type { Context } from "../../../core/context.js";
import type { Object as ObjectSummary, Owner } from "../generated/types.js";
import { ownerOf } from "../owners.js";
import type { ObjectVersion } from "../state/objects.js";
import type { KeyWriter } from "./encoding.js";

/** Whether a caller is told who owns what: not when it is nobody. */
export function isKnown({ caller }: Context): boolean {
  return caller.accessKeyId !== "";
}

/** Gives the owner of a row; each account's id is computed once. */
export function ownerReader(): (row: { readonly owner: string }) => Owner {
  const known = new Map<string, Owner>();
  return ({ owner: account }) => {
    const owner = known.get(account) ?? ownerOf(account);
    known.set(account, owner);
    return owner;
  };
}

/** What listings tell of an object. */
export function summaryOf(
  { key, lastModified, etag, checksum, content, storageClass }: ObjectVersion,
  write: KeyWriter,
  owner: Owner | undefined,
): ObjectSummary & { StorageClass: ObjectVersion["storageClass"] } {
  return {
    Key: write(key),
    LastModified: lastModified,
    ETag: `"${etag}"`,
    ChecksumAlgorithm: [checksum.algorithm],
    ChecksumType: checksum.type,
    Size: content.size,
    StorageClass: storageClass,
    ...(owner && { Owner: owner }),
  };
}
