/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
export interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: LifecycleSelection;
  readonly action: LifecycleAction;
}

export interface LifecycleSelection {
  readonly tagStatus: "tagged" | "untagged" | "any";
  /** All must match, each any of the image's tags. */
  readonly tagPrefixList?: readonly string[];
  readonly tagPatternList?: readonly string[];
  readonly storageClass?: "standard" | "archive";
  readonly countType: CountType;
  readonly countNumber: number;
}

export type CountType = (typeof COUNT_TYPES)[number];

export const COUNT_TYPES = [
  "imageCountMoreThan",
  "sinceImagePushed",
  "sinceImagePulled",
  "sinceImageTransitioned",
] as const;

export interface LifecycleAction {
  readonly type: "expire" | "transition";
}
