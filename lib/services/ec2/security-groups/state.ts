import { defineTable, key } from "../../../runtime/store/store.js";

export interface SecurityGroupRow {
  readonly groupId: string;
  readonly groupName: string;
  readonly description: string;
  readonly vpcId: string;
}

/** What a rule lets through, from where or to where: exactly one of the four peers. */
export interface Permission {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, or a number. */
  readonly protocol: string;
  /** Left out for all protocols. Of ICMP, the type. */
  readonly fromPort?: number;
  /** Left out for all protocols. Of ICMP, the code. */
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

/** Key of a rule; without `ruleId`, what all rules of the group begin with. */
export function ruleKey(groupId: string, ruleId = ""): string {
  return key(groupId, ruleId);
}
