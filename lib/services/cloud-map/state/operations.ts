import { defineTable, descending, key } from "../../../runtime/store/store.js";
import type {
  DnsRecord,
  HealthCheckConfig,
  OperationStatus,
  OperationTargetType,
  OperationType,
} from "../generated/types.js";
import type { InstanceRow } from "./instances.js";
import type { NamespaceRow } from "./namespaces.js";

/** What an operation changes when it succeeds. */
export type Change =
  | { readonly type: "CREATE_NAMESPACE"; readonly namespace: NamespaceRow }
  | {
      readonly type: "UPDATE_NAMESPACE";
      readonly namespaceId: string;
      readonly description?: string;
      readonly soaTtl?: number;
    }
  | { readonly type: "DELETE_NAMESPACE"; readonly namespaceId: string }
  | {
      readonly type: "UPDATE_SERVICE";
      readonly serviceId: string;
      readonly description?: string;
      readonly records: readonly DnsRecord[];
      readonly healthCheck?: HealthCheckConfig;
    }
  | { readonly type: "REGISTER_INSTANCE"; readonly instance: Omit<InstanceRow, "operationId"> }
  | { readonly type: "DEREGISTER_INSTANCE"; readonly serviceId: string; readonly instanceId: string };

/** Why an operation failed: an `ErrorCode` of GetOperation, such as `CANNOT_CREATE_HOSTED_ZONE`. */
export interface OperationFailure {
  readonly code: string;
  readonly message: string;
}

/** An operation: a change that is on its way, or was. */
export interface OperationRow {
  readonly id: string;
  /** Operations are listed in the order in which they were submitted, newest first. */
  readonly order: number;
  readonly type: OperationType;
  readonly status: OperationStatus;
  readonly targets: Partial<Record<OperationTargetType, string>>;
  readonly createDate: Date;
  readonly updateDate: Date;
  readonly failure?: OperationFailure;
  /** What is still to be done; left out when it is over. */
  readonly change?: Change;
  /** The test wants it to fail. */
  readonly doomed?: OperationFailure;
  /** What no other operation may be about meanwhile: the key in {@link BUSY}. */
  readonly subject: string;
  /** The request, when a repetition of it is answered with this operation. */
  readonly request?: string;
}

/** Operations by id: those under way, and of the others the latest. */
export const OPERATIONS = defineTable<OperationRow>({ name: "cloud-map.operations", key: "id" });

/** Ids of operations by {@link listingKey}. */
export const OPERATION_LISTING = defineTable<string>({
  name: "cloud-map.operation-listings",
  key: ["list", "newestFirst"],
});

/** Ids of operations under way, by what they are about. */
export const BUSY = defineTable<string>({ name: "cloud-map.busy-resources", key: "id" });

/** An operation that is to fail, and how. */
export interface PlannedFailureRow {
  /** Left out, the next operation of any type. */
  readonly type?: OperationType;
  readonly failure: OperationFailure;
}

/** What tests planned, in that order. */
export const PLANNED_FAILURES = defineTable<PlannedFailureRow, number>({
  name: "cloud-map.planned-failures",
  key: "order",
});

/** Sorts newest first. `list` is the id of a namespace or service, or {@link EVERY_OPERATION}. */
export function listingKey(list: string, order?: number): string {
  return key(list, order === undefined ? "" : descending(order));
}

export const EVERY_OPERATION = "all";
