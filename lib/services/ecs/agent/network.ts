import { addressNumber, addressText, type Cidr, formatCidr, parseCidr } from "../../../network/cidr.js";
import { subnetOf } from "../../../network/subnets.js";
import type { Context } from "../../../runtime/context.js";
import type { TaskRow } from "../state/tasks.js";

/** The network of a task in the agent's format: one interface. */
export function networkOf(ctx: Context, row: TaskRow): readonly object[] {
  const { address } = row;
  const { details = [] } = row.task.attachments?.[0] ?? {};
  if (address === undefined) return [];
  const detail = (name: string) => details.find((item) => item.name === name)?.value;
  const privateName = detail("privateDnsName");
  const block = blockOf(ctx, row, address);
  return [
    {
      NetworkMode: "awsvpc",
      IPv4Addresses: [address],
      AttachmentIndex: 0,
      MACAddress: detail("macAddress"),
      IPv4SubnetCIDRBlock: block && formatCidr(block),
      // EC2 reserves the second address of a subnet for its router, and the third for DNS.
      DomainNameServers: block && [addressText(block.network + 2)],
      DomainNameSearchList: privateName === undefined ? undefined : [privateName.replace(/^[^.]*\./, "")],
      PrivateDNSName: privateName,
      SubnetGatewayIpv4Address: block && `${addressText(block.network + 1)}/${block.bits}`,
    },
  ];
}

/** The block of an address: the subnet's own, or the option `eniSubnet`. */
function blockOf(ctx: Context, row: TaskRow, address: string): Cidr | undefined {
  const number = addressNumber(address) ?? 0;
  const { cidrBlock = "" } = subnetOf(ctx, row.subnet ?? "");
  return [cidrBlock, ctx.settings.eniSubnet]
    .flatMap((text) => parseCidr(text) ?? [])
    .find(({ network, size }) => number >= network && number < network + size);
}
