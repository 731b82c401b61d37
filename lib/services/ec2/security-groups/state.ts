import { defineTable, key } from "../../../runtime/store/store.js";

export interface SecurityGroupRow {
  readonly groupId: string;
  readonly groupName: string;
  readonly description: string;
  readonly vpcId: string;
}

/** The allowed traffic of a rule, and exactly one of the four peers. */
export interface Permission {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, or a number. */
  readonly protocol: string;
  /** Omitted for all protocols. For ICMP the type. */
  readonly fromPort?: number;
  /** Omitted for all protocols. For ICMP the code. */
  readonly toPort?: number;
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
  readonly prefixListId?: string;
  readonly referencedGroupId?: string;
}

export interface SecurityGroupRuleRow extends Permission {
  readonly ruleId: string;
  readonly groupId: string;
  readonly isEgress: boolean;
  readonly description?: string;
}

export const SECURITY_GROUPS = defineTable<SecurityGroupRow>({ name: "ec2.security-groups", key: "groupId" });

/** Rules of security groups by {@link ruleKey}. */
export const SECURITY_GROUP_RULES = defineTable<SecurityGroupRuleRow>({
  name: "ec2.security-group-rules",
  key: ["groupId", "ruleId"],
});

/** Key of a rule; without `ruleId`, the prefix of all rules of the group. */
export function ruleKey(groupId: string, ruleId = ""): string {
  return key(groupId, ruleId);
}
