import { defineTable } from "../../../runtime/store/store.js";
import type {
  EncryptionConfigurationForRepositoryCreationTemplate,
  ImageTagMutability,
  PullThroughCacheRule,
  RCTAppliedFor,
  RegistryScanningConfiguration,
  ReplicationConfiguration,
  RepositoryCreationTemplate,
} from "../generated/types.js";

/** Settings of a registry as a whole. */
export interface RegistryRow {
  readonly policyText?: string;
  readonly replicationConfiguration: ReplicationConfiguration;
  readonly scanningConfiguration: RegistryScanningConfiguration;
  /** Account settings that differ from AWS's defaults. */
  readonly accountSettings: Readonly<Record<string, string>>;
}

/** The registry of an account and region, once it was changed. */
export const REGISTRIES = defineTable<RegistryRow>({ name: "ecr.registries", key: [] });

/** A rule in responses, with the members that are always present. */
export interface SimulatedCacheRule extends PullThroughCacheRule {
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
}

/** A template in responses, with the members that are always present. */
export interface SimulatedTemplate extends RepositoryCreationTemplate {
  readonly prefix: string;
  readonly imageTagMutability: ImageTagMutability;
  readonly encryptionConfiguration: EncryptionConfigurationForRepositoryCreationTemplate;
  readonly appliedFor: readonly RCTAppliedFor[];
  readonly createdAt: Date;
}

/** Repository creation templates by prefix. */
export const CREATION_TEMPLATES = defineTable<SimulatedTemplate>({
  name: "ecr.creation-templates",
  key: "prefix",
});

/** Pull-through cache rules by prefix. */
export const PULL_THROUGH_RULES = defineTable<SimulatedCacheRule>({
  name: "ecr.pull-through-rules",
  key: "prefix",
});
