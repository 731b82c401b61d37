import { defineTable } from "../../../runtime/store/store.js";
import type { AccountPolicy, PolicyType, Processor, ResourcePolicy } from "../generated/types.js";

/** Resource policies: the account's by name, those of resources by `ARN`. */
export const RESOURCE_POLICIES = defineTable<ResourcePolicy>("logs.resource-policies");

export type AccountPolicyRow = AccountPolicy & {
  readonly policyName: string;
  readonly policyType: PolicyType;
  readonly policyDocument: string;
  readonly lastUpdatedTime: number;
};

/** Account policies, by {@link accountPolicyKey}. */
export const ACCOUNT_POLICIES = defineTable<AccountPolicyRow>("logs.account-policies");

/** Names may hold anything, types have no colon. */
export function accountPolicyKey(type: PolicyType, name: string): string {
  return `${type}:${name}`;
}

/** A policy of a single log group. */
export interface GroupPolicyRow {
  readonly policyDocument: string;
  readonly updated: number;
}

/** Data protection policies, by the name of their group; `undefined` documents are of policies that were deleted. */
export const DATA_PROTECTION_POLICIES = defineTable<Partial<GroupPolicyRow>>("logs.data-protection-policies");

/** Field index policies, by the name of their group. */
export const INDEX_POLICIES = defineTable<GroupPolicyRow>("logs.index-policies");

export interface TransformerRow {
  readonly transformerConfig: readonly Processor[];
  readonly creationTime: number;
  readonly lastModifiedTime: number;
}

/** Log transformers, by the name of their group. */
export const TRANSFORMERS = defineTable<TransformerRow>("logs.transformers");
