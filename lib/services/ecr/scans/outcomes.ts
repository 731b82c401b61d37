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
export type ScanBehaviour = ScanOutcome | ((image: ScannedImage) => ScanOutcome);

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

/** What tests said of scans, by repository. */
export class ScanOutcomes {
  private readonly behaviours = new Map<string, ScanBehaviour>();

  /** Replaces what was said of the repository before; gives back what takes it back. */
  set(repositoryName: string, behaviour: ScanBehaviour): () => void {
    this.behaviours.set(repositoryName, behaviour);
    return () => {
      if (this.behaviours.get(repositoryName) === behaviour) this.behaviours.delete(repositoryName);
    };
  }

  outcome(image: ScannedImage): ScanOutcome {
    const behaviour = this.behaviours.get(image.repositoryName) ?? {};
    if (typeof behaviour !== "function") return behaviour;
    const outcome = behaviour(image);
    checkScanOutcome(outcome);
    return outcome;
  }
}

export const SCAN_OUTCOMES = defineTransient("ecr.scan-outcomes", () => new ScanOutcomes());
