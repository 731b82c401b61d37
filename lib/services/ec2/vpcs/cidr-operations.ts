import { containsCidr, parseCidr } from "../../../network/cidr.js";
import type { Context } from "../../../runtime/context.js";
import { containsIpv6, parseIpv6Cidr } from "../cidr/ipv6.js";
import { missingOneOf } from "../errors.js";
import type {
  AssociateVpcCidrBlockRequest,
  AssociateVpcCidrBlockResult,
  DisassociateVpcCidrBlockRequest,
  DisassociateVpcCidrBlockResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { addLocalRoute, removeLocalRoute } from "../route-tables/route-tables.js";
import { subnetsIn } from "../subnets/subnets.js";
import { waitFor } from "../waits.js";
import { blockKey } from "./associations.js";
import { requireNoPool, secondaryBlock } from "./blocks.js";
import { primaryBlock, vpcBlockInUse, vpcBlockNotFound } from "./errors.js";
import { addIpv6Block } from "./ipv6-blocks.js";
import { type BlockAssociationRow, VPCS } from "./state.js";
import { describeBlock, describeIpv6Block, findVpc } from "./vpcs.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html */
export function associateVpcCidrBlock(
  input: AssociateVpcCidrBlockRequest,
  ctx: Context,
): AssociateVpcCidrBlockResult {
  requireNoPool(input);
  const vpc = findVpc(ctx, input.VpcId);
  if (input.AmazonProvidedIpv6CidrBlock) {
    const added = addIpv6Block(ctx, vpc);
    return { VpcId: vpc.vpcId, Ipv6CidrBlockAssociation: describeIpv6Block(ctx, added) };
  }
  if (input.CidrBlock === undefined) throw missingOneOf("cidrBlock", "amazonProvidedIpv6CidrBlock");
  const added: BlockAssociationRow = {
    associationId: newId(ctx, "vpc-cidr-assoc"),
    block: secondaryBlock(vpc, input.CidrBlock),
    state: "associating",
  };
  ctx.table(VPCS).put(vpc.vpcId, { ...vpc, secondaryBlocks: [...vpc.secondaryBlocks, added] });
  addLocalRoute(ctx, vpc.vpcId, added.block);
  waitFor(ctx, "cidrBlockAssociating", blockKey(vpc.vpcId, added));
  return { VpcId: vpc.vpcId, CidrBlockAssociation: describeBlock(added) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html */
export function disassociateVpcCidrBlock(
  input: DisassociateVpcCidrBlockRequest,
  ctx: Context,
): DisassociateVpcCidrBlockResult {
  const { AssociationId } = input;
  const isGone = ({ associationId }: BlockAssociationRow) => associationId === AssociationId;
  const vpc = [...ctx.table(VPCS).values()].find(
    ({ cidrAssociationId, secondaryBlocks, ipv6Blocks }) =>
      cidrAssociationId === AssociationId || [...secondaryBlocks, ...ipv6Blocks].some(isGone),
  );
  if (!vpc) throw vpcBlockNotFound(AssociationId);
  const block = [...vpc.secondaryBlocks, ...vpc.ipv6Blocks].find(isGone);
  if (!block) throw primaryBlock(AssociationId);
  if (hasSubnetIn(ctx, vpc.vpcId, block.block)) throw vpcBlockInUse(block.block, vpc.vpcId);
  const gone: BlockAssociationRow = { ...block, state: "disassociating" };
  const changed = (blocks: readonly BlockAssociationRow[]) =>
    blocks.map((other) => (other === block ? gone : other));
  ctx.table(VPCS).put(vpc.vpcId, {
    ...vpc,
    secondaryBlocks: changed(vpc.secondaryBlocks),
    ipv6Blocks: changed(vpc.ipv6Blocks),
  });
  removeLocalRoute(ctx, vpc.vpcId, gone.block);
  waitFor(ctx, "cidrBlockDisassociating", blockKey(vpc.vpcId, gone));
  return vpc.ipv6Blocks.includes(block)
    ? { VpcId: vpc.vpcId, Ipv6CidrBlockAssociation: describeIpv6Block(ctx, gone) }
    : { VpcId: vpc.vpcId, CidrBlockAssociation: describeBlock(gone) };
}

function hasSubnetIn(ctx: Context, vpcId: string, block: string): boolean {
  const ipv4 = parseCidr(block);
  const ipv6 = parseIpv6Cidr(block);
  return subnetsIn(ctx, vpcId).some(({ cidrBlock, ipv6Blocks }) => {
    const own = parseCidr(cidrBlock);
    if (ipv4 && own && containsCidr(ipv4, own)) return true;
    const others = ipv6Blocks.flatMap((other) => parseIpv6Cidr(other.block) ?? []);
    return ipv6 !== undefined && others.some((other) => containsIpv6(ipv6, other));
  });
}
