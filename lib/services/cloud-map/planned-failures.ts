import type { Context } from "../../runtime/context.js";
import type { OperationType } from "./generated/types.js";
import { type OperationFailure, PLANNED_FAILURES } from "./state/operations.js";

/** The types of operations. */
export const OPERATION_TYPES: readonly OperationType[] = [
  "CREATE_NAMESPACE",
  "DELETE_NAMESPACE",
  "UPDATE_NAMESPACE",
  "UPDATE_SERVICE",
  "REGISTER_INSTANCE",
  "DEREGISTER_INSTANCE",
];

/** How an operation fails. */
export interface PlannedFailure {
  /** Only an operation of this type. Default the next one of any type. */
  readonly type?: OperationType;
  /** `ErrorCode` of GetOperation. Default `INTERNAL_FAILURE`. */
  readonly errorCode?: string;
  /** `ErrorMessage` of GetOperation. */
  readonly errorMessage?: string;
}

export function planFailure(ctx: Context, planned: PlannedFailure = {}): void {
  const { type, errorCode = "INTERNAL_FAILURE", errorMessage = "The test wanted this to fail." } = planned;
  const table = ctx.table(PLANNED_FAILURES);
  const [last = -1] = [...table.range({ reverse: true })][0] ?? [];
  const failure = { code: errorCode, message: errorMessage };
  table.put(last + 1, { ...(type && { type }), failure });
}

/** Removes and returns the first planned failure for an operation of this type. */
export function takePlannedFailure(ctx: Context, type: OperationType): OperationFailure | undefined {
  const table = ctx.table(PLANNED_FAILURES);
  for (const [key, row] of table.range()) {
    if (row.type !== undefined && row.type !== type) continue;
    table.delete(key);
    return row.failure;
  }
  return undefined;
}
