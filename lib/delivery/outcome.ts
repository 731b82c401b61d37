/** The reason why an attempt failed. Each service has its own codes for the kinds. */
export type FailureKind =
  /** No policy allows the action to the sender. */
  | "denied"
  /** The receiver does not exist. */
  | "missing"
  /** The receiver does not accept the message. */
  | "rejected"
  /** The receiver throttles messages. */
  | "throttled"
  | "timeout"
  /** The connection failed or was closed. */
  | "connection"
  /** Another error of the receiver. */
  | "error";

export interface Failure {
  readonly kind: FailureKind;
  /** A human-readable text. */
  readonly reason: string;
  /** The receiver's error code, if it has one. */
  readonly code?: string;
}

/** The response of the receiver. */
export interface DeliveryResponse {
  readonly status?: number;
  readonly body?: string;
}

/** The result of one attempt. */
export type Attempted =
  | { readonly status: "delivered"; readonly response?: DeliveryResponse }
  /** The receiver is outside the simulator: the message is only in the record. */
  | { readonly status: "recorded" }
  | { readonly status: "failed"; readonly failure: Failure; readonly response?: DeliveryResponse };

export const DELIVERED: Attempted = { status: "delivered" };
export const RECORDED: Attempted = { status: "recorded" };

export function failed(
  kind: FailureKind,
  reason: string,
  { code, response }: { readonly code?: string; readonly response?: DeliveryResponse } = {},
): Attempted {
  return {
    status: "failed",
    failure: { kind, reason, ...(code !== undefined && { code }) },
    ...(response && { response }),
  };
}

/** Whether a retry may succeed: client errors are permanent. */
export function isTransient({ kind }: Failure): boolean {
  return kind !== "denied" && kind !== "missing" && kind !== "rejected";
}
