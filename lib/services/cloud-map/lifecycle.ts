import type { Context } from "../../runtime/context.js";
import type { DelayDefaults } from "../../runtime/delays.js";
import type { TimerHandler } from "../../runtime/service.js";
import { trimHistory } from "../../runtime/store/records.js";
import { make } from "./effects.js";
import { duplicateRequest } from "./errors.js";
import { forgetRequest } from "./namespace-store.js";
import { operationsOf } from "./operation-listing.js";
import { takePlannedFailure } from "./planned-failures.js";
import { newOperationId } from "./references.js";
import {
  BUSY,
  type Change,
  EVERY_OPERATION,
  listingKey,
  OPERATION_LISTING,
  OPERATIONS,
  type OperationFailure,
  type OperationRow,
} from "./state/operations.js";

const SUBMITTED = "cloud-map.operation-submitted";
const PENDING = "cloud-map.operation-pending";

/** Default time of operations in each status, in milliseconds. On AWS it is seconds to a minute. */
export const operationDelays = { submitted: 50, pending: 50 } satisfies DelayDefaults;

/** The subject of an operation, and its comparison with others on the same subject. */
interface Submission {
  /** While an operation is in progress, others on the same subject are rejected. */
  readonly subject: string;
  /** A request equal to the one in progress returns the same operation; without it, it is rejected. */
  readonly request?: string;
  /** Wait for operations in progress instead. */
  readonly queued?: boolean;
}

/**
 * Starts the operation for a change, and returns its id.
 *
 * @throws DuplicateRequest while a different operation on the same subject is in progress.
 */
export function submit(ctx: Context, change: Change, { subject, request, queued }: Submission): string {
  const running = queued ? undefined : operationAbout(ctx, subject);
  if (running && request !== undefined && running.request === request) return running.id;
  if (running) throw duplicateRequest(running.type, running.id);
  const doomed = takePlannedFailure(ctx, change.type);
  const row: OperationRow = {
    id: newOperationId(ctx),
    order: nextOrder(ctx),
    type: change.type,
    status: "SUBMITTED",
    targets: targetsOf(change),
    createDate: ctx.date(),
    updateDate: ctx.date(),
    change,
    subject,
    ...(request !== undefined && { request }),
    ...(doomed && { doomed }),
  };
  ctx.table(OPERATIONS).put(row.id, row);
  for (const list of listsOf(row)) ctx.table(OPERATION_LISTING).put(listingKey(list, row.order), row.id);
  forgetOldest(ctx);
  ctx.table(BUSY).put(subject, row.id);
  ctx.later("submitted", SUBMITTED, row.id);
  return row.id;
}

/** One more than the order of the latest operation. */
function nextOrder(ctx: Context): number {
  for (const { order } of operationsOf(ctx, EVERY_OPERATION)) return order + 1;
  return 0;
}

/** AWS keeps operations for a limited time; the simulator keeps a limited number of ended ones. */
function forgetOldest(ctx: Context): void {
  trimHistory(
    ctx,
    OPERATIONS,
    (row) => {
      ctx.table(OPERATIONS).delete(row.id);
      for (const list of listsOf(row)) ctx.table(OPERATION_LISTING).delete(listingKey(list, row.order));
    },
    ({ change }) => change === undefined,
  );
}

/** The operation in progress on a subject. */
export function operationAbout(ctx: Context, subject: string): OperationRow | undefined {
  const id = ctx.table(BUSY).get(subject);
  return id === undefined ? undefined : ctx.table(OPERATIONS).get(id);
}

/** Counts a GetOperation. */
export function countDescribe(ctx: Context, { id, status }: OperationRow): void {
  if (status === "SUBMITTED") ctx.described(SUBMITTED, id);
  if (status === "PENDING") ctx.described(PENDING, id);
}

/** Completes the operations in progress of a service, oldest first, so that the service can be deleted. */
export function completeOperations(ctx: Context, serviceId: string): void {
  const underWay = [...operationsOf(ctx, serviceId)].filter(({ change }) => change);
  for (const row of underWay.reverse()) complete(ctx, row);
}

/** Run when waits of operations end. */
export const operationTimers: Readonly<Record<string, TimerHandler>> = {
  [SUBMITTED](id, ctx) {
    const row = ctx.table(OPERATIONS).get(id);
    if (row?.status !== "SUBMITTED") return;
    ctx.table(OPERATIONS).put(id, { ...row, status: "PENDING", updateDate: ctx.date() });
    ctx.later("pending", PENDING, id);
  },

  [PENDING](id, ctx) {
    const row = ctx.table(OPERATIONS).get(id);
    if (row?.status === "PENDING") complete(ctx, row);
  },
};

function complete(ctx: Context, row: OperationRow): void {
  if (!row.change) return;
  const failure = row.doomed ?? make(ctx, row.change, row.id);
  if (failure && row.change.type === "CREATE_NAMESPACE") forgetRequest(ctx, row.change.namespace);
  finish(ctx, row, failure);
}

function finish(ctx: Context, row: OperationRow, failure: OperationFailure | undefined): void {
  const { change, doomed, ...rest } = row;
  ctx.table(OPERATIONS).put(row.id, {
    ...rest,
    status: failure ? "FAIL" : "SUCCESS",
    updateDate: ctx.date(),
    ...(failure && { failure }),
  });
  if (ctx.table(BUSY).get(row.subject) === row.id) ctx.table(BUSY).delete(row.subject);
}

function targetsOf(change: Change): OperationRow["targets"] {
  switch (change.type) {
    case "CREATE_NAMESPACE":
      return { NAMESPACE: change.namespace.id };
    case "UPDATE_NAMESPACE":
    case "DELETE_NAMESPACE":
      return { NAMESPACE: change.namespaceId };
    case "UPDATE_SERVICE":
      return { SERVICE: change.serviceId };
    case "REGISTER_INSTANCE":
      return { SERVICE: change.instance.serviceId, INSTANCE: change.instance.id };
    case "DEREGISTER_INSTANCE":
      return { SERVICE: change.serviceId, INSTANCE: change.instanceId };
  }
}

/** The lists that contain an operation. */
function listsOf({ targets }: OperationRow): string[] {
  return [EVERY_OPERATION, targets.NAMESPACE, targets.SERVICE].filter((list) => list !== undefined);
}
