import { formatCidr, parseCidr } from "../../../network/cidr.js";
import { invalidCidr } from "../errors.js";
import { formatIpv6Cidr, parseIpv6Cidr } from "./ipv6.js";

/** An IPv4 block in AWS's canonical form: `10.1.2.3/16` is `10.1.0.0/16`. @throws InvalidParameterValue */
export function canonicalIpv4(cidr: string, parameter = "cidrBlock"): string {
  const block = parseCidr(cidr);
  if (!block) throw invalidCidr(cidr, parameter);
  return formatCidr(block);
}

/** An IPv6 block in AWS's canonical form. @throws InvalidParameterValue */
export function canonicalIpv6(cidr: string, parameter = "ipv6CidrBlock"): string {
  const block = parseIpv6Cidr(cidr);
  if (!block) throw invalidCidr(cidr, parameter);
  return formatIpv6Cidr(block);
}
