import { archived, invalidStorageClass } from "../errors/objects.js";
import type { StorageClass } from "../generated/types.js";
import type { ObjectVersion } from "../state/objects.js";
import { isRestored } from "./restores.js";

/** The storage classes of general purpose buckets. */
const CLASSES: readonly StorageClass[] = [
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER",
  "GLACIER_IR",
  "DEEP_ARCHIVE",
];

/** @throws InvalidStorageClass */
export function storageClassOf({ StorageClass = "STANDARD" }: { StorageClass?: StorageClass }): StorageClass {
  if (!CLASSES.includes(StorageClass)) throw invalidStorageClass(StorageClass);
  return StorageClass;
}

/** Whether a class is an archive, whose objects must be restored before they can be read. */
export function isArchive(storageClass: StorageClass): boolean {
  return storageClass === "GLACIER" || storageClass === "DEEP_ARCHIVE";
}

/** Whether the content of an object can be read. */
export function isReadable(object: ObjectVersion, now: number): boolean {
  return !isArchive(object.storageClass) || isRestored(object, now);
}

/** @throws InvalidObjectState */
export function refuseArchived(object: ObjectVersion, now: number): void {
  if (!isReadable(object, now)) throw archived(object.storageClass);
}
