import type { Context } from "../../../runtime/context.js";
import type { ImageScanFindingsSummary } from "../generated/types.js";
import { type ImageRow, SCANS, type ScanRow } from "../state/images.js";
import { inRepository } from "../state/repositories.js";

/** The latest scan of an image. */
export function scanOf(at: Context, { repositoryName, digest }: ImageRow): ScanRow | undefined {
  return at.table(SCANS).get(inRepository(repositoryName, digest));
}

/**
 * When a scan ended, and its number of findings by severity; omitted while it is running, or if it failed.
 */
export function summaryOf({ status, completedAt, findings }: ScanRow): ImageScanFindingsSummary | undefined {
  if (status !== "COMPLETE") return undefined;
  const counts = new Map<string, number>();
  for (const { severity = "UNDEFINED" } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return {
    imageScanCompletedAt: completedAt,
    vulnerabilitySourceUpdatedAt: completedAt,
    findingSeverityCounts: Object.fromEntries(counts),
  };
}
