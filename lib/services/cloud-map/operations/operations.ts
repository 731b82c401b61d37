import type { Context } from "../../../runtime/context.js";
import { passing } from "../../../shared/pager.js";
import { operationNotFound } from "../errors.js";
import { filterBy, valuesOf } from "../filters.js";
import type {
  GetOperationRequest,
  GetOperationResponse,
  ListOperationsRequest,
  ListOperationsResponse,
  OperationFilterName,
} from "../generated/types.js";
import { countDescribe } from "../lifecycle.js";
import { describeOperation, operationsOf } from "../operation-listing.js";
import { pager } from "../paging.js";
import { idOf } from "../references.js";
import { EVERY_OPERATION, listingKey, OPERATIONS, type OperationRow } from "../state/operations.js";

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_GetOperation.html */
export function getOperation(input: GetOperationRequest, ctx: Context): GetOperationResponse {
  const row = ctx.table(OPERATIONS).get(input.OperationId);
  if (!row || (input.OwnerAccount ?? ctx.account) !== ctx.account) throw operationNotFound(input.OperationId);
  countDescribe(ctx, row);
  return { Operation: describeOperation(ctx, row) };
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_ListOperations.html */
export function listOperations(input: ListOperationsRequest, ctx: Context): ListOperationsResponse {
  const filters = input.Filters?.map((filter) => ({ ...filter, Values: filter.Values.map(idOf) }));
  const isWanted = filterBy(filters, CONDITIONS, filteredBy);
  const [list = EVERY_OPERATION] = valuesOf(filters, "SERVICE_ID") ?? valuesOf(filters, "NAMESPACE_ID") ?? [];
  const { items, next } = pager.page(input, {
    name: `ListOperations ${list}`,
    after: (position) => passing(operationsOf(ctx, list, position), isWanted),
    position: ({ order }) => listingKey(list, order),
  });
  return { Operations: items.map(({ id, status }) => ({ Id: id, Status: status })), NextToken: next };
}

const CONDITIONS = {
  NAMESPACE_ID: ["EQ"],
  SERVICE_ID: ["EQ"],
  STATUS: ["EQ", "IN"],
  TYPE: ["EQ", "IN"],
  UPDATE_DATE: ["BETWEEN"],
} as const;

function filteredBy(row: OperationRow, filter: OperationFilterName): string | undefined {
  switch (filter) {
    case "NAMESPACE_ID":
      return row.targets.NAMESPACE;
    case "SERVICE_ID":
      return row.targets.SERVICE;
    case "STATUS":
      return row.status;
    case "TYPE":
      return row.type;
    case "UPDATE_DATE":
      // Filters use seconds with three decimals.
      return String(row.updateDate.getTime() / 1_000);
  }
}
