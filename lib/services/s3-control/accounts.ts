import type { Context } from "../../runtime/context.js";
import { accessDenied } from "./errors.js";

/**
 * Checks that a request is about the account that it comes from.
 *
 * @throws AccessDenied
 */
export function checkAccount(ctx: Context, { AccountId }: { readonly AccountId: string }): void {
  if (AccountId !== ctx.account) throw accessDenied();
}
