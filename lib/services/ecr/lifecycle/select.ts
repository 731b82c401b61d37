import { wildcardMatcher } from "../../../text/wildcards.js";
import type { ImageRow } from "../state/images.js";
import type { LifecycleRule, LifecycleSelection } from "./rules.js";

const DAY = 86_400_000;

/** An image with its matching rule. */
export interface Selected {
  readonly image: ImageRow;
  readonly rule: LifecycleRule;
}

export interface Selection {
  readonly selected: readonly Selected[];
  /** When the next image reaches the age of its rule, in milliseconds; omitted if none does. */
  readonly nextAge?: number;
}

/**
 * Selects the images for the rules of a policy
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html#lp_evaluation_rules). An
 * image belongs to the first rule that matches its tags and storage class; later rules count it, but do not
 * select it.
 *
 * @param rules by priority.
 */
export function selectImages(
  rules: readonly LifecycleRule[],
  images: readonly ImageRow[],
  now: number,
): Selection {
  const owned = new Set<string>();
  const selected: Selected[] = [];
  let nextAge = Number.POSITIVE_INFINITY;
  for (const rule of rules) {
    const fitting = images.filter((image) => fits(rule.selection, image));
    const excess = new Set(oldestBeyond(fitting, rule.selection));
    for (const image of fitting) {
      if (owned.has(image.digest)) continue;
      owned.add(image.digest);
      const due = dueAt(rule.selection, image);
      if (excess.has(image) || (due !== undefined && due <= now)) selected.push({ image, rule });
      else if (due !== undefined) nextAge = Math.min(nextAge, due);
    }
  }
  return Number.isFinite(nextAge) ? { selected, nextAge } : { selected };
}

function fits(selection: LifecycleSelection, { tags, status }: ImageRow): boolean {
  const storageClass = status === "ARCHIVED" ? "archive" : "standard";
  if (storageClass !== (selection.storageClass ?? "standard")) return false;
  if (selection.tagStatus === "untagged") return tags.length === 0;
  const { tagPrefixList: prefixes = [], tagPatternList: patterns = [] } = selection;
  return (
    prefixes.every((prefix) => tags.some((tag) => tag.startsWith(prefix))) &&
    patterns.every((pattern) => tags.some(wildcardMatcher(pattern)))
  );
}

/** The surplus images, by push time. */
function oldestBeyond(
  images: readonly ImageRow[],
  { countType, countNumber }: LifecycleSelection,
): ImageRow[] {
  if (countType !== "imageCountMoreThan") return [];
  return [...images].sort((a, b) => b.pushedAt.getTime() - a.pushedAt.getTime()).slice(countNumber);
}

/** When an image reaches the age; `undefined` for rules without an age. */
function dueAt({ countType, countNumber }: LifecycleSelection, image: ImageRow): number | undefined {
  const since = sinceWhen(countType, image);
  return since && since.getTime() + countNumber * DAY;
}

function sinceWhen(countType: LifecycleSelection["countType"], image: ImageRow): Date | undefined {
  if (countType === "sinceImagePushed") return image.pushedAt;
  // The age of an image starts at its push if it was never pulled, and at its restore if it was archived.
  if (countType === "sinceImagePulled") return image.lastPulledAt ?? image.lastActivatedAt ?? image.pushedAt;
  return countType === "sinceImageTransitioned" ? image.lastArchivedAt : undefined;
}
