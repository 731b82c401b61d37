import type { Context } from "../../../runtime/context.js";
import { key, keyParts } from "../../../runtime/store/store.js";
import { SUBNETS } from "../subnets/state.js";
import { described } from "../waits.js";
import { type BlockAssociationRow, VPCS } from "./state.js";

/** The key of the timers of a block of a VPC or a subnet. */
export function blockKey(ownerId: string, { associationId }: BlockAssociationRow): string {
  return key(ownerId, associationId);
}

/** Ends the association of a block: `associating` becomes `associated`. */
export function finishAssociating(key: string, ctx: Context): void {
  changeBlock(ctx, key, (block) =>
    block.state === "associating" ? { ...block, state: "associated" } : block,
  );
}

/** Removes a block that is `disassociating`. */
export function finishDisassociating(key: string, ctx: Context): void {
  changeBlock(ctx, key, (block) => (block.state === "disassociating" ? undefined : block));
}

/** Counts a Describe call of the owner of changing blocks. */
export function blocksDescribed(ctx: Context, ownerId: string, blocks: readonly BlockAssociationRow[]): void {
  for (const block of blocks) {
    if (block.state === "associating") described(ctx, "cidrBlockAssociating", blockKey(ownerId, block));
    if (block.state === "disassociating") described(ctx, "cidrBlockDisassociating", blockKey(ownerId, block));
  }
}

type Change = (block: BlockAssociationRow) => BlockAssociationRow | undefined;

function changeBlock(ctx: Context, timerKey: string, change: Change): void {
  const [ownerId = "", associationId] = keyParts(timerKey);
  const changed = (blocks: readonly BlockAssociationRow[]) =>
    blocks.flatMap((block) => (block.associationId === associationId ? (change(block) ?? []) : block));
  const vpc = ctx.table(VPCS).get(ownerId);
  if (vpc) {
    const { secondaryBlocks, ipv6Blocks } = vpc;
    ctx.table(VPCS).put(ownerId, {
      ...vpc,
      secondaryBlocks: changed(secondaryBlocks),
      ipv6Blocks: changed(ipv6Blocks),
    });
  }
  const subnet = ctx.table(SUBNETS).get(ownerId);
  if (subnet) ctx.table(SUBNETS).put(ownerId, { ...subnet, ipv6Blocks: changed(subnet.ipv6Blocks) });
}
