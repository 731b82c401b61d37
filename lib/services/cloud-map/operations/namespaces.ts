import type { Context } from "../../../runtime/context.js";
import { filterBy } from "../filters.js";
import type {
  CreateHttpNamespaceRequest,
  CreateHttpNamespaceResponse,
  CreatePrivateDnsNamespaceRequest,
  CreatePrivateDnsNamespaceResponse,
  CreatePublicDnsNamespaceRequest,
  CreatePublicDnsNamespaceResponse,
  DeleteNamespaceRequest,
  DeleteNamespaceResponse,
  GetNamespaceRequest,
  GetNamespaceResponse,
  ListNamespacesRequest,
  ListNamespacesResponse,
  NamespaceFilterName,
  UpdateHttpNamespaceRequest,
  UpdateHttpNamespaceResponse,
  UpdatePrivateDnsNamespaceRequest,
  UpdatePrivateDnsNamespaceResponse,
  UpdatePublicDnsNamespaceRequest,
  UpdatePublicDnsNamespaceResponse,
} from "../generated/types.js";
import {
  beginCreation,
  beginDeletion,
  beginUpdate,
  describeNamespace,
  describeNamespaceSummary,
} from "../namespaces.js";
import { pager } from "../paging.js";
import { findNamespace } from "../references.js";
import { NAMESPACES, type NamespaceRow } from "../state/namespaces.js";

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html */
export function createHttpNamespace(
  input: CreateHttpNamespaceRequest,
  ctx: Context,
): CreateHttpNamespaceResponse {
  return { OperationId: beginCreation(ctx, "HTTP", input) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html */
export function createPrivateDnsNamespace(
  input: CreatePrivateDnsNamespaceRequest,
  ctx: Context,
): CreatePrivateDnsNamespaceResponse {
  return { OperationId: beginCreation(ctx, "DNS_PRIVATE", input) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePublicDnsNamespace.html */
export function createPublicDnsNamespace(
  input: CreatePublicDnsNamespaceRequest,
  ctx: Context,
): CreatePublicDnsNamespaceResponse {
  return { OperationId: beginCreation(ctx, "DNS_PUBLIC", input) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_UpdateHttpNamespace.html */
export function updateHttpNamespace(
  input: UpdateHttpNamespaceRequest,
  ctx: Context,
): UpdateHttpNamespaceResponse {
  return { OperationId: beginUpdate(ctx, "HTTP", input) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_UpdatePrivateDnsNamespace.html */
export function updatePrivateDnsNamespace(
  input: UpdatePrivateDnsNamespaceRequest,
  ctx: Context,
): UpdatePrivateDnsNamespaceResponse {
  return { OperationId: beginUpdate(ctx, "DNS_PRIVATE", input) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_UpdatePublicDnsNamespace.html */
export function updatePublicDnsNamespace(
  input: UpdatePublicDnsNamespaceRequest,
  ctx: Context,
): UpdatePublicDnsNamespaceResponse {
  return { OperationId: beginUpdate(ctx, "DNS_PUBLIC", input) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteNamespace.html */
export function deleteNamespace(input: DeleteNamespaceRequest, ctx: Context): DeleteNamespaceResponse {
  return { OperationId: beginDeletion(ctx, input.Id) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_GetNamespace.html */
export function getNamespace(input: GetNamespaceRequest, ctx: Context): GetNamespaceResponse {
  return { Namespace: describeNamespace(ctx, findNamespace(ctx, input.Id)) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_ListNamespaces.html */
export function listNamespaces(input: ListNamespacesRequest, ctx: Context): ListNamespacesResponse {
  const isWanted = filterBy(input.Filters, CONDITIONS, filteredBy);
  const { items, next } = pager.rows(input, "ListNamespaces", ctx.table(NAMESPACES), { wanted: isWanted });
  return { Namespaces: items.map((row) => describeNamespaceSummary(ctx, row)), NextToken: next };
}

const CONDITIONS = {
  TYPE: ["EQ", "IN", "BEGINS_WITH"],
  NAME: ["EQ", "IN", "BEGINS_WITH"],
  HTTP_NAME: ["EQ", "IN", "BEGINS_WITH"],
  RESOURCE_OWNER: ["EQ"],
} as const;

function filteredBy(row: NamespaceRow, filter: NamespaceFilterName): string {
  switch (filter) {
    case "TYPE":
      return row.type;
    case "NAME":
      return row.name;
    case "HTTP_NAME":
      return row.httpName;
    case "RESOURCE_OWNER":
      return "SELF";
  }
}
