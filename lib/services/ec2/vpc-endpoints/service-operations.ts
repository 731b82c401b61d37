import { digitsFor } from "../../../network/subnets.js";
import { zoneId } from "../../../network/zones.js";
import type { Context } from "../../../runtime/context.js";
import { dnsSuffix } from "../../../shared/partitions.js";
import { passing } from "../filters.js";
import type {
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointServicesResult,
  ServiceDetail,
} from "../generated/types.js";
import { page } from "../listing.js";
import { zonesOf } from "../regions/regions.js";
import { serviceNotFound } from "./errors.js";
import { ENDPOINT_SERVICES, type EndpointService, privateDnsNames, serviceName } from "./services.js";

const NO_TAGS = () => [];

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html */
export function describeVpcEndpointServices(
  input: DescribeVpcEndpointServicesRequest,
  ctx: Context,
): DescribeVpcEndpointServicesResult {
  const { region } = ctx;
  const { ServiceNames: named = [] } = input;
  const nameOf = (service: EndpointService) => serviceName(region, service);
  const strange = named.find((name) => !ENDPOINT_SERVICES.some((service) => nameOf(service) === name));
  if (strange !== undefined) throw serviceNotFound(strange);
  const passes = passing(
    input.Filters,
    {
      owner: () => ["amazon"],
      "service-name": (service: EndpointService) => [nameOf(service)],
      "service-region": () => [region],
      "service-type": ({ type }) => [type],
      "supported-ip-address-types": () => ["ipv4"],
    },
    NO_TAGS,
  );
  const position = (service: EndpointService) => `${nameOf(service)} ${service.type}`;
  const found = ENDPOINT_SERVICES.filter(
    (service) => (named.length === 0 || named.includes(nameOf(service))) && passes(service),
  ).sort((a, b) => (position(a) < position(b) ? -1 : 1));
  const { items, NextToken } = page(input, "Describe endpoint services", found, position);
  return {
    ServiceNames: [...new Set(items.map(nameOf))],
    ServiceDetails: items.map((service) => describeService(region, service)),
    NextToken,
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceDetail.html */
function describeService(region: string, service: EndpointService): ServiceDetail {
  const zones = zonesOf(region);
  const names = service.type === "Interface" ? privateDnsNames(region, service) : [];
  const host = service.type === "Interface" ? `${service.host}.${region}.vpce` : `${service.host}.${region}`;
  return {
    ServiceName: serviceName(region, service),
    ServiceId: serviceId(region, service),
    ServiceType: [{ ServiceType: service.type }],
    ServiceRegion: region,
    AvailabilityZoneIds: zones.map(zoneId),
    AvailabilityZones: zones,
    Owner: "amazon",
    BaseEndpointDnsNames: [`${host}.${dnsSuffix(region)}`],
    PrivateDnsName: names.at(-1),
    PrivateDnsNames: names.map((PrivateDnsName) => ({ PrivateDnsName })),
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    Tags: [],
    PrivateDnsNameVerificationState: service.type === "Interface" ? "verified" : undefined,
    SupportedIpAddressTypes: ["ipv4"],
  };
}

/** A service id derived from its name, region and type. */
function serviceId(region: string, { name, type }: EndpointService): string {
  return `vpce-svc-${digitsFor({ account: "amazon", region }, "vpce-svc", type, name)}`;
}
