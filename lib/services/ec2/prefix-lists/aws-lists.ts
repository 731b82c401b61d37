import { digitsFor } from "../../../network/subnets.js";
import type { PrefixListEntryRow } from "./state.js";

/** A prefix list that AWS manages, in every region. */
export interface AwsPrefixList {
  readonly prefixListId: string;
  readonly name: string;
  readonly entries: readonly PrefixListEntryRow[];
  /** Whether gateway endpoints use it; DescribePrefixLists returns only these. */
  readonly isGateway: boolean;
}

/** Ids published by AWS; in other regions, 8 digits derived from the region. */
const IDS: ReadonlyMap<string, string> = new Map([
  ["eu-west-1 dynamodb", "pl-6fa54006"],
  ["eu-west-1 s3", "pl-6da54004"],
  ["us-east-1 dynamodb", "pl-02cd2c6b"],
  ["us-east-1 s3", "pl-63a5400a"],
  ["us-west-2 dynamodb", "pl-00a54069"],
  ["us-west-2 s3", "pl-68a54001"],
]);

const GATEWAY_SERVICES: readonly { readonly name: string; readonly cidrs: readonly string[] }[] = [
  { name: "dynamodb", cidrs: ["3.218.180.0/22", "52.94.0.0/22", "52.119.224.0/20"] },
  { name: "s3", cidrs: ["3.5.0.0/19", "52.216.0.0/15", "54.231.0.0/16"] },
];

/** CloudFront's addresses for requests to origins, used in security groups of load balancers. */
const CLOUDFRONT = "com.amazonaws.global.cloudfront.origin-facing";
const CLOUDFRONT_CIDRS = ["13.32.0.0/15", "52.46.0.0/18", "99.84.0.0/16", "130.176.0.0/17"];

/** The prefix lists that AWS manages in a region, by id. */
export function awsPrefixLists(region: string): AwsPrefixList[] {
  const gateways = GATEWAY_SERVICES.map(({ name, cidrs }) => ({
    prefixListId: IDS.get(`${region} ${name}`) ?? idFor(region, name),
    name: `com.amazonaws.${region}.${name}`,
    entries: cidrs.map((cidr) => ({ cidr })),
    isGateway: true,
  }));
  const cloudFront = {
    prefixListId: idFor(region, CLOUDFRONT),
    name: CLOUDFRONT,
    entries: CLOUDFRONT_CIDRS.map((cidr) => ({ cidr })),
    isGateway: false,
  };
  return [...gateways, cloudFront].sort((a, b) => (a.prefixListId < b.prefixListId ? -1 : 1));
}

function idFor(region: string, name: string): string {
  return `pl-${digitsFor({ account: "aws", region }, "pl", name).slice(0, 8)}`;
}
