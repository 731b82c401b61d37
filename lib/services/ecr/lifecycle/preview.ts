import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key, keyParts } from "../../../runtime/store/store.js";
import type { LifecyclePolicyPreviewResult, LifecyclePolicyPreviewSummary } from "../generated/types.js";
import { imagesOf } from "../images/store.js";
import { PREVIEWS, type PreviewRow } from "../state/lifecycle.js";
import { readLifecyclePolicy } from "./document.js";
import { type Selected, selectImages } from "./select.js";

const PREVIEW_ENDS = "ecr.lifecycle-preview-ends";

/** From the start of a preview to its result. */
export const previewDelays = { lifecyclePreview: "2s" } as const;

/** Starts a preview: it is IN_PROGRESS, and the clock schedules its end. */
export function startPreview(at: Context, repositoryName: string, text: string): PreviewRow {
  const row: PreviewRow = {
    id: at.ids.hex(16),
    repositoryName,
    text,
    rules: readLifecyclePolicy(text),
    status: "IN_PROGRESS",
    results: [],
  };
  at.table(PREVIEWS).put(repositoryName, row);
  at.later("lifecyclePreview", PREVIEW_ENDS, timerKey(row));
  return row;
}

/** Counts a describe call of a preview. */
export function countPreviewDescribe(at: Context, row: PreviewRow): void {
  if (row.status === "IN_PROGRESS") at.described(PREVIEW_ENDS, timerKey(row));
}

/** Number of images that the policy would expire, and archive. */
export function summaryOf(results: readonly LifecyclePolicyPreviewResult[]): LifecyclePolicyPreviewSummary {
  const archived = results.filter(({ action }) => action?.type === "TRANSITION").length;
  return {
    expiringImageTotalCount: results.length - archived,
    ...(archived > 0 && {
      transitioningImageTotalCounts: [{ targetStorageClass: "ARCHIVE", imageTotalCount: archived }],
    }),
  };
}

export const previewTimers: Readonly<Record<string, TimerHandler>> = {
  [PREVIEW_ENDS]: (timer, at) => {
    const [id, repositoryName = ""] = keyParts(timer);
    const row = at.table(PREVIEWS).get(repositoryName);
    if (!row || row.id !== id || row.status !== "IN_PROGRESS") return;
    const { selected } = selectImages(row.rules, imagesOf(at, repositoryName), at.now());
    at.table(PREVIEWS).put(repositoryName, { ...row, status: "COMPLETE", results: selected.map(resultOf) });
  },
};

function resultOf({ image, rule }: Selected): LifecyclePolicyPreviewResult {
  return {
    ...(image.tags.length > 0 && { imageTags: image.tags }),
    imageDigest: image.digest,
    imagePushedAt: image.pushedAt,
    action:
      rule.action.type === "expire"
        ? { type: "EXPIRE" }
        : { type: "TRANSITION", targetStorageClass: "ARCHIVE" },
    appliedRulePriority: rule.rulePriority,
    storageClass: image.status === "ARCHIVED" ? "ARCHIVE" : "STANDARD",
  };
}

function timerKey({ id, repositoryName }: PreviewRow): string {
  return key(id, repositoryName);
}
