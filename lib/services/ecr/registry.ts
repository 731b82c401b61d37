import type { Context } from "../../runtime/context.js";
import { ONLY_ROW } from "../../runtime/store/store.js";
import { REGISTRIES, type RegistryRow } from "./state/registry.js";

const NEW_REGISTRY: RegistryRow = {
  replicationConfiguration: { rules: [] },
  scanningConfiguration: { scanType: "BASIC", rules: [] },
  accountSettings: {},
};

/** The registry of a request: that of the account `registryId`, or the caller's own. */
export function registryOf(ctx: Context, { registryId }: { readonly registryId?: string }): Context {
  return registryId === undefined || registryId === ctx.account
    ? ctx
    : ctx.elsewhere({ account: registryId });
}

/** The settings of the registry of this account and region. */
export function registrySettings(ctx: Context): RegistryRow {
  return ctx.table(REGISTRIES).get(ONLY_ROW) ?? NEW_REGISTRY;
}

/** Changes some of them. */
export function changeRegistry(ctx: Context, change: Partial<RegistryRow>): void {
  ctx.table(REGISTRIES).put(ONLY_ROW, { ...registrySettings(ctx), ...change });
}
