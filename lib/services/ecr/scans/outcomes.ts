import { type Kind, listOf, object, oneOf, string } from "../../../control/definition/kinds.js";
import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
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
  return outcome.check(decide(image), "outcome");
}
