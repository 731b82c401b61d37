import type { Context } from "../../../runtime/context.js";
import { tooManyServiceAttributes } from "../errors.js";
import type {
  DeleteServiceAttributesRequest,
  DeleteServiceAttributesResponse,
  GetServiceAttributesRequest,
  GetServiceAttributesResponse,
  UpdateServiceAttributesRequest,
  UpdateServiceAttributesResponse,
} from "../generated/types.js";
import { findService } from "../references.js";
import { SERVICES } from "../state/services.js";

const MOST_ATTRIBUTES = 30;

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_GetServiceAttributes.html */
export function getServiceAttributes(
  input: GetServiceAttributesRequest,
  ctx: Context,
): GetServiceAttributesResponse {
  const { arn, attributes } = findService(ctx, input.ServiceId);
  return {
    ServiceAttributes: { ServiceArn: arn, ResourceOwner: ctx.account, Attributes: { ...attributes } },
  };
}

/**
 * Adds attributes and changes existing ones.
 * https://docs.aws.amazon.com/cloud-map/latest/api/API_UpdateServiceAttributes.html
 */
export function updateServiceAttributes(
  input: UpdateServiceAttributesRequest,
  ctx: Context,
): UpdateServiceAttributesResponse {
  const row = findService(ctx, input.ServiceId);
  const attributes = { ...row.attributes, ...input.Attributes };
  if (Object.keys(attributes).length > MOST_ATTRIBUTES) throw tooManyServiceAttributes(MOST_ATTRIBUTES);
  ctx.table(SERVICES).put(row.id, { ...row, attributes });
  return {};
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteServiceAttributes.html */
export function deleteServiceAttributes(
  input: DeleteServiceAttributesRequest,
  ctx: Context,
): DeleteServiceAttributesResponse {
  const row = findService(ctx, input.ServiceId);
  const kept = Object.entries(row.attributes).filter(([name]) => !input.Attributes.includes(name));
  ctx.table(SERVICES).put(row.id, { ...row, attributes: Object.fromEntries(kept) });
  return {};
}
