import type { StorageClass, TransitionStorageClass } from "../generated/types.js";
import type { ObjectVersion } from "../state/objects.js";
import type { ActiveLifecycle, ActiveRule } from "./active-rules.js";

/** Smaller objects are not moved unless a rule has its own size filter. */
const MINIMUM_SIZE = 131_072;

const ARCHIVES: readonly StorageClass[] = ["GLACIER", "DEEP_ARCHIVE"];

/**
 * The allowed transitions of each storage class.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const WAYS: ReadonlyMap<StorageClass, readonly TransitionStorageClass[]> = new Map<
  StorageClass,
  readonly TransitionStorageClass[]
>([
  ["STANDARD", ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]],
  [
    "REDUCED_REDUNDANCY",
    ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"],
  ],
  ["STANDARD_IA", ["INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]],
  ["INTELLIGENT_TIERING", ["ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]],
  ["ONEZONE_IA", ["GLACIER", "DEEP_ARCHIVE"]],
  ["GLACIER_IR", ["GLACIER", "DEEP_ARCHIVE"]],
  ["GLACIER", ["DEEP_ARCHIVE"]],
]);

/** If several classes are due, S3 chooses the last of these. */
const PREFERENCE: readonly TransitionStorageClass[] = [
  "STANDARD_IA",
  "ONEZONE_IA",
  "GLACIER_IR",
  "INTELLIGENT_TIERING",
  "GLACIER",
  "DEEP_ARCHIVE",
];

/** Whether a rule may move an object to a storage class. S3 skips other transitions without an error. */
export function mayMove(
  { minimumSize }: ActiveLifecycle,
  { filter }: ActiveRule,
  { storageClass, content }: ObjectVersion,
  to: TransitionStorageClass,
): boolean {
  if (!WAYS.get(storageClass)?.includes(to)) return false;
  if (content.size >= MINIMUM_SIZE || filter.largerThan !== undefined || filter.smallerThan !== undefined)
    return true;
  return minimumSize === "varies_by_storage_class" && ARCHIVES.includes(to);
}

/** The class that S3 prefers. */
export function preferred(
  one: TransitionStorageClass | undefined,
  other: TransitionStorageClass,
): TransitionStorageClass {
  return one !== undefined && PREFERENCE.indexOf(one) > PREFERENCE.indexOf(other) ? one : other;
}
