import { defineTable, key } from "../../../runtime/store/store.js";
import type { AccountPolicy, PolicyType, Processor, ResourcePolicy } from "../generated/types.js";

/** Resource policies: those of the account by name, those of resources by ARN. */
export const RESOURCE_POLICIES = defineTable<ResourcePolicy>({ name: "logs.resource-policies", key: "name" });

export type AccountPolicyRow = AccountPolicy & {
  readonly policyName: string;
  readonly policyType: PolicyType;
  readonly policyDocument: string;
  readonly lastUpdatedTime: number;
};

/** Account policies, by {@link accountPolicyKey}. */
export const ACCOUNT_POLICIES = defineTable<AccountPolicyRow>({
  name: "logs.account-policies",
  key: ["policyType", "policyName"],
});

export function accountPolicyKey(type: PolicyType, name: string): string {
  return key(type, name);
}

/** A policy of a single log group. */
export interface GroupPolicyRow {
  readonly policyDocument: string;
  readonly updated: number;
}

/** Data protection policies by group; a deleted policy has an `undefined` document. */
export const DATA_PROTECTION_POLICIES = defineTable<Partial<GroupPolicyRow>>({
  name: "logs.data-protection-policies",
  key: "logGroupName",
});

/** Field index policies, by the name of their group. */
export const INDEX_POLICIES = defineTable<GroupPolicyRow>({
  name: "logs.index-policies",
  key: "logGroupName",
});

export interface TransformerRow {
  readonly transformerConfig: readonly Processor[];
  readonly creationTime: number;
  readonly lastModifiedTime: number;
}

/** Log transformers, by the name of their group. */
export const TRANSFORMERS = defineTable<TransformerRow>({ name: "logs.transformers", key: "logGroupName" });
