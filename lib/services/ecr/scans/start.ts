import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key, keyParts } from "../../../runtime/store/store.js";
import { wildcardMatcher } from "../../../text/wildcards.js";
import { isManifestList } from "../images/manifest.js";
import { imageOf } from "../images/store.js";
import { registrySettings } from "../registry.js";
import { type ImageRow, SCANS, type ScanRow } from "../state/images.js";
import { inRepository, type SimulatedRepository } from "../state/repositories.js";
import { type ScanOutcome, scanOutcome } from "./outcomes.js";

const SCAN_ENDS = "ecr.scan-ends";

/** From the start of a scan to its end. */
export const scanDelays = { scan: "2s" } as const;

const DESCRIPTIONS: Readonly<Record<NonNullable<ScanOutcome["status"]>, string>> = {
  COMPLETE: "The scan was completed successfully.",
  FAILED: "The scan failed.",
  UNSUPPORTED_IMAGE: "UnsupportedImageError: The operating system and/or package manager are not supported.",
  FINDINGS_UNAVAILABLE: "The findings of the scan are not available.",
};

/** Starts a scan: it is IN_PROGRESS, and the clock schedules its end. */
export function startScan(at: Context, { repositoryName, digest }: ImageRow): ScanRow {
  const row: ScanRow = {
    id: at.ids.hex(16),
    repositoryName,
    digest,
    startedAt: at.date(),
    status: "IN_PROGRESS",
    findings: [],
  };
  at.table(SCANS).put(inRepository(repositoryName, digest), row);
  at.later("scan", SCAN_ENDS, timerKey(row));
  return row;
}

/** Scans a new image if its repository or a rule of the registry requires it. */
export function scanOnPush(at: Context, repository: SimulatedRepository, image: ImageRow): void {
  if (isManifestList(image.mediaType)) return;
  const { scanType, rules = [] } = registrySettings(at).scanningConfiguration;
  const matching = rules.filter(({ repositoryFilters }) =>
    repositoryFilters.some(({ filter }) => matchesFilter(filter, repository.repositoryName)),
  );
  const byRule = matching.some(({ scanFrequency }) => scanFrequency !== "MANUAL");
  if (byRule || (scanType === "BASIC" && repository.imageScanningConfiguration.scanOnPush))
    startScan(at, image);
}

/** Counts a describe call of a scan. */
export function countScanDescribe(at: Context, row: ScanRow): void {
  if (row.status === "IN_PROGRESS") at.described(SCAN_ENDS, timerKey(row));
}

export const scanTimers: Readonly<Record<string, TimerHandler>> = {
  [SCAN_ENDS]: (timer, at) => {
    const [id = "", repositoryName = "", digest = ""] = keyParts(timer);
    const row = at.table(SCANS).get(inRepository(repositoryName, digest));
    const image = imageOf(at, repositoryName, digest);
    if (row?.id !== id || !image) return;
    const outcome = scanOutcome(at, {
      registryId: at.account,
      region: at.region,
      repositoryName,
      imageDigest: digest,
      imageTags: image.tags,
    });
    const { status = "COMPLETE", findings = [] } = outcome;
    const description = outcome.description ?? DESCRIPTIONS[status];
    const ended = {
      ...row,
      status,
      description,
      completedAt: at.date(),
      findings: structuredClone(findings),
    };
    at.table(SCANS).put(inRepository(repositoryName, digest), ended);
  },
};

function timerKey({ id, repositoryName, digest }: ScanRow): string {
  return key(id, repositoryName, digest);
}

/** Filters without a `*` match anywhere in the name. */
function matchesFilter(filter: string, name: string): boolean {
  if (!filter.includes("*")) return name.includes(filter);
  return wildcardMatcher(filter)(name);
}
