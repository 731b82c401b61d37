import type { Context } from "../../runtime/context.js";
import type { TableDefinition } from "../../runtime/store/store.js";
import { keyPrefix } from "../../runtime/store/store.js";
import { ENVIRONMENTS, IDLE_ENVIRONMENTS } from "./invoke/environments.js";
import {
  ALIASES,
  EVENT_INVOKES,
  FUNCTIONS,
  POLICIES,
  PROVISIONED,
  RUNTIME_MANAGEMENT,
  URLS,
  VERSIONS,
} from "./state.js";

/** Removes a function and everything that belongs to it, except its logs. */
export function removeFunction(ctx: Context, name: string): void {
  ctx.table(FUNCTIONS).delete(name);
  removeOwned(ctx, VERSIONS, name);
  removeOwned(ctx, ALIASES, name);
  removeOwned(ctx, POLICIES, name);
  removeOwned(ctx, PROVISIONED, name);
  removeOwned(ctx, EVENT_INVOKES, name);
  removeOwned(ctx, URLS, name);
  removeOwned(ctx, RUNTIME_MANAGEMENT, name);
  removeOwned(ctx, ENVIRONMENTS, name);
  removeOwned(ctx, IDLE_ENVIRONMENTS, name);
}

function removeOwned<Row>(ctx: Context, definition: TableDefinition<Row>, name: string): void {
  const table = ctx.table(definition);
  const prefix = keyPrefix(name);
  const owned: string[] = [];
  for (const [key] of table.range({ from: prefix })) {
    if (!key.startsWith(prefix)) break;
    owned.push(key);
  }
  for (const key of owned) table.delete(key);
}
