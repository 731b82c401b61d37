import { defineTable } from "../../../runtime/store/store.js";
import type { LifecyclePolicyPreviewResult, LifecyclePolicyPreviewStatus } from "../generated/types.js";
import type { LifecycleRule } from "../lifecycle/rules.js";

export interface LifecyclePolicyRow {
  /** Distinguishes it from an earlier policy of the repository. */
  readonly id: string;
  readonly repositoryName: string;
  readonly text: string;
  readonly rules: readonly LifecycleRule[];
  readonly lastEvaluatedAt: Date;
  /** An evaluation is scheduled. */
  readonly pending: boolean;
  /** When the next image reaches the age of a rule, in milliseconds. */
  readonly nextAge?: number;
}

/** Lifecycle policies by repository. */
export const LIFECYCLE_POLICIES = defineTable<LifecyclePolicyRow>({
  name: "ecr.lifecycle-policies",
  key: "repositoryName",
});

export interface PreviewRow {
  readonly id: string;
  readonly repositoryName: string;
  readonly text: string;
  readonly rules: readonly LifecycleRule[];
  readonly status: LifecyclePolicyPreviewStatus;
  readonly results: readonly LifecyclePolicyPreviewResult[];
}

/** The latest preview by repository. */
export const PREVIEWS = defineTable<PreviewRow>({ name: "ecr.lifecycle-previews", key: "repositoryName" });
