import { overlapsCidr, parseCidr } from "../../../network/cidr.js";
import type { Context } from "../../../runtime/context.js";
import { notFound } from "../errors.js";
import type { VpcPeeringConnection, VpcPeeringConnectionVpcInfo } from "../generated/types.js";
import { removeTags, tagsOf } from "../tags/tags.js";
import { ipv4BlocksOf } from "../vpcs/blocks.js";
import { VPCS, type VpcRow } from "../vpcs/state.js";
import { PEERING_CONNECTIONS, type PeeringConnectionRow, type PeeringSide } from "./state.js";

/** How long AWS returns ended connections, in milliseconds. */
const SHOWN_AFTER_END = 7_200_000;

/** The timer that removes an ended connection. */
export const FORGOTTEN = "ec2.peering-forgotten";
/** The timer that expires a pending request. */
export const EXPIRED = "ec2.peering-expired";

const MESSAGES: ReadonlyMap<PeeringConnectionRow["status"], string> = new Map([
  ["initiating-request", "Initiating Request to"],
  ["pending-acceptance", "Pending Acceptance by"],
  ["provisioning", "Provisioning"],
  ["active", "Active"],
  ["deleted", "Deleted by"],
  ["rejected", "Rejected by"],
  ["expired", "Expired"],
  ["failed", "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"],
]);
const NAMES_ACCOUNT: ReadonlySet<string> = new Set(["initiating-request", "pending-acceptance", "rejected"]);

/** @throws InvalidVpcPeeringConnectionID.NotFound */
export function findConnection(ctx: Context, id: string | undefined): PeeringConnectionRow {
  const row = ctx.table(PEERING_CONNECTIONS).get(id ?? "");
  if (!row) throw notFound("vpc-peering-connection", id ?? "");
  return row;
}

/** Stores a connection for both of its sides. */
export function saveConnection(ctx: Context, row: PeeringConnectionRow): void {
  for (const { account, region } of [row.requester, row.accepter])
    ctx.elsewhere({ account, region }).table(PEERING_CONNECTIONS).put(row.connectionId, row);
}

/** Ends a connection, which is returned for a while. */
export function endConnection(
  ctx: Context,
  row: PeeringConnectionRow,
  status: PeeringConnectionRow["status"],
): void {
  saveConnection(ctx, { ...row, status });
  ctx.after(SHOWN_AFTER_END, FORGOTTEN, row.connectionId, { background: true });
}

/** Advances a connection: a new request reaches its accepter or fails, an accepted one becomes active. */
export function finishConnecting(connectionId: string, ctx: Context): void {
  const row = ctx.table(PEERING_CONNECTIONS).get(connectionId);
  if (row?.status === "provisioning") return saveConnection(ctx, { ...row, status: "active" });
  if (row?.status !== "initiating-request") return;
  if (!canPeer(ctx, row)) return endConnection(ctx, row, "failed");
  saveConnection(ctx, { ...row, status: "pending-acceptance" });
  ctx.after(row.expiresAt - ctx.now(), EXPIRED, connectionId, { background: true });
}

/** Expires a request that was not accepted. */
export function expire(connectionId: string, ctx: Context): void {
  const row = ctx.table(PEERING_CONNECTIONS).get(connectionId);
  if (row?.status === "pending-acceptance") endConnection(ctx, row, "expired");
}

/** Removes an ended connection. */
export function forget(connectionId: string, ctx: Context): void {
  const row = ctx.table(PEERING_CONNECTIONS).get(connectionId);
  if (!row) return;
  for (const { account, region } of [row.requester, row.accepter]) {
    const there = ctx.elsewhere({ account, region });
    there.table(PEERING_CONNECTIONS).delete(connectionId);
    removeTags(there, connectionId, undefined);
  }
}

function canPeer(ctx: Context, { requester, accepter }: PeeringConnectionRow): boolean {
  const one = vpcOf(ctx, requester);
  const other = vpcOf(ctx, accepter);
  if (!one || !other) return false;
  const blocks = (vpc: VpcRow) => ipv4BlocksOf(vpc).flatMap((block) => parseCidr(block) ?? []);
  return !blocks(one).some((block) => blocks(other).some((second) => overlapsCidr(block, second)));
}

function vpcOf(ctx: Context, { account, region, vpcId }: PeeringSide): VpcRow | undefined {
  return ctx.elsewhere({ account, region }).table(VPCS).get(vpcId);
}

/** AWS's status message: `Pending Acceptance by 123456789012`. */
export function statusMessage({ status, accepter }: PeeringConnectionRow): string {
  const message = MESSAGES.get(status) ?? status;
  return NAMES_ACCOUNT.has(status) ? `${message} ${accepter.account}` : message;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html */
export function describeConnection(ctx: Context, row: PeeringConnectionRow): VpcPeeringConnection {
  const isOpen = row.status === "initiating-request" || row.status === "pending-acceptance";
  return {
    AccepterVpcInfo: describeSide(ctx, row, row.accepter),
    ExpirationTime: isOpen ? new Date(row.expiresAt) : undefined,
    RequesterVpcInfo: describeSide(ctx, row, row.requester),
    Status: { Code: row.status, Message: statusMessage(row) },
    Tags: tagsOf(ctx, row.connectionId),
    VpcPeeringConnectionId: row.connectionId,
  };
}

/** The blocks of the accepter are returned once it has accepted. */
function describeSide(
  ctx: Context,
  { status, requester }: PeeringConnectionRow,
  side: PeeringSide,
): VpcPeeringConnectionVpcInfo {
  const vpc = side === requester || status === "active" ? vpcOf(ctx, side) : undefined;
  return {
    ...(vpc && {
      CidrBlock: vpc.cidrBlock,
      CidrBlockSet: ipv4BlocksOf(vpc).map((CidrBlock) => ({ CidrBlock })),
      Ipv6CidrBlockSet: vpc.ipv6Blocks.map(({ block }) => ({ Ipv6CidrBlock: block })),
    }),
    OwnerId: side.account,
    PeeringOptions: {
      AllowDnsResolutionFromRemoteVpc: side.allowDnsResolution,
      AllowEgressFromLocalClassicLinkToRemoteVpc: false,
      AllowEgressFromLocalVpcToRemoteClassicLink: false,
    },
    VpcId: side.vpcId,
    Region: side.region,
  };
}
