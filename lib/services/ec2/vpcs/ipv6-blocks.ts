import type { Context } from "../../../runtime/context.js";
import { allowAllIpv6, networkAclsIn } from "../network-acls/network-acls.js";
import { NETWORK_ACLS } from "../network-acls/state.js";
import { addLocalRoute } from "../route-tables/route-tables.js";
import { waitFor } from "../waits.js";
import { blockKey } from "./associations.js";
import { amazonIpv6Block } from "./blocks.js";
import { oneIpv6BlockOnly } from "./errors.js";
import { type BlockAssociationRow, VPCS, type VpcRow } from "./state.js";

/**
 * Associates an Amazon-provided block with a VPC, and adds its routes and rules. @throws
 * InvalidParameterValue
 */
export function addIpv6Block(ctx: Context, vpc: VpcRow): BlockAssociationRow {
  if (vpc.ipv6Blocks.some(({ state }) => state !== "disassociating")) throw oneIpv6BlockOnly(vpc.vpcId);
  const added = amazonIpv6Block(ctx);
  ctx.table(VPCS).put(vpc.vpcId, { ...vpc, ipv6Blocks: [...vpc.ipv6Blocks, added] });
  addLocalRoute(ctx, vpc.vpcId, added.block);
  for (const acl of networkAclsIn(ctx, vpc.vpcId)) {
    const isChanged = acl.entries.some(({ ruleNumber }) => ruleNumber === 101);
    if (acl.isDefault && !isChanged)
      ctx.table(NETWORK_ACLS).put(acl.networkAclId, { ...acl, entries: [...acl.entries, ...allowAllIpv6()] });
  }
  waitFor(ctx, "cidrBlockAssociating", blockKey(vpc.vpcId, added));
  return added;
}
