import { digitsFor } from "../../../network/subnets.js";
import type { Context } from "../../../runtime/context.js";
import { dnsSuffix } from "../../../shared/partitions.js";
import { notFound } from "../errors.js";
import type { DnsEntry, VpcEndpoint } from "../generated/types.js";
import { removeInterface } from "../network-interfaces/make-interface.js";
import { SECURITY_GROUPS } from "../security-groups/state.js";
import { SUBNETS } from "../subnets/state.js";
import { removeTags, tagsOf } from "../tags/tags.js";
import { privateDnsNames, servicesNamed } from "./services.js";
import { ENDPOINTS, type EndpointRow } from "./state.js";

/** @throws InvalidVpcEndpointId.NotFound */
export function findEndpoint(ctx: Context, endpointId: string): EndpointRow {
  const row = ctx.table(ENDPOINTS).get(endpointId);
  if (!row) throw notFound("vpc-endpoint", endpointId);
  return row;
}

/** Makes a pending endpoint available. */
export function finishCreating(endpointId: string, ctx: Context): void {
  const row = ctx.table(ENDPOINTS).get(endpointId);
  if (row?.state === "pending") ctx.table(ENDPOINTS).put(endpointId, { ...row, state: "available" });
}

/** Removes an endpoint that is being deleted, with its interfaces. */
export function finishDeleting(endpointId: string, ctx: Context): void {
  const row = ctx.table(ENDPOINTS).get(endpointId);
  if (row?.state !== "deleting") return;
  for (const { networkInterfaceId } of row.subnets) removeInterface(ctx, networkInterfaceId);
  ctx.table(ENDPOINTS).delete(endpointId);
  removeTags(ctx, endpointId, undefined);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html */
export function describeEndpoint(ctx: Context, row: EndpointRow): VpcEndpoint {
  const isInterface = row.type === "Interface";
  return {
    VpcEndpointId: row.endpointId,
    VpcEndpointType: row.type,
    VpcId: row.vpcId,
    ServiceName: row.serviceName,
    State: row.state,
    PolicyDocument: row.policy,
    RouteTableIds: row.routeTableIds,
    SubnetIds: row.subnets.map(({ subnetId }) => subnetId),
    Groups: row.securityGroups.map((GroupId) => ({
      GroupId,
      GroupName: ctx.table(SECURITY_GROUPS).get(GroupId)?.groupName,
    })),
    IpAddressType: row.ipAddressType,
    DnsOptions: isInterface
      ? {
          DnsRecordIpType: row.dnsRecordIpType,
          PrivateDnsOnlyForInboundResolverEndpoint: row.privateDnsOnlyForInbound,
        }
      : { DnsRecordIpType: row.dnsRecordIpType },
    PrivateDnsEnabled: row.privateDnsEnabled,
    RequesterManaged: false,
    NetworkInterfaceIds: row.subnets.map(({ networkInterfaceId }) => networkInterfaceId),
    DnsEntries: isInterface ? dnsEntries(ctx, row) : [],
    CreationTimestamp: new Date(row.createdAt),
    Tags: tagsOf(ctx, row.endpointId),
    OwnerId: ctx.account,
  };
}

/** The DNS names of an endpoint: its own, those in zones, and those of private DNS. */
function dnsEntries(ctx: Context, row: EndpointRow): DnsEntry[] {
  const { region } = ctx;
  const [service] = servicesNamed(region, row.serviceName).filter(({ type }) => type === row.type);
  if (!service) return [];
  const base = `${row.endpointId}-${row.dnsLabel}`;
  const domain = `${service.host}.${region}.vpce.${dnsSuffix(region)}`;
  const zones = row.subnets.flatMap(
    ({ subnetId }) => ctx.table(SUBNETS).get(subnetId)?.availabilityZone ?? [],
  );
  const names = [`${base}.${domain}`, ...zones.map((zone) => `${base}-${zone}.${domain}`)];
  const privateNames = row.privateDnsEnabled ? privateDnsNames(region, service) : [];
  return [
    ...names.map((DnsName) => ({ DnsName, HostedZoneId: hostedZoneId(ctx, domain) })),
    ...privateNames.map((DnsName) => ({ DnsName, HostedZoneId: hostedZoneId(ctx, base) })),
  ];
}

/** A hosted zone id derived from a name. */
function hostedZoneId(ctx: Context, name: string): string {
  return `Z${digitsFor(ctx, "hosted-zone", name).slice(0, 13).toUpperCase()}`;
}
