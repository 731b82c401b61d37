import { defineTable } from "../../../runtime/store/store.js";

/** A set of DHCP options. */
export interface DhcpOptionsRow {
  readonly dhcpOptionsId: string;
  readonly configurations: readonly DhcpConfigurationRow[];
}

/** One option: `domain-name-servers` and its values. */
export interface DhcpConfigurationRow {
  readonly key: string;
  readonly values: readonly string[];
}

/** Sets of DHCP options by id. */
export const DHCP_OPTIONS = defineTable<DhcpOptionsRow>({ name: "ec2.dhcp-options", key: "dhcpOptionsId" });
