import { ec2Error, invalidParameterValue } from "../errors.js";

export const subnetRange = (cidr: string) =>
  ec2Error("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);

export const subnetConflict = (cidr: string) =>
  ec2Error("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);

export const zoneNotValid = (zone: string, zones: readonly string[]) =>
  invalidParameterValue(
    `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.join(", ")}.`,
  );
