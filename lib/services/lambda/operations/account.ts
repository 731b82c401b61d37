import type { Context } from "../../../runtime/context.js";
import type { GetAccountSettingsRequest, GetAccountSettingsResponse } from "../generated/types.js";
import { ACCOUNT_CONCURRENCY, unreservedConcurrency } from "../quotas.js";
import { FUNCTIONS, LAYER_VERSIONS, VERSIONS } from "../state.js";

export function getAccountSettings(
  _input: GetAccountSettingsRequest,
  ctx: Context,
): GetAccountSettingsResponse {
  let TotalCodeSize = 0;
  for (const { code } of ctx.table(VERSIONS).values()) TotalCodeSize += code.size;
  for (const { published } of ctx.table(LAYER_VERSIONS).values())
    TotalCodeSize += published.Content?.CodeSize ?? 0;
  return {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: ACCOUNT_CONCURRENCY,
      UnreservedConcurrentExecutions: unreservedConcurrency(ctx),
    },
    AccountUsage: { TotalCodeSize, FunctionCount: ctx.table(FUNCTIONS).size },
  };
}
