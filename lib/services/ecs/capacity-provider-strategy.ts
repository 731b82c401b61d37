import { isFargateProvider } from "./capacity-providers.js";
import { invalidParameter } from "./errors.js";
import type { CapacityProviderStrategyItem } from "./generated/types.js";

/**
 * Validates a capacity provider strategy by AWS's rules, and applies defaults
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html).
 *
 * @param associated the providers of the cluster; a strategy may name only these.
 * @throws InvalidParameterException
 */
export function checkedStrategy(
  strategy: readonly CapacityProviderStrategyItem[],
  associated: readonly string[],
): readonly CapacityProviderStrategyItem[] {
  const items = strategy.map(({ capacityProvider, weight = 0, base = 0 }) => ({
    capacityProvider,
    weight,
    base,
  }));
  if (items.length === 0) return items;
  if (items.some(({ capacityProvider }) => !associated.includes(capacityProvider))) {
    throw invalidParameter(
      "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.",
    );
  }
  const fargate = items.filter(({ capacityProvider }) => isFargateProvider(capacityProvider)).length;
  if (fargate > 0 && fargate < items.length) {
    throw invalidParameter(
      "A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate providers. Specify one or the other and try again.",
    );
  }
  if (items.filter(({ base }) => base > 0).length > 1) {
    throw invalidParameter(
      "There are multiple capacity providers in the specified capacity provider strategy with a base value defined. Specify only one base value and try again.",
    );
  }
  if (items.every(({ weight }) => weight === 0)) {
    throw invalidParameter(
      "There are no capacity providers in the capacity provider strategy with a weight value greater than zero. Specify a weight value greater than zero for at least one capacity provider and try again.",
    );
  }
  return items;
}
