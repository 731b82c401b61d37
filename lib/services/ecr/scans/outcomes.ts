import { type Kind, listOf, object, oneOf, string } from "../../../control/definition/kinds.js";
import { defineTransient } from "../../../runtime/transient-state.js";
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

const attribute = object<Attribute>({ key: string, value: string });

const finding = object<ImageScanFinding>({
  name: string,
  description: string,
  uri: string,
  severity: oneOf("INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "UNDEFINED"),
  attributes: listOf(attribute),
});

const outcome = object<ScanOutcome>({
  status: oneOf("COMPLETE", "FAILED", "UNSUPPORTED_IMAGE", "FINDINGS_UNAVAILABLE"),
  description: string,
  findings: listOf(finding),
});

/** An outcome of scans; in process also a function of the image. */
export const scanBehaviour: Kind<ScanBehaviour> = {
  ...outcome,
  check: (value, name) => (isScanFunction(value) ? value : outcome.check(value, name)),
};

function isScanFunction(value: unknown): value is (image: ScannedImage) => ScanOutcome {
  return typeof value === "function";
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
    return outcome.check(behaviour(image), "outcome");
  }
}

export const SCAN_OUTCOMES = defineTransient("ecr.scan-outcomes", () => new ScanOutcomes());
