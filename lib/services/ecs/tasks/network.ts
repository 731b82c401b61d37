import { takeAddress } from "../../../network/addresses.js";
import { subnetOf } from "../../../network/subnets.js";
import type { Context } from "../../../runtime/context.js";
import type { Attachment } from "../generated/types.js";

/** A network interface of a task. */
export interface NetworkInterface {
  readonly address: string;
  readonly attachment: Attachment;
}

/** The attachment of a task in PROVISIONING, before its interface exists. */
export function plannedAttachment(ctx: Context, subnet: string): Attachment {
  return {
    id: ctx.ids.uuid(),
    type: "ElasticNetworkInterface",
    status: "PRECREATED",
    details: [{ name: "subnetId", value: subnet }],
  };
}

/**
 * Creates the interface of an attachment, with its own address in the subnet; `undefined` if all addresses
 * are in use.
 */
export function createInterface(
  ctx: Context,
  planned: Attachment,
  subnetId: string,
  owner: string,
): NetworkInterface | undefined {
  const address = takeAddress(ctx, subnetOf(ctx, subnetId), owner);
  if (address === undefined) return undefined;
  const mac = ["0e", ...Array.from({ length: 5 }, () => ctx.ids.hex(2))].join(":");
  const details = [
    ...(planned.details ?? []),
    { name: "networkInterfaceId", value: `eni-${ctx.ids.hex(17)}` },
    { name: "macAddress", value: mac },
    { name: "privateDnsName", value: dnsName(address, ctx.region) },
    { name: "privateIPv4Address", value: address },
  ];
  return { address, attachment: { ...planned, status: "ATTACHING", details } };
}

/**
 * The private DNS name of an address. us-east-1 is the only region that is not part of its internal names.
 */
export function dnsName(address: string, region: string): string {
  const host = `ip-${address.replaceAll(".", "-")}`;
  return region === "us-east-1" ? `${host}.ec2.internal` : `${host}.${region}.compute.internal`;
}
