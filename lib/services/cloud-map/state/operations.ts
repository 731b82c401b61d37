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

/** The change of an operation. */
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

/** An operation: a pending or completed change. */
export interface OperationRow {
  readonly id: string;
  /** Position in the order of submission; operations are listed newest first. */
  readonly order: number;
  readonly type: OperationType;
  readonly status: OperationStatus;
  readonly targets: Partial<Record<OperationTargetType, string>>;
  readonly createDate: Date;
  readonly updateDate: Date;
  readonly failure?: OperationFailure;
  /** The pending change; omitted when it has ended. */
  readonly change?: Change;
  /** The failure planned by the test. */
  readonly doomed?: OperationFailure;
  /** The key in {@link BUSY}, which excludes other operations on the same subject. */
  readonly subject: string;
  /** The request, if its repetition returns this operation. */
  readonly request?: string;
}

/** Operations by id: those in progress, and the latest ended ones. */
export const OPERATIONS = defineTable<OperationRow>({ name: "cloud-map.operations", key: "id" });

/** Ids of operations by {@link listingKey}. */
export const OPERATION_LISTING = defineTable<string>({
  name: "cloud-map.operation-listings",
  key: ["list", "newestFirst"],
});

/** Ids of operations in progress, by subject. */
export const BUSY = defineTable<string>({ name: "cloud-map.busy-resources", key: "id" });

/** A planned failure of an operation. */
export interface PlannedFailureRow {
  /** Default the next operation of any type. */
  readonly type?: OperationType;
  readonly failure: OperationFailure;
}

/** Failures planned by tests, in order. */
export const PLANNED_FAILURES = defineTable<PlannedFailureRow, number>({
  name: "cloud-map.planned-failures",
  key: "order",
});

/** Sorts newest first. `list` is the id of a namespace or service, or {@link EVERY_OPERATION}. */
export function listingKey(list: string, order?: number): string {
  return key(list, order === undefined ? "" : descending(order));
}

export const EVERY_OPERATION = "all";
