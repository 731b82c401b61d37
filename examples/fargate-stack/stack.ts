/**
 * What an infrastructure tool would make of a small web application: a file
 * system, a place to be found, a cluster and a service that runs an image.
 */
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { CreateFileSystemCommand, CreateMountTargetCommand, EFSClient } from "@aws-sdk/client-efs";
import {
  CreateServiceCommand as CreateDiscoveryServiceCommand,
  CreatePrivateDnsNamespaceCommand,
  GetOperationCommand,
  ServiceDiscoveryClient,
} from "@aws-sdk/client-servicediscovery";

/** Configuration that every client takes; empty in production. */
export type ClientConfig = ConstructorParameters<typeof ECSClient>[0];

/** The clients of a stack. */
export interface Clients {
  readonly ecs: ECSClient;
  readonly efs: EFSClient;
  readonly logs: CloudWatchLogsClient;
  readonly discovery: ServiceDiscoveryClient;
}

export function clientsFor(config: NonNullable<ClientConfig> = {}): Clients {
  return {
    ecs: new ECSClient(config),
    efs: new EFSClient(config),
    logs: new CloudWatchLogsClient(config),
    discovery: new ServiceDiscoveryClient(config),
  };
}

/** What the stack is to run, and how it waits for what takes time. */
export interface StackSettings {
  readonly image: string;
  readonly desiredCount: number;
  readonly subnets: string[];
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Makes the whole stack; the service's tasks start when it is made. */
export async function createStack(clients: Clients, settings: StackSettings): Promise<void> {
  const { ecs, logs } = clients;
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/shop/web" }));
  const [fileSystemId, registryArn] = await Promise.all([
    createFileSystem(clients, settings),
    createDiscovery(clients, settings),
  ]);
  await ecs.send(new CreateClusterCommand({ clusterName: "shop" }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "web",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      executionRoleArn: "arn:aws:iam::123456789012:role/execution",
      volumes: [{ name: "uploads", efsVolumeConfiguration: { fileSystemId, transitEncryption: "ENABLED" } }],
      containerDefinitions: [
        {
          name: "web",
          image: settings.image,
          portMappings: [{ containerPort: 8080 }],
          mountPoints: [{ sourceVolume: "uploads", containerPath: "/uploads" }],
          logConfiguration: {
            logDriver: "awslogs",
            options: {
              "awslogs-group": "/shop/web",
              "awslogs-region": "eu-west-1",
              "awslogs-stream-prefix": "fargate",
            },
          },
        },
      ],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: "shop",
      serviceName: "web",
      taskDefinition: "web",
      desiredCount: settings.desiredCount,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: settings.subnets } },
      serviceRegistries: [{ registryArn }],
    }),
  );
}

async function createFileSystem({ efs }: Clients, { subnets, sleep }: StackSettings): Promise<string> {
  const { FileSystemId = "" } = await efs.send(new CreateFileSystemCommand({ CreationToken: "uploads" }));
  await sleep(10_000);
  for (const SubnetId of subnets) await efs.send(new CreateMountTargetCommand({ FileSystemId, SubnetId }));
  return FileSystemId;
}

async function createDiscovery({ discovery }: Clients, { sleep }: StackSettings): Promise<string> {
  const { OperationId } = await discovery.send(
    new CreatePrivateDnsNamespaceCommand({ Name: "shop.internal", Vpc: "vpc-0a1b2c3d" }),
  );
  for (;;) {
    const { Operation } = await discovery.send(new GetOperationCommand({ OperationId }));
    if (Operation?.Status === "FAIL") throw new Error(`No namespace: ${Operation.ErrorMessage}`);
    if (Operation?.Status === "SUCCESS") {
      const { Service } = await discovery.send(
        new CreateDiscoveryServiceCommand({
          Name: "web",
          NamespaceId: Operation.Targets?.NAMESPACE,
          DnsConfig: { DnsRecords: [{ Type: "A", TTL: 10 }] },
        }),
      );
      return Service?.Arn ?? "";
    }
    await sleep(1_000);
  }
}
