import type { Context } from "../../../runtime/context.js";
import { missingParameter } from "../errors.js";
import type {
  AssociateSubnetCidrBlockRequest,
  AssociateSubnetCidrBlockResult,
  DisassociateSubnetCidrBlockRequest,
  DisassociateSubnetCidrBlockResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { blockKey } from "../vpcs/associations.js";
import { requireNoPool } from "../vpcs/blocks.js";
import type { BlockAssociationRow } from "../vpcs/state.js";
import { findVpc } from "../vpcs/vpcs.js";
import { waitFor } from "../waits.js";
import { freeIpv6Block } from "./blocks.js";
import { subnetBlockNotFound, subnetHasIpv6Block } from "./errors.js";
import { SUBNETS } from "./state.js";
import { describeIpv6Block, findSubnet } from "./subnets.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateSubnetCidrBlock.html */
export function associateSubnetCidrBlock(
  input: AssociateSubnetCidrBlockRequest,
  ctx: Context,
): AssociateSubnetCidrBlockResult {
  const { Ipv6CidrBlock, ...rest } = input;
  requireNoPool(rest);
  const subnet = findSubnet(ctx, input.SubnetId);
  if (Ipv6CidrBlock === undefined) throw missingParameter("ipv6CidrBlock");
  if (subnet.ipv6Blocks.some(({ state }) => state !== "disassociating"))
    throw subnetHasIpv6Block(subnet.subnetId);
  const added: BlockAssociationRow = {
    associationId: newId(ctx, "subnet-cidr-assoc"),
    block: freeIpv6Block(ctx, findVpc(ctx, subnet.vpcId), Ipv6CidrBlock),
    state: "associating",
  };
  ctx.table(SUBNETS).put(subnet.subnetId, { ...subnet, ipv6Blocks: [...subnet.ipv6Blocks, added] });
  waitFor(ctx, "cidrBlockAssociating", blockKey(subnet.subnetId, added));
  return { SubnetId: subnet.subnetId, Ipv6CidrBlockAssociation: describeIpv6Block(added) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateSubnetCidrBlock.html */
export function disassociateSubnetCidrBlock(
  input: DisassociateSubnetCidrBlockRequest,
  ctx: Context,
): DisassociateSubnetCidrBlockResult {
  const isGone = ({ associationId }: BlockAssociationRow) => associationId === input.AssociationId;
  const subnet = [...ctx.table(SUBNETS).values()].find(({ ipv6Blocks }) => ipv6Blocks.some(isGone));
  const block = subnet?.ipv6Blocks.find(isGone);
  if (!subnet || !block) throw subnetBlockNotFound(input.AssociationId);
  const gone: BlockAssociationRow = { ...block, state: "disassociating" };
  const ipv6Blocks = subnet.ipv6Blocks.map((other) => (other === block ? gone : other));
  ctx.table(SUBNETS).put(subnet.subnetId, { ...subnet, ipv6Blocks });
  waitFor(ctx, "cidrBlockDisassociating", blockKey(subnet.subnetId, gone));
  return { SubnetId: subnet.subnetId, Ipv6CidrBlockAssociation: describeIpv6Block(gone) };
}
