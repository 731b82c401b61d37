import { ec2Error } from "../errors.js";

export const publicIpNotFound = (address: string) =>
  ec2Error("InvalidAddress.NotFound", `Address '${address}' not found.`);
export const addressLimit = () =>
  ec2Error("AddressLimitExceeded", "The maximum number of addresses has been reached.");
export const addressInUse = (address: string) =>
  ec2Error("InvalidIPAddress.InUse", `Address ${address} is in use.`);
export const addressAssociated = (allocationId: string, associationId: string) =>
  ec2Error(
    "Resource.AlreadyAssociated",
    `resource ${allocationId} is already associated with associate-id ${associationId}`,
  );
export const notAttachedToGateway = (vpcId: string) =>
  ec2Error("Gateway.NotAttached", `Network ${vpcId} is not attached to any internet gateway`);
export const instanceNotFound = (id: string) =>
  ec2Error("InvalidInstanceID.NotFound", `The instance ID '${id}' does not exist`);
export const amazonAddressesOnly = () =>
  ec2Error(
    "UnsupportedOperation",
    "aws-sim simulates elastic IP addresses of Amazon's pool for VPCs. Leave Address, pools and the domain 'standard' out of the request.",
  );
