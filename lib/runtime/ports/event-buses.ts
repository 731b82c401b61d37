import type { AccountRegion } from "../scope.js";

/** An event of an AWS service, such as a stopped task. */
export interface ServiceEvent {
  /** `aws.ecs` */
  readonly source: string;
  /** `ECS Task State Change` */
  readonly detailType: string;
  /** ARNs of the resources that the event concerns. */
  readonly resources: readonly string[];
  readonly detail: object;
}

/** An event to put on a bus. */
export interface BusEvent extends Omit<ServiceEvent, "detail"> {
  /** A JSON object. */
  readonly detail: string;
  /** Milliseconds since the epoch. Default now. */
  readonly time?: number;
}

/** Delivers events to buses for other services. Implemented by EventBridge. */
export interface EventBuses {
  /** Whether the bus exists. */
  exists(busArn: string): boolean;
  /** Whether a rule on the default bus is enabled. If not, services need not create events. */
  hasListeners(at: AccountRegion): boolean;
  /** Puts an event of a service on the default bus. */
  emit(at: AccountRegion, event: ServiceEvent): void;
  /**
   * Puts an event on a bus, as PutEvents does. Does nothing if the bus does not exist. @returns the id of the
   * event
   */
  put(busArn: string, event: BusEvent): string;
  /**
   * Accepts a complete event, as JSON, from another service or bus. Does nothing if the bus does not exist.
   */
  forward(busArn: string, json: string, options?: ForwardOptions): void;
}

export interface ForwardOptions {
  readonly traceHeader?: string | undefined;
  /** The event comes from another bus and is not forwarded to a third one. */
  readonly fromBus?: boolean;
}
