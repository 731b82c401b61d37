/** A message from a service to a resource of another service. */
export interface EventMessage {
  /** JSON. */
  readonly body: string;
  /** For destinations whose messages have a subject, such as topics. */
  readonly subject?: string;
}

/** Resources of one service that receive events, besides functions, queues and topics: event buses. */
export interface EventTarget {
  /** Whether the resource exists. */
  exists(arn: string): boolean;
  /**
   * Delivers a message to a resource.
   *
   * @returns the reason for a failure; `undefined` if the message was delivered
   */
  deliver(arn: string, message: EventMessage): string | undefined;
}

/** The services that receive events, by the service name in their ARNs: `events`. */
export type EventTargets = ReadonlyMap<string, EventTarget>;
