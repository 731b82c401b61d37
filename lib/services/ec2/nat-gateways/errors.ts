import { ec2Error } from "../errors.js";

export const elasticIpNotFound = (allocationId: string) =>
  ec2Error("InvalidElasticIpID.NotFound", `The elastic-ip ID '${allocationId}' does not exist`);
/** Secondary addresses and regional gateways are not simulated. */
export const oneAddressOnly = () =>
  ec2Error(
    "UnsupportedOperation",
    "aws-sim simulates NAT gateways of one subnet with one address. Leave secondary addresses and AvailabilityMode out of the request.",
  );
