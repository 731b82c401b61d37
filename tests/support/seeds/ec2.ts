import { EC2 } from "@aws-sdk/client-ec2";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of EC2. */
export async function seedEc2(sim: AwsSim): Promise<void> {
  const ec2 = new EC2(sim.clientConfig());
  const { vpcId: VpcId, subnetIds } = sim.ec2.defaultNetwork();
  const [SubnetId = ""] = subnetIds;
  const { Vpc } = await ec2.createVpc({ CidrBlock: "10.1.0.0/16", AmazonProvidedIpv6CidrBlock: true });
  await ec2.createTags({ Resources: [VpcId], Tags: [{ Key: "$date", Value: "a" }] });
  const { AllocationId } = await ec2.allocateAddress({});
  await ec2.createNatGateway({ SubnetId, AllocationId, ClientToken: "once" });
  await ec2.createNetworkInterface({ SubnetId });
  await ec2.createEgressOnlyInternetGateway({ VpcId });
  await ec2.createFlowLogs({
    ResourceIds: [VpcId],
    ResourceType: "VPC",
    TrafficType: "ALL",
    LogDestinationType: "s3",
    LogDestination: "arn:aws:s3:::logs",
  });
  await ec2.createManagedPrefixList({
    PrefixListName: "offices",
    AddressFamily: "IPv4",
    MaxEntries: 2,
    Entries: [{ Cidr: "10.0.0.0/8", Description: "all" }],
  });
  await ec2.createVpcEndpoint({ VpcId, ServiceName: `com.amazonaws.${sim.region}.s3` });
  await ec2.createVpcPeeringConnection({ VpcId, PeerVpcId: Vpc?.VpcId });
}
