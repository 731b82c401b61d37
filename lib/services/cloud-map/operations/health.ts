import type { Context } from "../../../runtime/context.js";
import { customHealthNotFound } from "../errors.js";
import type {
  GetInstancesHealthStatusRequest,
  GetInstancesHealthStatusResponse,
  UpdateInstanceCustomHealthStatusRequest,
} from "../generated/types.js";
import { changeHealthLater, healthOf } from "../health.js";
import { instancesOf } from "../instance-store.js";
import { pager } from "../paging.js";
import { findInstance, findService } from "../references.js";

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_GetInstancesHealthStatus.html */
export function getInstancesHealthStatus(
  input: GetInstancesHealthStatusRequest,
  ctx: Context,
): GetInstancesHealthStatusResponse {
  const service = findService(ctx, input.ServiceId);
  const named = input.Instances && [...new Set(input.Instances)].sort();
  const rows = named?.map((id) => findInstance(ctx, service, id));
  const { items, next } = pager.page(input, {
    name: `GetInstancesHealthStatus ${service.id}`,
    after: (position = "") =>
      rows?.filter(({ id }) => id > position) ?? instancesOf(ctx, service.id, position || undefined),
    position: ({ id }) => id,
  });
  return {
    Status: Object.fromEntries(items.map((row) => [row.id, healthOf(service, row)])),
    NextToken: next,
  };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_UpdateInstanceCustomHealthStatus.html */
export function updateInstanceCustomHealthStatus(
  input: UpdateInstanceCustomHealthStatusRequest,
  ctx: Context,
): object {
  const service = findService(ctx, input.ServiceId);
  if (!service.customHealth) throw customHealthNotFound(service.id);
  changeHealthLater(ctx, findInstance(ctx, service, input.InstanceId), input.Status);
  return {};
}
