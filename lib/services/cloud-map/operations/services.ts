import type { Context } from "../../../runtime/context.js";
import { keyPrefix } from "../../../runtime/store/store.js";
import { passing } from "../../../shared/pager.js";
import { filterBy, valuesOf } from "../filters.js";
import type {
  CreateServiceRequest,
  CreateServiceResponse,
  DeleteServiceRequest,
  DeleteServiceResponse,
  GetServiceRequest,
  GetServiceResponse,
  ListServicesRequest,
  ListServicesResponse,
  UpdateServiceRequest,
  UpdateServiceResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { findService, idOf } from "../references.js";
import { servicesInOrder } from "../service-store.js";
import {
  beginServiceUpdate,
  createdService,
  deletedService,
  describeService,
  describeServiceSummary,
} from "../services.js";
import type { ServiceRow } from "../state/services.js";

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html */
export function createService(input: CreateServiceRequest, ctx: Context): CreateServiceResponse {
  return { Service: describeService(ctx, createdService(ctx, input)) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_UpdateService.html */
export function updateService(input: UpdateServiceRequest, ctx: Context): UpdateServiceResponse {
  return { OperationId: beginServiceUpdate(ctx, input) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteService.html */
export function deleteService(input: DeleteServiceRequest, ctx: Context): DeleteServiceResponse {
  deletedService(ctx, input.Id);
  return {};
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_GetService.html */
export function getService(input: GetServiceRequest, ctx: Context): GetServiceResponse {
  return { Service: describeService(ctx, findService(ctx, input.Id)) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_ListServices.html */
export function listServices(input: ListServicesRequest, ctx: Context): ListServicesResponse {
  const filters = input.Filters?.map((filter) => ({ ...filter, Values: filter.Values.map(idOf) }));
  const isWanted = filterBy(filters, CONDITIONS, (row: ServiceRow, filter) =>
    filter === "NAMESPACE_ID" ? row.namespaceId : "SELF",
  );
  const namespaceIds = valuesOf(filters, "NAMESPACE_ID");
  const { items, next } = pager.page(input, {
    name: "ListServices",
    after: (position) => passing(ofNamespaces(ctx, namespaceIds, position), isWanted),
    position: ({ nameKey }) => nameKey,
  });
  return { Services: items.map((row) => describeServiceSummary(ctx, row)), NextToken: next };
}

const CONDITIONS = { NAMESPACE_ID: ["EQ", "IN"], RESOURCE_OWNER: ["EQ"] } as const;

/** Services by namespace and name; reads only the requested namespaces. */
function* ofNamespaces(
  ctx: Context,
  namespaceIds: readonly string[] | undefined,
  position: string | undefined,
): Generator<ServiceRow> {
  const prefixes = namespaceIds ? [...new Set(namespaceIds)].sort().map((id) => keyPrefix(id)) : [""];
  for (const prefix of prefixes) {
    const goesOn = position?.startsWith(prefix) ?? false;
    const isOver = position !== undefined && position > prefix && !goesOn;
    if (!isOver) yield* servicesInOrder(ctx, prefix, goesOn ? position : undefined);
  }
}
