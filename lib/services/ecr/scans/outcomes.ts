import { type Kind, listOf, object, oneOf, string } from "../../../control/definition/kinds.js";
import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import type { Attribute, ImageScanFinding } from "../generated/types.js";

/** An image that is scanned. */
export interface ScannedImage {
  readonly registryId: string;
  readonly region: string;
  readonly repositoryName: string;
  readonly imageDigest: string;
  readonly imageTags: readonly string[];
}

/** The result of a scan. */
export interface ScanOutcome {
  /** Default `COMPLETE`. */
  readonly status?: "COMPLETE" | "FAILED" | "UNSUPPORTED_IMAGE" | "FINDINGS_UNAVAILABLE";
  /** Default AWS's description of the status. */
  readonly description?: string;
  /** Default no findings. */
  readonly findings?: readonly ImageScanFinding[];
}

/** An outcome for every scan, or a function that returns it for each image. */
export type ScanBehaviour = ScanOutcome | ScanFunction;

type ScanFunction = (image: ScannedImage) => ScanOutcome;

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

function isScanFunction(value: unknown): value is ScanFunction {
  return typeof value === "function";
}

/** Fixed outcomes by repository, for all accounts and regions. */
export const OUTCOMES = defineTable<ScanOutcome>({
  name: "ecr.scan-outcomes",
  key: "repositoryName",
  scope: "global",
});

/** Functions by repository, which cannot be rows. They take precedence over fixed outcomes. */
export const FUNCTIONS = defineTransient("ecr.scan-functions", () => new Map<string, ScanFunction>());

/** Sets or replaces the results of scans of a repository; returns a function that removes them. */
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

/** The result of the scan of an image. */
export function scanOutcome(ctx: Context, image: ScannedImage): ScanOutcome {
  const decide = ctx.transient(FUNCTIONS).get(image.repositoryName);
  if (!decide) return ctx.table(OUTCOMES).get(image.repositoryName) ?? {};
  return outcome.check(decide(image), "outcome");
}
