import type { Context } from "../../runtime/context.js";
import { withPrefix } from "../../runtime/store/store.js";
import type { Operation } from "./generated/types.js";
import { listingKey, OPERATION_LISTING, OPERATIONS, type OperationRow } from "./state/operations.js";

/** Operations of a list, newest first, after a position. */
export function* operationsOf(ctx: Context, list: string, after?: string): Generator<OperationRow> {
  const operations = ctx.table(OPERATIONS);
  for (const id of withPrefix(ctx.table(OPERATION_LISTING), listingKey(list), after)) {
    const row = operations.get(id);
    if (row) yield row;
  }
}

/** An operation as returned by GetOperation. */
export function describeOperation(ctx: Context, row: OperationRow): Operation {
  const { failure } = row;
  return {
    Id: row.id,
    OwnerAccount: ctx.account,
    Type: row.type,
    Status: row.status,
    ...(failure && { ErrorMessage: failure.message, ErrorCode: failure.code }),
    CreateDate: row.createDate,
    UpdateDate: row.updateDate,
    Targets: { ...row.targets },
  };
}
