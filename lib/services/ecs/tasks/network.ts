import type { Context } from "../../../core/context.js";
import type { Attachment } from "../generated/types.js";
import { ENI_ADDRESSES } from "../state/tasks.js";

/** EC2 keeps the first four addresses and the last of every subnet for itself. */
const RESERVED_AT_START = 4;
const RESERVED_AT_END = 1;

/** A network interface as a task has it. */
export interface NetworkInterface {
  readonly address: string;
  readonly attachment: Attachment;
}

/** The attachment of a task that is PROVISIONING: the interface does not exist yet. */
export function plannedAttachment(ctx: Context, subnet: string): Attachment {
  return {
    id: ctx.ids.uuid(),
    type: "ElasticNetworkInterface",
    status: "PRECREATED",
    details: [{ name: "subnetId", value: subnet }],
  };
}

/**
 * Creates the interface of an attachment, with an address of its own from the
 * `eniSubnet` option; `undefined` when every address is taken.
 */
export function createInterface(
  ctx: Context,
  planned: Attachment,
  owner: string,
): NetworkInterface | undefined {
  const address = takeAddress(ctx, owner);
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

/** The zone of a subnet: EC2 is not asked, so the id decides, always in the same way. */
export function zoneOf(subnet: string, region: string): string {
  let sum = 0;
  for (let i = 0; i < subnet.length; i++) sum += subnet.charCodeAt(i);
  return `${region}${"abc".charAt(sum % 3)}`;
}

function takeAddress(ctx: Context, owner: string): string | undefined {
  const { first, count } = usableRange(ctx.world.settings.eniSubnet);
  const taken = ctx.table(ENI_ADDRESSES);
  if (taken.size >= count) return undefined;
  const start = ctx.ids.integer(count);
  for (let i = 0; i < count; i++) {
    const address = toText(first + ((start + i) % count));
    if (taken.has(address)) continue;
    taken.put(address, owner);
    return address;
  }
  return undefined;
}

function usableRange(cidr: string): { first: number; count: number } {
  const [base = "", bits = "16"] = cidr.split("/");
  const size = 2 ** (32 - Number(bits));
  const number = base.split(".").reduce((value, part) => value * 256 + Number(part), 0);
  const network = Math.floor(number / size) * size;
  return { first: network + RESERVED_AT_START, count: size - RESERVED_AT_START - RESERVED_AT_END };
}

function toText(address: number): string {
  return `${Math.floor(address / 2 ** 24)}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** us-east-1 is the one region whose internal names do not carry its own. */
function dnsName(address: string, region: string): string {
  const host = `ip-${address.replaceAll(".", "-")}`;
  return region === "us-east-1" ? `${host}.ec2.internal` : `${host}.${region}.compute.internal`;
}
