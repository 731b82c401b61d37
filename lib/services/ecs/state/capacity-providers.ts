import { defineTable } from "../../../runtime/store/store.js";
import type { CapacityProvider, CapacityProviderStatus, Tag } from "../generated/types.js";

/** A capacity provider of the account, for an Auto Scaling group or for managed instances. */
export interface CapacityProviderRow {
  readonly provider: Omit<CapacityProvider, "tags"> & {
    readonly name: string;
    readonly capacityProviderArn: string;
    readonly status: CapacityProviderStatus;
  };
  readonly tags: readonly Tag[];
}

/** Capacity providers by name; Fargate's are not rows. */
export const CAPACITY_PROVIDERS = defineTable<CapacityProviderRow>({
  name: "ecs.capacity-providers",
  key: "name",
});
