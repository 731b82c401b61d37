import { zoneId } from "../../../network/zones.js";
import type { Context } from "../../../runtime/context.js";
import { endpointHost, partitionOf } from "../../../shared/partitions.js";
import { defaultVpc } from "../default-network.js";
import { invalidParameterValue } from "../errors.js";
import { passing } from "../filters.js";
import type {
  AccountAttributeName,
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult,
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
  DescribeRegionsRequest,
  DescribeRegionsResult,
} from "../generated/types.js";
import { REGIONS, zonesOf } from "./regions.js";

const ATTRIBUTES: readonly AccountAttributeName[] = [
  "supported-platforms",
  "vpc-max-security-groups-per-interface",
  "max-elastic-ips",
  "max-instances",
  "vpc-max-elastic-ips",
  "default-vpc",
];
const NO_TAGS = () => [];

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
export function describeRegions(input: DescribeRegionsRequest, ctx: Context): DescribeRegionsResult {
  const { RegionNames: names = [] } = input;
  const regions = REGIONS[partitionOf(ctx.region)];
  const all = regions.includes(ctx.region) ? regions : [...regions, ctx.region].sort();
  const strange = names.find((name) => !all.includes(name));
  if (strange !== undefined) throw invalidParameterValue(`Invalid region names: ${strange}`);
  const passes = passing(
    input.Filters,
    {
      endpoint: (name: string) => [endpointHost("ec2", name)],
      "opt-in-status": () => ["opt-in-not-required"],
      "region-name": (name) => [name],
    },
    NO_TAGS,
  );
  const Regions = all
    .filter((name) => (names.length === 0 || names.includes(name)) && passes(name))
    .map((RegionName) => ({
      OptInStatus: "opt-in-not-required",
      RegionName,
      Endpoint: endpointHost("ec2", RegionName),
    }));
  return { Regions };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html */
export function describeAvailabilityZones(
  input: DescribeAvailabilityZonesRequest,
  ctx: Context,
): DescribeAvailabilityZonesResult {
  const { ZoneNames: names = [], ZoneIds: ids = [] } = input;
  const all = zonesOf(ctx.region);
  const strange = [
    ...names.filter((name) => !all.includes(name)),
    ...ids.filter((id) => !all.map(zoneId).includes(id)),
  ];
  if (strange.length > 0) throw invalidParameterValue(`Invalid availability zone: [${strange.join(", ")}]`);
  const passes = passing(
    input.Filters,
    {
      "group-name": () => [groupOf(ctx)],
      "opt-in-status": () => ["opt-in-not-required"],
      "region-name": () => [ctx.region],
      state: () => ["available"],
      "zone-id": (zone: string) => [zoneId(zone)],
      "zone-name": (zone) => [zone],
      "zone-type": () => ["availability-zone"],
    },
    NO_TAGS,
  );
  const isNamed = (zone: string) =>
    (names.length === 0 || names.includes(zone)) && (ids.length === 0 || ids.includes(zoneId(zone)));
  const AvailabilityZones = all
    .filter((zone) => isNamed(zone) && passes(zone))
    .map((ZoneName) => ({
      OptInStatus: "opt-in-not-required" as const,
      Messages: [],
      RegionName: ctx.region,
      ZoneName,
      ZoneId: zoneId(ZoneName),
      GroupName: groupOf(ctx),
      NetworkBorderGroup: ctx.region,
      ZoneType: "availability-zone",
      State: "available" as const,
    }));
  return { AvailabilityZones };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html */
export function describeAccountAttributes(
  input: DescribeAccountAttributesRequest,
  ctx: Context,
): DescribeAccountAttributesResult {
  const values: Readonly<Record<AccountAttributeName, string>> = {
    "supported-platforms": "VPC",
    "default-vpc": defaultVpc(ctx)?.vpcId ?? "none",
    "max-instances": "20",
    "vpc-max-security-groups-per-interface": "5",
    "max-elastic-ips": "5",
    "vpc-max-elastic-ips": "5",
  };
  const names = input.AttributeNames ?? ATTRIBUTES;
  return {
    AccountAttributes: names.map((name) => ({
      AttributeName: name,
      AttributeValues: [{ AttributeValue: values[name] }],
    })),
  };
}

/** Group names end with the number of the border group: `us-east-1-zg-1`. */
function groupOf({ region }: Context): string {
  return `${region}-zg-1`;
}
