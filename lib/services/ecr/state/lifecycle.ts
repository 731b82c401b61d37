import { defineTable } from "../../../runtime/store/store.js";
import type { LifecyclePolicyPreviewResult, LifecyclePolicyPreviewStatus } from "../generated/types.js";
import type { LifecycleRule } from "../lifecycle/rules.js";

export interface LifecyclePolicyRow {
  /** Told apart from a policy that the repository had before. */
  readonly id: string;
  readonly repositoryName: string;
  readonly text: string;
  readonly rules: readonly LifecycleRule[];
  readonly lastEvaluatedAt: Date;
  /** An evaluation is on its way. */
  readonly pending: boolean;
  /** When an image next becomes old enough for a rule, in milliseconds. */
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
