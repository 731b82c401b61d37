import { defineLive } from "../../../core/live.js";
import type { ImageScanFinding } from "../generated/types.js";

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
    return typeof behaviour === "function" ? behaviour(image) : behaviour;
  }
}

export const SCAN_OUTCOMES = defineLive("ecr.scan-outcomes", () => new ScanOutcomes());
