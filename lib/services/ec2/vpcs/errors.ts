import { ec2Error } from "../errors.js";

export const vpcRange = (cidr: string) => ec2Error("InvalidVpc.Range", `The CIDR '${cidr}' is invalid.`);
