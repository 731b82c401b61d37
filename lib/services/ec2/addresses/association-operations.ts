import type { Context } from "../../../runtime/context.js";
import { missingOneOf, missingParameter, notFound } from "../errors.js";
import type {
  AssociateAddressRequest,
  AssociateAddressResult,
  DisassociateAddressRequest,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { isAttachedToInternet } from "../internet-gateways/internet-gateways.js";
import { notYours } from "../network-interfaces/errors.js";
import { addressOf, networkInterfaces } from "../network-interfaces/interfaces.js";
import { associationNotFound } from "../route-tables/errors.js";
import { dissociateAddress, findAddress } from "./addresses.js";
import { addressAssociated, instanceNotFound, notAttachedToGateway } from "./errors.js";
import { ADDRESSES, type AddressAssociationRow, type AddressRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html */
export function associateAddress(input: AssociateAddressRequest, ctx: Context): AssociateAddressResult {
  const address = findAddress(ctx, input);
  if (input.InstanceId !== undefined) throw instanceNotFound(input.InstanceId);
  const { NetworkInterfaceId } = input;
  if (NetworkInterfaceId === undefined) throw missingOneOf("instanceId", "networkInterfaceId");
  const target = networkInterfaces(ctx).find(({ id }) => id === NetworkInterfaceId);
  if (!target) throw notFound("network-interface", NetworkInterfaceId);
  if (target.requesterManaged || address.association?.isManaged) throw notYours();
  if (!isAttachedToInternet(ctx, target.subnet.vpcId)) throw notAttachedToGateway(target.subnet.vpcId);
  const others = [address, addressOf(ctx, target.id)].flatMap((row) => (row?.association ? [row] : []));
  for (const other of others) leaveFor(ctx, other, input.AllowReassociation);
  const association: AddressAssociationRow = {
    associationId: newId(ctx, "eipassoc"),
    networkInterfaceId: target.id,
    privateIp: input.PrivateIpAddress ?? target.ipv4 ?? "",
    isManaged: false,
  };
  ctx.table(ADDRESSES).put(address.allocationId, { ...address, association });
  return { AssociationId: association.associationId };
}

/** Ends an association in favour of a new one, unless the request forbids it. */
function leaveFor(ctx: Context, row: AddressRow, isAllowed = true): void {
  if (!isAllowed) throw addressAssociated(row.allocationId, row.association?.associationId ?? "");
  dissociateAddress(ctx, row);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html */
export function disassociateAddress(input: DisassociateAddressRequest, ctx: Context): object {
  const row = associatedAddress(ctx, input);
  if (row.association?.isManaged) throw notYours();
  dissociateAddress(ctx, row);
  return {};
}

function associatedAddress(
  ctx: Context,
  { AssociationId, PublicIp }: DisassociateAddressRequest,
): AddressRow {
  if (AssociationId === undefined && PublicIp === undefined) throw missingParameter("associationId");
  if (AssociationId === undefined) return findAddress(ctx, { PublicIp });
  const row = [...ctx.table(ADDRESSES).values()].find(
    ({ association }) => association?.associationId === AssociationId,
  );
  if (!row) throw associationNotFound(AssociationId);
  return row;
}
