import { parsedObject } from "../../../policies/document.js";
import type { Context } from "../../../runtime/context.js";
import { makeInterface } from "../network-interfaces/make-interface.js";
import { prefixListOfService } from "../prefix-lists/prefix-lists.js";
import { endpointRouteExists } from "../route-tables/errors.js";
import { findRouteTable } from "../route-tables/route-tables.js";
import type { SubnetRow } from "../subnets/state.js";
import { findSubnet } from "../subnets/subnets.js";
import type { VpcRow } from "../vpcs/state.js";
import {
  otherNetwork,
  policyInvalid,
  privateDnsConflict,
  privateDnsNeedsAttributes,
  sameZone,
} from "./errors.js";
import { type EndpointService, privateDnsNames } from "./services.js";
import { ENDPOINTS, type EndpointRow, endpointsOf } from "./state.js";

/** The default policy of an endpoint, which allows everything. */
const OPEN_POLICY = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/** The policy of an endpoint. @throws InvalidPolicyDocument */
export function checkedPolicy(document: string | undefined): string {
  if (document === undefined || document === "") return OPEN_POLICY;
  if (parsedObject(document)?.Statement === undefined) throw policyInvalid();
  return document;
}

/** The route tables of a gateway endpoint. @throws …NotFound, RouteAlreadyExists, InvalidParameter */
export function checkedRouteTables(
  ctx: Context,
  { vpcId }: Pick<VpcRow, "vpcId">,
  service: string,
  ids: readonly string[] = [],
): string[] {
  const unique = [...new Set(ids)];
  for (const id of unique) {
    if (findRouteTable(ctx, id).vpcId !== vpcId) throw otherNetwork(id, vpcId);
    if (endpointsOf(ctx, id).some(({ serviceName }) => serviceName === service))
      throw endpointRouteExists(id, prefixListOfService(ctx, service));
  }
  return unique;
}

/** The subnets of an interface endpoint, one per zone. @throws …NotFound, DuplicateSubnetsInSameZone */
export function checkedSubnets(
  ctx: Context,
  { vpcId }: Pick<VpcRow, "vpcId">,
  present: readonly string[],
  added: readonly string[] = [],
): SubnetRow[] {
  const zones = new Set(present.map((id) => findSubnet(ctx, id).availabilityZone));
  return [...new Set(added)]
    .filter((id) => !present.includes(id))
    .map((id) => {
      const subnet = findSubnet(ctx, id);
      if (subnet.vpcId !== vpcId) throw otherNetwork(id, vpcId);
      if (zones.has(subnet.availabilityZone)) throw sameZone(subnet.availabilityZone);
      zones.add(subnet.availabilityZone);
      return subnet;
    });
}

/** Creates the interface of an endpoint in a subnet. */
export function interfaceIn(
  ctx: Context,
  endpointId: string,
  securityGroups: readonly string[],
  subnet: SubnetRow,
): EndpointRow["subnets"][number] {
  const { networkInterfaceId } = makeInterface(ctx, subnet, {
    type: "vpc_endpoint",
    description: `VPC Endpoint Interface ${endpointId}`,
    securityGroups,
  });
  return { subnetId: subnet.subnetId, networkInterfaceId };
}

/** @throws InvalidParameter when a VPC cannot have private DNS for a service, or has it already */
export function requirePrivateDns(ctx: Context, vpc: VpcRow, service: EndpointService, name: string): void {
  if (!vpc.enableDnsSupport || !vpc.enableDnsHostnames) throw privateDnsNeedsAttributes(vpc.vpcId);
  const others = [...ctx.table(ENDPOINTS).values()].filter(
    (other) => other.vpcId === vpc.vpcId && other.serviceName === name && other.privateDnsEnabled,
  );
  if (others.length > 0) throw privateDnsConflict(privateDnsNames(ctx.region, service)[0] ?? name, vpc.vpcId);
}
