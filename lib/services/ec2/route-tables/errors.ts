import { ec2Error, invalidParameterValue } from "../errors.js";

export const routeExists = (destination: string) =>
  ec2Error("RouteAlreadyExists", `The route identified by ${destination} already exists.`);

export const routeNotFound = (destination: string, tableId: string) =>
  ec2Error(
    "InvalidRoute.NotFound",
    `no route with destination-cidr-block ${destination} in route table ${tableId}`,
  );

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
