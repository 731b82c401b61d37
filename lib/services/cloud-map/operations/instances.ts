import type { Context } from "../../../runtime/context.js";
import type {
  DeregisterInstanceRequest,
  DeregisterInstanceResponse,
  GetInstanceRequest,
  GetInstanceResponse,
  ListInstancesRequest,
  ListInstancesResponse,
  RegisterInstanceRequest,
  RegisterInstanceResponse,
} from "../generated/types.js";
import { instancesOf } from "../instance-store.js";
import { beginDeregistration, beginRegistration } from "../instances.js";
import { pager } from "../paging.js";
import { findInstance, findService } from "../references.js";

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html */
export function registerInstance(input: RegisterInstanceRequest, ctx: Context): RegisterInstanceResponse {
  const { InstanceId: instanceId, Attributes: attributes, CreatorRequestId: creatorRequestId } = input;
  const service = findService(ctx, input.ServiceId);
  return {
    OperationId: beginRegistration(ctx, service, {
      instanceId,
      attributes,
      ...(creatorRequestId !== undefined && { creatorRequestId }),
    }),
  };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_DeregisterInstance.html */
export function deregisterInstance(
  input: DeregisterInstanceRequest,
  ctx: Context,
): DeregisterInstanceResponse {
  return { OperationId: beginDeregistration(ctx, findService(ctx, input.ServiceId), input.InstanceId) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_GetInstance.html */
export function getInstance(input: GetInstanceRequest, ctx: Context): GetInstanceResponse {
  const row = findInstance(ctx, findService(ctx, input.ServiceId), input.InstanceId);
  return {
    ResourceOwner: ctx.account,
    Instance: {
      Id: row.id,
      CreatorRequestId: row.creatorRequestId,
      Attributes: { ...row.attributes },
      CreatedByAccount: ctx.account,
    },
  };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_ListInstances.html */
export function listInstances(input: ListInstancesRequest, ctx: Context): ListInstancesResponse {
  const service = findService(ctx, input.ServiceId);
  const { items, next } = pager.page(input, {
    name: `ListInstances ${service.id}`,
    after: (position) => instancesOf(ctx, service.id, position),
    position: ({ id }) => id,
  });
  return {
    ResourceOwner: ctx.account,
    Instances: items.map(({ id, attributes }) => ({
      Id: id,
      Attributes: { ...attributes },
      CreatedByAccount: ctx.account,
    })),
    NextToken: next,
  };
}
