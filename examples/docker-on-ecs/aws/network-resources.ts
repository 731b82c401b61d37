import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSubnetsCommand,
} from "@aws-sdk/client-ec2";
import {
  CreatePrivateDnsNamespaceCommand,
  DeleteNamespaceCommand,
  GetNamespaceCommand,
  GetOperationCommand,
} from "@aws-sdk/client-servicediscovery";
import type { Clock } from "../clock.js";
import type { Settings } from "../config/settings.js";
import { shortId } from "../ids.js";
import { isAwsError } from "./aws-error.js";
import type { AwsClients } from "./clients.js";

/** What a network consists of in AWS. */
export interface NetworkResources {
  readonly securityGroupId: string;
  readonly namespaceId: string;
  readonly namespaceArn: string;
}

/** Creates a security group whose members reach each other, and a namespace in which they find each other. */
export async function createNetworkResources(
  aws: AwsClients,
  settings: Settings,
  clock: Clock,
  network: { readonly id: string; readonly name: string },
): Promise<NetworkResources> {
  const vpc = await vpcOf(aws, settings);
  const securityGroupId = await createSecurityGroup(aws, vpc, network);
  try {
    return { securityGroupId, ...(await createNamespace(aws, clock, vpc, network.name)) };
  } catch (error) {
    await deleteSecurityGroup(aws, securityGroupId);
    throw error;
  }
}

/** Deletes both. Succeeds for missing ones. */
export async function deleteNetworkResources(
  aws: AwsClients,
  clock: Clock,
  { securityGroupId, namespaceId }: NetworkResources,
): Promise<void> {
  try {
    const { OperationId } = await aws.discovery.send(new DeleteNamespaceCommand({ Id: namespaceId }));
    await operationEnd(aws, clock, OperationId);
  } catch (error) {
    if (!isAwsError(error, "NamespaceNotFound")) throw error;
  }
  await deleteSecurityGroup(aws, securityGroupId);
}

async function vpcOf({ ec2 }: AwsClients, { subnets }: Settings): Promise<string> {
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: subnets.slice(0, 1) }));
  const vpc = Subnets?.[0]?.VpcId;
  if (vpc === undefined) throw new Error(`The subnet ${subnets[0]} has no VPC.`);
  return vpc;
}

async function createSecurityGroup(
  { ec2 }: AwsClients,
  VpcId: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<string> {
  const { GroupId = "" } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: `sockerless-${shortId(id)}`,
      Description: `Docker network ${name}`,
      VpcId,
    }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId }] }],
    }),
  );
  return GroupId;
}

async function deleteSecurityGroup({ ec2 }: AwsClients, GroupId: string): Promise<void> {
  try {
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
  } catch (error) {
    if (!isAwsError(error, "InvalidGroup.NotFound")) throw error;
  }
}

async function createNamespace(aws: AwsClients, clock: Clock, Vpc: string, Name: string) {
  const { OperationId } = await aws.discovery.send(new CreatePrivateDnsNamespaceCommand({ Name, Vpc }));
  const namespaceId = await operationEnd(aws, clock, OperationId);
  const { Namespace } = await aws.discovery.send(new GetNamespaceCommand({ Id: namespaceId }));
  return { namespaceId, namespaceArn: Namespace?.Arn ?? "" };
}

/** Waits for an operation of Cloud Map. @returns the id of its namespace */
async function operationEnd(aws: AwsClients, clock: Clock, OperationId: string | undefined): Promise<string> {
  for (;;) {
    const { Operation } = await aws.discovery.send(new GetOperationCommand({ OperationId }));
    if (Operation?.Status === "SUCCESS") return Operation.Targets?.NAMESPACE ?? "";
    if (Operation?.Status === "FAIL")
      throw new Error(`servicediscovery: ${Operation.ErrorCode}: ${Operation.ErrorMessage}`);
    await clock.sleep(500);
  }
}
