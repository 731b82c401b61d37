import type { Context } from "../../../core/context.js";
import type { NetworkAcl, NetworkAclEntry } from "../generated/types.js";
import { subnetsIn } from "../subnets/subnets.js";
import { tagsOf } from "../tags/tags.js";
import type { NetworkAclRow } from "./state.js";

/** The number of the rule that catches what no other does. */
const LAST_RULE = 32_767;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html */
export function describedNetworkAcl(ctx: Context, row: NetworkAclRow): NetworkAcl {
  return {
    Associations: subnetsIn(ctx, row.vpcId).map(({ subnetId, aclAssociationId }) => ({
      NetworkAclAssociationId: aclAssociationId,
      NetworkAclId: row.networkAclId,
      SubnetId: subnetId,
    })),
    Entries: [true, false].flatMap((egress) => [
      entry(egress, 100, "allow"),
      entry(egress, LAST_RULE, "deny"),
    ]),
    IsDefault: true,
    NetworkAclId: row.networkAclId,
    Tags: tagsOf(ctx, row.networkAclId),
    VpcId: row.vpcId,
    OwnerId: ctx.account,
  };
}

function entry(Egress: boolean, RuleNumber: number, RuleAction: "allow" | "deny"): NetworkAclEntry {
  return { CidrBlock: "0.0.0.0/0", Egress, Protocol: "-1", RuleAction, RuleNumber };
}
