import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient, type ECSClientConfig } from "@aws-sdk/client-ecs";
import { EFSClient } from "@aws-sdk/client-efs";
import { ServiceDiscoveryClient } from "@aws-sdk/client-servicediscovery";
import { AwsError } from "./aws-error.js";
import { noteRequestId } from "./request-ids.js";

/** The clients of the backend. */
export interface AwsClients {
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;
  readonly efs: EFSClient;
  readonly discovery: ServiceDiscoveryClient;
  readonly ecr: ECRClient;
  readonly ec2: EC2Client;
}

/** Members that the configurations of all clients have. */
export type AwsConfig = Pick<
  ECSClientConfig,
  "region" | "endpoint" | "credentials" | "maxAttempts" | "disableHostPrefix"
>;

/** Makes clients with the default chain of credentials, unless the configuration has others. */
export function createClients(config: AwsConfig): AwsClients {
  const clients = {
    ecs: new ECSClient(config),
    logs: new CloudWatchLogsClient(config),
    efs: new EFSClient(config),
    discovery: new ServiceDiscoveryClient(config),
    ecr: new ECRClient(config),
    ec2: new EC2Client(config),
  };
  observe("ecs", clients.ecs.middlewareStack);
  observe("logs", clients.logs.middlewareStack);
  observe("efs", clients.efs.middlewareStack);
  observe("servicediscovery", clients.discovery.middlewareStack);
  observe("ecr", clients.ecr.middlewareStack);
  observe("ec2", clients.ec2.middlewareStack);
  return clients;
}

/** Closes the sockets of all clients. */
export function destroyClients(clients: AwsClients): void {
  for (const client of Object.values(clients)) client.destroy();
}

/** The part of a client's middleware that this file uses. */
interface Middleware<Input extends object, Output extends object> {
  add(
    middleware: (next: Next<Input, Output>, context: { commandName?: string }) => Next<Input, Output>,
    options: { readonly step: "initialize"; readonly name: string },
  ): void;
}

type Next<Input, Output> = (args: { input: Input }) => Promise<{ response: unknown; output: Output }>;

/** Notes the ids of requests, and gives errors their context. */
function observe<Input extends object, Output extends object>(
  service: string,
  stack: Middleware<Input, Output>,
): void {
  stack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const operation = commandName.replace(/Command$/, "");
        try {
          const result = await next(args);
          noteRequestId(requestIdOf(result.output));
          return result;
        } catch (error) {
          noteRequestId(requestIdOf(error));
          const { name = "Error", message = "" } = error instanceof Error ? error : {};
          throw new AwsError(service, operation, name, message, requestIdOf(error), { cause: error });
        }
      },
    { step: "initialize", name: "observe" },
  );
}

function requestIdOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("$metadata" in value)) return undefined;
  const { $metadata: metadata } = value;
  if (typeof metadata !== "object" || metadata === null || !("requestId" in metadata)) return undefined;
  return typeof metadata.requestId === "string" ? metadata.requestId : undefined;
}
