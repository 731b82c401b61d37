import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterInstanceCommand,
  ListServicesCommand,
  RegisterInstanceCommand,
} from "@aws-sdk/client-servicediscovery";
import { isAwsError } from "./aws-error.js";
import type { AwsClients } from "./clients.js";

/** Registers a task under a name of a namespace. @returns the id of the Cloud Map service */
export async function registerName(
  aws: AwsClients,
  namespaceId: string,
  name: string,
  task: { readonly id: string; readonly address: string },
): Promise<string> {
  const service =
    (await findService(aws, namespaceId, name)) ?? (await createService(aws, namespaceId, name));
  await aws.discovery.send(
    new RegisterInstanceCommand({
      ServiceId: service,
      InstanceId: task.id,
      Attributes: { AWS_INSTANCE_IPV4: task.address },
    }),
  );
  return service;
}

/** Deregisters a task, and deletes the service if it was the last one. */
export async function deregisterName(aws: AwsClients, service: string, taskId: string): Promise<void> {
  await ignoring(["InstanceNotFound", "ServiceNotFound"], () =>
    aws.discovery.send(new DeregisterInstanceCommand({ ServiceId: service, InstanceId: taskId })),
  );
}

/** Deletes the services of a namespace, which must have no instances any more. */
export async function deleteNames(aws: AwsClients, namespaceId: string): Promise<void> {
  for (const id of (await services(aws, namespaceId)).values())
    await ignoring(["ServiceNotFound"], () => aws.discovery.send(new DeleteServiceCommand({ Id: id })));
}

async function findService(aws: AwsClients, namespaceId: string, name: string): Promise<string | undefined> {
  return (await services(aws, namespaceId)).get(name);
}

async function createService(aws: AwsClients, NamespaceId: string, Name: string): Promise<string> {
  const { Service } = await aws.discovery.send(
    new CreateServiceCommand({ Name, NamespaceId, DnsConfig: { DnsRecords: [{ Type: "A", TTL: 10 }] } }),
  );
  return Service?.Id ?? "";
}

/** The services of a namespace: ids by name. */
async function services(aws: AwsClients, namespaceId: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await aws.discovery.send(
      new ListServicesCommand({ Filters: [{ Name: "NAMESPACE_ID", Values: [namespaceId] }], NextToken }),
    );
    for (const { Name = "", Id = "" } of page.Services ?? []) found.set(Name, Id);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

async function ignoring(codes: readonly string[], run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isAwsError(error, ...codes)) throw error;
  }
}
