import { ec2Error } from "../errors.js";
import type {
  DescribeCarrierGatewaysRequest,
  DescribeCarrierGatewaysResult,
  DescribeCustomerGatewaysRequest,
  DescribeCustomerGatewaysResult,
  DescribeInstanceConnectEndpointsRequest,
  DescribeInstanceConnectEndpointsResult,
  DescribeInstanceStatusRequest,
  DescribeInstanceStatusResult,
  DescribeInstancesRequest,
  DescribeInstancesResult,
  DescribeKeyPairsRequest,
  DescribeKeyPairsResult,
  DescribeLaunchTemplatesRequest,
  DescribeLaunchTemplatesResult,
  DescribeTransitGatewayAttachmentsRequest,
  DescribeTransitGatewayAttachmentsResult,
  DescribeTransitGatewaysRequest,
  DescribeTransitGatewaysResult,
  DescribeTransitGatewayVpcAttachmentsRequest,
  DescribeTransitGatewayVpcAttachmentsResult,
  DescribeVolumesRequest,
  DescribeVolumesResult,
  DescribeVpnConnectionsRequest,
  DescribeVpnConnectionsResult,
  DescribeVpnGatewaysRequest,
  DescribeVpnGatewaysResult,
} from "../generated/types.js";

// The operations that create these resources are not simulated (501), so an account has none: the empty list
// is correct, and ids in a request do not exist.

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export function describeInstances(input: DescribeInstancesRequest): DescribeInstancesResult {
  none("InvalidInstanceID.NotFound", "instance ID", input.InstanceIds);
  return { Reservations: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
export function describeInstanceStatus(input: DescribeInstanceStatusRequest): DescribeInstanceStatusResult {
  none("InvalidInstanceID.NotFound", "instance ID", input.InstanceIds);
  return { InstanceStatuses: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html */
export function describeVolumes(input: DescribeVolumesRequest): DescribeVolumesResult {
  none("InvalidVolume.NotFound", "volume", input.VolumeIds);
  return { Volumes: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeKeyPairs.html */
export function describeKeyPairs(input: DescribeKeyPairsRequest): DescribeKeyPairsResult {
  none("InvalidKeyPair.NotFound", "key pair", input.KeyNames);
  none("InvalidKeyPair.NotFound", "key pair", input.KeyPairIds);
  return { KeyPairs: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html */
export function describeLaunchTemplates(
  input: DescribeLaunchTemplatesRequest,
): DescribeLaunchTemplatesResult {
  none("InvalidLaunchTemplateId.NotFound", "launch template ID", input.LaunchTemplateIds);
  none("InvalidLaunchTemplateName.NotFoundException", "launch template name", input.LaunchTemplateNames);
  return { LaunchTemplates: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpnGateways.html */
export function describeVpnGateways(input: DescribeVpnGatewaysRequest): DescribeVpnGatewaysResult {
  none("InvalidVpnGatewayID.NotFound", "vpnGateway ID", input.VpnGatewayIds);
  return { VpnGateways: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpnConnections.html */
export function describeVpnConnections(input: DescribeVpnConnectionsRequest): DescribeVpnConnectionsResult {
  none("InvalidVpnConnectionID.NotFound", "vpnConnection ID", input.VpnConnectionIds);
  return { VpnConnections: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeCustomerGateways.html */
export function describeCustomerGateways(
  input: DescribeCustomerGatewaysRequest,
): DescribeCustomerGatewaysResult {
  none("InvalidCustomerGatewayID.NotFound", "customerGateway ID", input.CustomerGatewayIds);
  return { CustomerGateways: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGateways.html */
export function describeTransitGateways(
  input: DescribeTransitGatewaysRequest,
): DescribeTransitGatewaysResult {
  none("InvalidTransitGatewayID.NotFound", "transit gateway ID", input.TransitGatewayIds);
  return { TransitGateways: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGatewayAttachments.html */
export function describeTransitGatewayAttachments(
  input: DescribeTransitGatewayAttachmentsRequest,
): DescribeTransitGatewayAttachmentsResult {
  none(...ATTACHMENTS, input.TransitGatewayAttachmentIds);
  return { TransitGatewayAttachments: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGatewayVpcAttachments.html */
export function describeTransitGatewayVpcAttachments(
  input: DescribeTransitGatewayVpcAttachmentsRequest,
): DescribeTransitGatewayVpcAttachmentsResult {
  none(...ATTACHMENTS, input.TransitGatewayAttachmentIds);
  return { TransitGatewayVpcAttachments: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeCarrierGateways.html */
export function describeCarrierGateways(
  input: DescribeCarrierGatewaysRequest,
): DescribeCarrierGatewaysResult {
  none("InvalidCarrierGatewayID.NotFound", "carrier gateway ID", input.CarrierGatewayIds);
  return { CarrierGateways: [] };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceConnectEndpoints.html */
export function describeInstanceConnectEndpoints(
  input: DescribeInstanceConnectEndpointsRequest,
): DescribeInstanceConnectEndpointsResult {
  none(
    "InvalidInstanceConnectEndpointId.NotFound",
    "instance connect endpoint ID",
    input.InstanceConnectEndpointIds,
  );
  return { InstanceConnectEndpoints: [] };
}

const ATTACHMENTS = ["InvalidTransitGatewayAttachmentID.NotFound", "transit gateway attachment ID"] as const;

/** @throws the given code when a request names a resource, because none exists */
function none(code: string, noun: string, [id]: readonly string[] = []): void {
  if (id !== undefined) throw ec2Error(code, `The ${noun} '${id}' does not exist`);
}
