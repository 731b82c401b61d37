import type { Context, ContextAt } from "../../runtime/context.js";
import { AwsError } from "../../runtime/errors.js";
import type { DiscoverableInstance, ServiceDiscovery } from "../../runtime/ports/discovery.js";
import type { Attributes } from "./attribute-rules.js";
import { beginRegistration } from "./instances.js";
import { completeOperations, operationAbout, submit } from "./lifecycle.js";
import { namespaceOfHttpName } from "./namespace-store.js";
import { createdNamespace } from "./namespaces.js";
import { idOf } from "./references.js";
import { removeService, serviceNamed } from "./service-store.js";
import { createdService } from "./services.js";
import { instanceKey } from "./state/instances.js";
import { NAMESPACES, type NamespaceRow } from "./state/namespaces.js";
import { SERVICES, type ServiceRow } from "./state/services.js";

/** ECS tags the resources that it creates in other services. */
const MANAGED = { Key: "AmazonECSManaged", Value: "true" };

/**
 * Registers tasks for ECS. Uses operations on the clock, as ECS does; they wait for each other instead of
 * being rejected.
 */
export function discoveryPort(contextAt: ContextAt): ServiceDiscovery {
  return {
    register(at, serviceArn, instance) {
      const ctx = contextAt(at);
      const service = serviceOf(ctx, serviceArn);
      if (service) register(ctx, service, instance);
    },

    deregister(at, serviceArn, instanceId) {
      const ctx = contextAt(at);
      const service = serviceOf(ctx, serviceArn);
      if (!service) return;
      const change = { type: "DEREGISTER_INSTANCE", serviceId: service.id, instanceId } as const;
      submit(ctx, change, { subject: instanceKey(service.id, instanceId), queued: true });
    },

    recordTypes: (at, serviceArn) =>
      serviceOf(contextAt(at), serviceArn)?.dns?.records.map(({ Type }) => Type),

    namespace: (at, reference) => namespaceNamed(contextAt(at), reference)?.arn,

    createNamespace: (at, name) => createdNamespace(contextAt(at), name, [MANAGED]).arn,

    serviceNamed(at, namespace, name) {
      const ctx = contextAt(at);
      const row = namespaceNamed(ctx, namespace);
      if (!row) return undefined;
      const existing = serviceNamed(ctx, row, name);
      // A namespace that is being deleted accepts no services.
      if (!existing && operationAbout(ctx, row.id)?.type === "DELETE_NAMESPACE") return undefined;
      return (existing ?? serviceForConnect(ctx, row, name)).arn;
    },

    removeService(at, serviceArn) {
      const ctx = contextAt(at);
      const service = serviceOf(ctx, serviceArn);
      if (!service?.ofServiceConnect) return;
      completeOperations(ctx, service.id);
      const left = ctx.table(SERVICES).get(service.id);
      if (left?.instanceCount === 0) removeService(ctx, left);
    },
  };
}

/** Creates a service for Service Connect, which ECS may delete. */
function serviceForConnect(ctx: Context, namespace: NamespaceRow, name: string): ServiceRow {
  const request = { Name: name, NamespaceId: namespace.id, Type: "HTTP", Tags: [MANAGED] } as const;
  const row: ServiceRow = { ofServiceConnect: true, ...createdService(ctx, request) };
  ctx.table(SERVICES).put(row.id, row);
  return row;
}

/**
 * If a registration is rejected (by a quota, for example), the task is not discoverable; there is no caller
 * for the error.
 */
function register(ctx: Context, service: ServiceRow, instance: DiscoverableInstance): void {
  try {
    beginRegistration(ctx, service, {
      instanceId: instance.id,
      attributes: attributesOf(service, instance),
      queued: true,
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    ctx.logger({
      level: "warn",
      msg: "Cloud Map refused to register a task",
      fields: { service: service.arn, instance: instance.id, code: error.code, message: error.message },
    });
  }
}

/** A and AAAA records have no port. */
function attributesOf(service: ServiceRow, { address, port, attributes }: DiscoverableInstance): Attributes {
  const takesPort = !service.dns || service.dns.records.some(({ Type }) => Type === "SRV");
  return {
    ...attributes,
    AWS_INIT_HEALTH_STATUS: "HEALTHY",
    AWS_INSTANCE_IPV4: address,
    ...(takesPort && port !== undefined && { AWS_INSTANCE_PORT: String(port) }),
  };
}

function serviceOf(ctx: Context, arn: string): ServiceRow | undefined {
  const row = ctx.table(SERVICES).get(idOf(arn));
  return row?.arn === arn ? row : undefined;
}

/** Service Connect refers to namespaces by name or ARN. */
function namespaceNamed(ctx: Context, reference: string): NamespaceRow | undefined {
  if (!reference.startsWith("arn:")) return namespaceOfHttpName(ctx, reference);
  const row = ctx.table(NAMESPACES).get(idOf(reference));
  return row?.arn === reference ? row : undefined;
}
