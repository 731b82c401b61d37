import { canonicalIpv4, canonicalIpv6 } from "../cidr/blocks.js";
import { missingOneOf, missingParameter } from "../errors.js";
import type { CreateNetworkAclEntryRequest } from "../generated/types.js";
import { portRangeInvalid, protocolInvalid, ruleNumberInvalid } from "./errors.js";
import type { NetworkAclEntryRow } from "./state.js";

const LAST_OWN_RULE = 32_766;
const HIGHEST_PORT = 65_535;

const ICMP = "1";
const ICMPV6 = "58";

/** Network ACLs store protocols as IANA's numbers. */
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ["all", "-1"],
  ["icmp", ICMP],
  ["tcp", "6"],
  ["udp", "17"],
  ["icmpv6", ICMPV6],
]);
const WITH_PORTS: ReadonlySet<string> = new Set(["6", "17"]);

/** Validates an entry of a request. @throws InvalidParameterValue, MissingParameter */
export function checkedEntry(input: CreateNetworkAclEntryRequest): NetworkAclEntryRow {
  const { RuleNumber: ruleNumber, CidrBlock, Ipv6CidrBlock } = input;
  if (ruleNumber < 1 || ruleNumber > LAST_OWN_RULE) throw ruleNumberInvalid(ruleNumber);
  if (CidrBlock === undefined && Ipv6CidrBlock === undefined)
    throw missingOneOf("cidrBlock", "ipv6CidrBlock");
  const protocol = protocolNumber(input.Protocol);
  return {
    ruleNumber,
    egress: input.Egress,
    protocol,
    action: input.RuleAction,
    ...(CidrBlock === undefined
      ? { ipv6CidrBlock: canonicalIpv6(Ipv6CidrBlock ?? "") }
      : { cidrBlock: canonicalIpv4(CidrBlock) }),
    ...(WITH_PORTS.has(protocol) && { portRange: portRange(input) }),
    ...((protocol === ICMP || protocol === ICMPV6) && { icmp: icmp(input) }),
  };
}

function protocolNumber(asked: string): string {
  const protocol = BY_NAME.get(asked.toLowerCase()) ?? asked;
  if (protocol !== "-1" && !(/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255))
    throw protocolInvalid(asked);
  return protocol;
}

function portRange({ PortRange }: CreateNetworkAclEntryRequest): { from: number; to: number } {
  const { From: from, To: to } = PortRange ?? {};
  if (from === undefined) throw missingParameter("portRange.from");
  if (to === undefined) throw missingParameter("portRange.to");
  if (from < 0 || to > HIGHEST_PORT || from > to) throw portRangeInvalid(from, to);
  return { from, to };
}

function icmp({ IcmpTypeCode }: CreateNetworkAclEntryRequest): { type: number; code: number } {
  const { Type: type, Code: code } = IcmpTypeCode ?? {};
  if (type === undefined) throw missingParameter("icmpTypeCode.type");
  if (code === undefined) throw missingParameter("icmpTypeCode.code");
  return { type, code };
}
