import type { Context } from "../../../runtime/context.js";
import { namespaceNotFound } from "../errors.js";
import type {
  ClusterServiceConnectDefaults,
  ServiceConnectConfiguration,
  ServiceConnectServiceResource,
} from "../generated/types.js";
import { CLUSTERS } from "../state/clusters.js";
import { type RevisionSettings, SERVICES, type ServiceRow } from "../state/services.js";

/** The namespace of a Service Connect configuration (name or ARN): its own, or the default of the cluster. */
export function connectNamespace(
  ctx: Context,
  clusterName: string,
  configuration: ServiceConnectConfiguration | undefined,
): string | undefined {
  if (!configuration?.enabled) return undefined;
  return configuration.namespace ?? ctx.table(CLUSTERS).get(clusterName)?.serviceConnectDefaults?.namespace;
}

/**
 * The default namespace of a cluster, which responses show as its ARN. ECS creates a named namespace that
 * Cloud Map does not have; an empty name removes the default.
 *
 * @throws NamespaceNotFoundException for an ARN that Cloud Map does not have.
 */
export function connectDefaults(
  ctx: Context,
  request: ClusterServiceConnectDefaults,
): ClusterServiceConnectDefaults | undefined {
  const { namespace } = request;
  const { discovery } = ctx.ports;
  if (!namespace) return undefined;
  if (!discovery) return request;
  const existing = discovery.namespace(ctx, namespace);
  if (existing === undefined && namespace.startsWith("arn:")) throw namespaceNotFound();
  return { namespace: existing ?? discovery.createNamespace(ctx, namespace) };
}

/** @throws NamespaceNotFoundException for a namespace that Cloud Map does not have. */
export function checkNamespace(
  ctx: Context,
  clusterName: string,
  configuration: ServiceConnectConfiguration | undefined,
): void {
  const namespace = connectNamespace(ctx, clusterName, configuration);
  if (namespace === undefined || !ctx.ports.discovery) return;
  if (ctx.ports.discovery.namespace(ctx, namespace) === undefined) throw namespaceNotFound();
}

/** The Cloud Map services for the named ports of a deployment; ECS creates missing ones. */
export function connectResources(
  ctx: Context,
  clusterName: string,
  { serviceConnectConfiguration: configuration }: RevisionSettings,
): ServiceConnectServiceResource[] {
  const namespace = connectNamespace(ctx, clusterName, configuration);
  if (namespace === undefined) return [];
  return (configuration?.services ?? []).flatMap(({ portName, discoveryName = portName }) => {
    const discoveryArn = ctx.ports.discovery?.serviceNamed(ctx, namespace, discoveryName);
    return discoveryArn === undefined ? [] : [{ discoveryName, discoveryArn }];
  });
}

/** Deletes Cloud Map services that no deployment needs after a change of a service. */
export function releaseResources(ctx: Context, before: ServiceRow, after: ServiceRow): void {
  const needed = new Set(discoveryArns(after));
  const lost = discoveryArns(before).filter((arn) => !needed.has(arn));
  if (lost.length === 0) return;
  const elsewhere = new Set([...ctx.table(SERVICES).values()].flatMap(discoveryArns));
  for (const arn of lost) if (!elsewhere.has(arn)) ctx.ports.discovery?.removeService(ctx, arn);
}

function discoveryArns({ deployments }: ServiceRow): string[] {
  return deployments.flatMap(({ connectResources = [] }) =>
    connectResources.flatMap(({ discoveryArn }) => discoveryArn ?? []),
  );
}
