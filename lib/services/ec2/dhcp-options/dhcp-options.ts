import { addressNumber } from "../../../network/cidr.js";
import type { Context } from "../../../runtime/context.js";
import { invalidParameterValue, missingParameter, notFound } from "../errors.js";
import type { DhcpOptions, NewDhcpConfiguration } from "../generated/types.js";
import { tagsOf } from "../tags/tags.js";
import { DHCP_OPTIONS, type DhcpConfigurationRow, type DhcpOptionsRow } from "./state.js";

/** Maximum number of values of each option. */
const MOST_VALUES: ReadonlyMap<string, number> = new Map([
  ["domain-name", 1],
  ["domain-name-servers", 4],
  ["ipv6-address-preferred-lease-time", 1],
  ["netbios-name-servers", 4],
  ["netbios-node-type", 1],
  ["ntp-servers", 4],
]);

/** Creates the default options of VPCs. */
export function makeDefaultDhcpOptions(ctx: Context, dhcpOptionsId: string): void {
  const domain = ctx.region === "us-east-1" ? "ec2.internal" : `${ctx.region}.compute.internal`;
  ctx.table(DHCP_OPTIONS).put(dhcpOptionsId, {
    dhcpOptionsId,
    configurations: [
      { key: "domain-name", values: [domain] },
      { key: "domain-name-servers", values: ["AmazonProvidedDNS"] },
    ],
  });
}

/** @throws InvalidDhcpOptionID.NotFound */
export function findDhcpOptions(ctx: Context, dhcpOptionsId: string): DhcpOptionsRow {
  const row = ctx.table(DHCP_OPTIONS).get(dhcpOptionsId);
  if (!row) throw notFound("dhcp-options", dhcpOptionsId);
  return row;
}

/** Validates the options of a request. @throws InvalidParameterValue, MissingParameter */
export function checkedConfigurations(asked: readonly NewDhcpConfiguration[]): DhcpConfigurationRow[] {
  const configurations = asked.map(({ Key: key = "", Values = [] }) => {
    // Clients send several values as a list, or as one value with commas.
    const values = key === "domain-name" ? Values : Values.flatMap((value) => value.split(/\s*,\s*/));
    const most = MOST_VALUES.get(key);
    if (most === undefined)
      throw invalidParameterValue(`Value (${key}) for parameter name is invalid. Unknown DHCP option`);
    const strange = values.find((value) => !isValue(key, value));
    if (values.length === 0) throw missingParameter("value");
    if (values.length > most || strange !== undefined)
      throw invalidParameterValue(
        `Value (${strange ?? values.join(", ")}) for parameter value is invalid. Invalid DHCP option value for ${key}`,
      );
    return { key, values };
  });
  if (configurations.length === 0) throw missingParameter("dhcpConfiguration");
  return configurations;
}

function isValue(key: string, value: string): boolean {
  switch (key) {
    case "domain-name":
      return value !== "";
    case "domain-name-servers":
      return value === "AmazonProvidedDNS" || isAddress(value);
    case "netbios-node-type":
      return ["1", "2", "4", "8"].includes(value);
    case "ipv6-address-preferred-lease-time":
      return /^\d+$/.test(value);
    default:
      return isAddress(value);
  }
}

function isAddress(value: string): boolean {
  return addressNumber(value) !== undefined || value.includes(":");
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DhcpOptions.html */
export function describeOptions(ctx: Context, row: DhcpOptionsRow): DhcpOptions {
  return {
    OwnerId: ctx.account,
    Tags: tagsOf(ctx, row.dhcpOptionsId),
    DhcpOptionsId: row.dhcpOptionsId,
    DhcpConfigurations: row.configurations.map(({ key, values }) => ({
      Key: key,
      Values: values.map((Value) => ({ Value })),
    })),
  };
}
