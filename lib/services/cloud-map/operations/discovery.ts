import type { Context } from "../../../runtime/context.js";
import { findByName, search } from "../discovery.js";
import type {
  DiscoverInstancesRequest,
  DiscoverInstancesResponse,
  DiscoverInstancesRevisionRequest,
  DiscoverInstancesRevisionResponse,
} from "../generated/types.js";

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html */
export function discoverInstances(input: DiscoverInstancesRequest, ctx: Context): DiscoverInstancesResponse {
  const { namespace, service } = findByName(ctx, input);
  return {
    Instances: search(ctx, service, input).map(({ instance, health }) => ({
      InstanceId: instance.id,
      NamespaceName: namespace.httpName,
      ServiceName: service.name,
      HealthStatus: health,
      Attributes: { ...instance.attributes },
    })),
    InstancesRevision: service.revision,
  };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstancesRevision.html */
export function discoverInstancesRevision(
  input: DiscoverInstancesRevisionRequest,
  ctx: Context,
): DiscoverInstancesRevisionResponse {
  return { InstancesRevision: findByName(ctx, input).service.revision };
}
