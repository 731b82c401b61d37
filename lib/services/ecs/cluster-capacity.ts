import type { Context } from "../../runtime/context.js";
import { checkedStrategy } from "./capacity-provider-strategy.js";
import { capacityProviderName, findCapacityProvider } from "./capacity-providers.js";
import type { Attachment, CapacityProviderStrategyItem } from "./generated/types.js";
import type { CapacityProviderRow } from "./state/capacity-providers.js";
import type { ClusterRow } from "./state/clusters.js";

type Capacity = Pick<
  ClusterRow,
  "capacityProviders" | "defaultCapacityProviderStrategy" | "attachments" | "attachmentsStatus"
>;

/**
 * A cluster's capacity after an association. Providers of Auto Scaling groups are attached in the background.
 *
 * @throws InvalidParameterException for an unknown provider or an invalid strategy.
 */
export function associated(
  ctx: Context,
  providers: readonly string[],
  strategy: readonly CapacityProviderStrategyItem[],
): Capacity {
  const rows = providers.map((reference) => findCapacityProvider(ctx, reference));
  const capacityProviders = [...new Set(rows.map(({ provider }) => provider.name))];
  const named = strategy.map((item) => ({
    ...item,
    capacityProvider: capacityProviderName(item.capacityProvider),
  }));
  const attachments = rows.flatMap((row) => attachmentOf(ctx, row));
  return {
    capacityProviders,
    defaultCapacityProviderStrategy: checkedStrategy(named, capacityProviders),
    ...(attachments.length > 0 ? { attachments, attachmentsStatus: "UPDATE_IN_PROGRESS" } : {}),
  };
}

/** Whether attachments of a cluster are in progress. */
export function isAttaching({ attachmentsStatus }: Capacity): boolean {
  return attachmentsStatus === "UPDATE_IN_PROGRESS";
}

function attachmentOf(ctx: Context, { provider }: CapacityProviderRow): Attachment[] {
  if (!provider.autoScalingGroupProvider) return [];
  const policy = `ECSManagedAutoScalingPolicy-${ctx.ids.uuid()}`;
  const details = [
    { name: "capacityProviderName", value: provider.name },
    { name: "scalingPolicyName", value: policy },
  ];
  return [{ id: ctx.ids.uuid(), type: "as_policy", status: "CREATING", details }];
}
