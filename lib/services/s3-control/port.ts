import type { ContextAt } from "../../runtime/context.js";
import type { AccessPointDirectory, AccessPointFacts } from "../../runtime/ports/access-points.js";
import type { AccountPublicAccess } from "../../runtime/ports/account-public-access.js";
import type { AccountRegion } from "../../runtime/scope.js";
import { ONLY_ROW } from "../../runtime/store/store.js";
import { accessPointArn } from "./access-points.js";
import { ACCESS_POINTS, ALIASES, PUBLIC_ACCESS_BLOCKS } from "./state.js";

/** Returns the public access blocks of accounts to S3. */
export function accountPublicAccessPort(contextAt: ContextAt): AccountPublicAccess {
  return {
    blockOf: (account) => contextAt({ account }).table(PUBLIC_ACCESS_BLOCKS).get(ONLY_ROW),
  };
}

/** Returns the access points of buckets to S3. */
export function accessPointsPort(contextAt: ContextAt): AccessPointDirectory {
  const named = (at: AccountRegion, name: string): AccessPointFacts | undefined => {
    const ctx = contextAt(at);
    const row = ctx.table(ACCESS_POINTS).get(name);
    return row && { arn: accessPointArn(ctx, name), account: at.account, ...row };
  };
  return {
    named,
    aliased(alias) {
      const row = contextAt({}).table(ALIASES).get(alias);
      return row && named(row, row.name);
    },
    areOf(bucket) {
      for (const row of contextAt({}).table(ALIASES).values()) if (row.bucket === bucket) return true;
      return false;
    },
  };
}
