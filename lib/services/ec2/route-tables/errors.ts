import { ec2Error, invalidParameterValue } from "../errors.js";

export const routeExists = (destination: string) =>
  ec2Error("RouteAlreadyExists", `The route identified by ${destination} already exists.`);

export const routeNotFound = (destination: string, tableId: string) =>
  ec2Error(
    "InvalidRoute.NotFound",
    `no route with ${destinationName(destination)} ${destination} in route table ${tableId}`,
  );
function destinationName(destination: string): string {
  if (destination.startsWith("pl-")) return "destination-prefix-list-id";
  return destination.includes(":") ? "destination-ipv6-cidr-block" : "destination-cidr-block";
}
export const localRoute = (destination: string, tableId: string) =>
  invalidParameterValue(`cannot remove local route ${destination} in route table ${tableId}`);

export const gatewayInOtherNetwork = (tableId: string, gatewayId: string) =>
  invalidParameterValue(
    `route table ${tableId} and network gateway ${gatewayId} belong to different networks`,
  );

export const subnetInOtherNetwork = (tableId: string, subnetId: string) =>
  invalidParameterValue(`Route table ${tableId} and subnet ${subnetId} belong to different networks`);

export const associationNotFound = (id: string) =>
  ec2Error("InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`);

export const alreadyAssociated = (tableId: string) =>
  ec2Error(
    "Resource.AlreadyAssociated",
    `the specified association for route table ${tableId} conflicts with an existing association`,
  );

export const mainAssociation = (id: string) =>
  invalidParameterValue(`cannot disassociate the main route table association ${id}`);
export const endpointRouteExists = (tableId: string, prefixListId: string) =>
  ec2Error(
    "RouteAlreadyExists",
    `route table ${tableId} already has a route with destination-prefix-list-id ${prefixListId}`,
  );
export const ipv6TargetOnly = (gatewayId: string) =>
  invalidParameterValue(
    `Egress-only internet gateway ${gatewayId} can only be the target of a route with an IPv6 destination`,
  );
export const natGatewayNotFoundAsTarget = (id: string) =>
  ec2Error("InvalidNatGatewayID.NotFound", `The natGateway ID '${id}' does not exist`);
export const vpnGatewayNotFound = (id: string) =>
  ec2Error("InvalidVpnGatewayID.NotFound", `The vpnGateway ID '${id}' does not exist`);
export const targetNotSimulated = () =>
  ec2Error(
    "UnsupportedOperation",
    "aws-sim simulates routes to internet gateways, NAT gateways, egress-only internet gateways, network interfaces and VPC peering connections only.",
  );
