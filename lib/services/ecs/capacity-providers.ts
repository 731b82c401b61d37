import type { Context } from "../../runtime/context.js";
import { capacityProviderNotFound } from "./errors.js";
import type { CapacityProvider, CapacityProviderType } from "./generated/types.js";
import { CAPACITY_PROVIDERS, type CapacityProviderRow } from "./state/capacity-providers.js";

/** The capacity providers of every account. */
export const FARGATE_PROVIDERS = [
  "FARGATE",
  "FARGATE_SPOT",
] as const satisfies readonly CapacityProviderType[];

/** Whether a provider is one of Fargate's. */
export function isFargateProvider(name: string): name is (typeof FARGATE_PROVIDERS)[number] {
  return FARGATE_PROVIDERS.some((provider) => provider === name);
}

/** Fargate's providers as rows of the caller's account; they cannot be changed or tagged. */
export function fargateProvider(ctx: Context, name: (typeof FARGATE_PROVIDERS)[number]): CapacityProviderRow {
  const capacityProviderArn = ctx.arn(`capacity-provider/${name}`);
  return { provider: { capacityProviderArn, name, status: "ACTIVE", type: name }, tags: [] };
}

/** The name in a capacity provider argument, which may be an ARN. */
export function capacityProviderName(reference: string): string {
  return reference.startsWith("arn:") ? reference.slice(reference.lastIndexOf("/") + 1) : reference;
}

/**
 * The capacity provider of an argument, including Fargate's; `undefined` for an ARN of another account or
 * region.
 */
export function lookUpCapacityProvider(ctx: Context, reference: string): CapacityProviderRow | undefined {
  const name = capacityProviderName(reference);
  const row = isFargateProvider(name) ? fargateProvider(ctx, name) : ctx.table(CAPACITY_PROVIDERS).get(name);
  return reference.startsWith("arn:") && row?.provider.capacityProviderArn !== reference ? undefined : row;
}

/** @throws InvalidParameterException when there is no such capacity provider. */
export function findCapacityProvider(ctx: Context, reference: string): CapacityProviderRow {
  const row = lookUpCapacityProvider(ctx, reference);
  if (!row) throw capacityProviderNotFound(reference);
  return row;
}

/** A capacity provider as responses have it; tags only on request. */
export function describeCapacityProvider(row: CapacityProviderRow, withTags: boolean): CapacityProvider {
  return { ...row.provider, tags: withTags ? row.tags : [] };
}
