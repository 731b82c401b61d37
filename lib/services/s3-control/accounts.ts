import type { Context } from "../../runtime/context.js";
import { accessDenied } from "./errors/requests.js";

/**
 * Checks that a request is for the caller's account.
 *
 * @throws AccessDenied
 */
export function checkAccount(ctx: Context, { AccountId }: { readonly AccountId: string }): void {
  if (AccountId !== ctx.account) throw accessDenied();
}
