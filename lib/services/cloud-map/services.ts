import type { Context } from "../../runtime/context.js";
import { invalidInput, namespaceNotFound, serviceAlreadyExists, serviceHasInstances } from "./errors.js";
import type {
  CreateServiceRequest,
  Service,
  ServiceSummary,
  UpdateServiceRequest,
} from "./generated/types.js";
import { operationAbout, submit } from "./lifecycle.js";
import { findNamespace, findService, newServiceId } from "./references.js";
import { checkService, completeHealthCheck } from "./service-rules.js";
import { addService, removeService, serviceNamed } from "./service-store.js";
import { NAMESPACES, type NamespaceRow } from "./state/namespaces.js";
import { type ServiceRow, serviceNameKey } from "./state/services.js";
import { tagging } from "./tags.js";

/**
 * Creates a service immediately. The same request with the same `CreatorRequestId` returns the existing
 * service.
 *
 * @throws NamespaceNotFound, ServiceAlreadyExists, InvalidInput, TooManyTagsException
 */
export function createdService(ctx: Context, input: CreateServiceRequest): ServiceRow {
  const namespace = namespaceForService(ctx, input);
  const request = JSON.stringify(input);
  const existing = serviceNamed(ctx, namespace, input.Name);
  if (existing && input.CreatorRequestId !== undefined && existing.request === request) return existing;
  if (existing) throw serviceAlreadyExists(existing.id, existing.arn, existing.creatorRequestId);
  const row = newService(ctx, namespace, input, request);
  addService(ctx, row);
  return row;
}

/** A namespace that is being deleted accepts no services. */
function namespaceForService(ctx: Context, input: CreateServiceRequest): NamespaceRow {
  // DnsConfig.NamespaceId is the deprecated member.
  const reference = input.NamespaceId ?? input.DnsConfig?.NamespaceId;
  if (reference === undefined) throw invalidInput("Service namespace id cannot be null");
  const namespace = findNamespace(ctx, reference);
  if (operationAbout(ctx, namespace.id)?.type === "DELETE_NAMESPACE") throw namespaceNotFound(reference);
  return namespace;
}

function newService(
  ctx: Context,
  namespace: NamespaceRow,
  input: CreateServiceRequest,
  request: string,
): ServiceRow {
  const { Name, Description, DnsConfig, HealthCheckConfig, HealthCheckCustomConfig, CreatorRequestId } =
    input;
  const routingPolicy = DnsConfig?.RoutingPolicy ?? "MULTIVALUE";
  const customHealth = HealthCheckCustomConfig !== undefined;
  checkService({
    namespaceType: namespace.type,
    routingPolicy,
    ...(DnsConfig && { records: DnsConfig.DnsRecords }),
    ...(HealthCheckConfig && { healthCheck: HealthCheckConfig }),
    customHealth,
  });
  if (input.Type === "HTTP" && DnsConfig)
    throw invalidInput(
      "When you create a service that has a type of HTTP, you can't include a DnsConfig element.",
    );
  const id = newServiceId(ctx);
  return {
    id,
    arn: ctx.arn(`service/${id}`),
    namespaceId: namespace.id,
    nameKey: serviceNameKey(namespace, Name),
    name: Name,
    ...(Description !== undefined && { description: Description }),
    type: DnsConfig ? "DNS_HTTP" : "HTTP",
    ...(DnsConfig && { dns: { routingPolicy, records: DnsConfig.DnsRecords } }),
    ...(HealthCheckConfig && { healthCheck: completeHealthCheck(HealthCheckConfig) }),
    customHealth,
    createDate: ctx.date(),
    ...(CreatorRequestId !== undefined && { creatorRequestId: CreatorRequestId }),
    request,
    tags: tagging.checked(input.Tags),
    attributes: {},
    instanceCount: 0,
    revision: 0,
  };
}

/** @throws ServiceNotFound, InvalidInput, DuplicateRequest */
export function beginServiceUpdate(ctx: Context, { Id, Service: change }: UpdateServiceRequest): string {
  const row = findService(ctx, Id);
  const { Description: description, DnsConfig, HealthCheckConfig } = change;
  checkService({
    namespaceType: ctx.table(NAMESPACES).get(row.namespaceId)?.type ?? "HTTP",
    routingPolicy: row.dns?.routingPolicy ?? "MULTIVALUE",
    ...(DnsConfig && { records: DnsConfig.DnsRecords }),
    ...(HealthCheckConfig && { healthCheck: HealthCheckConfig }),
    customHealth: row.customHealth,
  });
  if (DnsConfig && !row.dns)
    throw invalidInput(`Service ${row.id} has a type of HTTP and no DnsConfig to update.`);
  const update = {
    type: "UPDATE_SERVICE",
    serviceId: row.id,
    ...(description !== undefined && { description }),
    records: DnsConfig?.DnsRecords ?? [],
    ...(HealthCheckConfig && { healthCheck: completeHealthCheck(HealthCheckConfig) }),
  } as const;
  return submit(ctx, update, { subject: row.id });
}

/** @throws ServiceNotFound, ResourceInUse */
export function deletedService(ctx: Context, reference: string): ServiceRow {
  const row = findService(ctx, reference);
  if (row.instanceCount > 0) throw serviceHasInstances();
  removeService(ctx, row);
  return row;
}

/** A service as returned by GetService. */
export function describeService(ctx: Context, row: ServiceRow): Service {
  return {
    ...describeServiceSummary(ctx, row),
    NamespaceId: row.namespaceId,
    CreatorRequestId: row.creatorRequestId,
  };
}

/** A service as returned by ListServices. */
export function describeServiceSummary(ctx: Context, row: ServiceRow): ServiceSummary {
  const { dns, namespaceId } = row;
  return {
    Id: row.id,
    Arn: row.arn,
    ResourceOwner: ctx.account,
    CreatedByAccount: ctx.account,
    Name: row.name,
    Type: row.type,
    Description: row.description,
    InstanceCount: row.instanceCount,
    ...(dns && {
      DnsConfig: { NamespaceId: namespaceId, RoutingPolicy: dns.routingPolicy, DnsRecords: dns.records },
    }),
    HealthCheckConfig: row.healthCheck,
    // AWS returns a threshold of 1, whatever was requested.
    ...(row.customHealth && { HealthCheckCustomConfig: { FailureThreshold: 1 } }),
    CreateDate: row.createDate,
  };
}
