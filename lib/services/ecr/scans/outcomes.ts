import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { namesOf, refuseUnknownMembers } from "../../../text/suggestions.js";
import type { Attribute, ImageScanFinding } from "../generated/types.js";

/** An image that is being scanned. */
export interface ScannedImage {
  readonly registryId: string;
  readonly region: string;
  readonly repositoryName: string;
  readonly imageDigest: string;
  readonly imageTags: readonly string[];
}

/** How a scan ends. */
export interface ScanOutcome {
  /** Default `COMPLETE`. */
  readonly status?: "COMPLETE" | "FAILED" | "UNSUPPORTED_IMAGE" | "FINDINGS_UNAVAILABLE";
  /** Default AWS's own words for the status. */
  readonly description?: string;
  /** What is found. Default nothing. */
  readonly findings?: readonly ImageScanFinding[];
}

/** An outcome for every scan, or a function that says it for each image. */
export type ScanBehaviour = ScanOutcome | ScanFunction;

type ScanFunction = (image: ScannedImage) => ScanOutcome;

const OUTCOME_MEMBERS = namesOf<ScanOutcome>({ status: true, description: true, findings: true });
const FINDING_MEMBERS = namesOf<ImageScanFinding>({
  name: true,
  description: true,
  uri: true,
  severity: true,
  attributes: true,
});
const ATTRIBUTE_MEMBERS = namesOf<Attribute>({ key: true, value: true });

/** @throws TypeError for an unknown member of an outcome, of a finding or of an attribute of one. */
export function checkScanOutcome(outcome: ScanOutcome): void {
  refuseUnknownMembers(outcome, OUTCOME_MEMBERS, "The outcome of a scan");
  for (const finding of outcome.findings ?? []) {
    refuseUnknownMembers(finding, FINDING_MEMBERS, "A finding of a scan");
    for (const attribute of finding.attributes ?? [])
      refuseUnknownMembers(attribute, ATTRIBUTE_MEMBERS, "An attribute of a finding");
  }
}

/** Fixed outcomes by repository, for all accounts and regions. */
export const OUTCOMES = defineTable<ScanOutcome>({
  name: "ecr.scan-outcomes",
  key: "repositoryName",
  scope: "global",
});

/** Functions by repository: they cannot be rows. One takes precedence over a fixed outcome. */
export const FUNCTIONS = defineTransient("ecr.scan-functions", () => new Map<string, ScanFunction>());

/** Sets what scans of a repository find, in place of what was set before; the function removes it. */
export function setScanBehaviour(
  context: () => Context,
  repositoryName: string,
  behaviour: ScanBehaviour,
): () => void {
  const ctx = context();
  const functions = ctx.transient(FUNCTIONS);
  if (typeof behaviour === "function") {
    functions.set(repositoryName, behaviour);
    return () => {
      if (functions.get(repositoryName) === behaviour) functions.delete(repositoryName);
    };
  }
  functions.delete(repositoryName);
  const row = structuredClone(behaviour);
  ctx.table(OUTCOMES).put(repositoryName, row);
  return () => {
    const outcomes = context().table(OUTCOMES);
    if (outcomes.get(repositoryName) === row) outcomes.delete(repositoryName);
  };
}

/** How the scan of an image ends. */
export function scanOutcome(ctx: Context, image: ScannedImage): ScanOutcome {
  const decide = ctx.transient(FUNCTIONS).get(image.repositoryName);
  if (!decide) return ctx.table(OUTCOMES).get(image.repositoryName) ?? {};
  const outcome = decide(image);
  checkScanOutcome(outcome);
  return outcome;
}
