import { ec2Error, invalidParameterValue } from "../errors.js";

export const noFreeAddresses = (subnetId: string) =>
  ec2Error(
    "InsufficientFreeAddressesInSubnet",
    `The specified subnet '${subnetId}' does not have enough free addresses to satisfy the request.`,
  );
export const addressInUse = (address: string) =>
  ec2Error("InvalidIPAddress.InUse", `Address ${address} is in use.`);
export const interfaceInUse = (id: string) =>
  invalidParameterValue(`Network interface '${id}' is currently in use.`);
/** Changing an interface of a service or NAT gateway. */
export const notYours = () =>
  ec2Error("AuthFailure", "You do not have permission to access the specified resource.");
/** Secondary addresses and prefixes of an interface are not simulated. */
export const onePrivateAddress = () =>
  ec2Error(
    "UnsupportedOperation",
    "aws-sim simulates network interfaces with one private IPv4 address. Leave secondary addresses, IPv6 addresses and prefixes out.",
  );
