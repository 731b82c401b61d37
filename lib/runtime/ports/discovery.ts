import type { AccountRegion } from "../scope.js";

/**
 * Registers tasks for service discovery. Implemented by Cloud Map. Its changes take effect later, on the
 * clock.
 */
export interface ServiceDiscovery {
  /** Registers an instance, or replaces it. Does nothing if the service does not exist. */
  register(at: AccountRegion, serviceArn: string, instance: DiscoverableInstance): void;
  deregister(at: AccountRegion, serviceArn: string, instanceId: string): void;
  /**
   * DNS record types of a service, such as `SRV`; `undefined` if the service does not exist or has no
   * records.
   */
  recordTypes(at: AccountRegion, serviceArn: string): readonly string[] | undefined;
  /** ARN of a namespace by its name or ARN; `undefined` if it does not exist. */
  namespace(at: AccountRegion, reference: string): string | undefined;
  /** Creates an HTTP namespace and returns its ARN. */
  createNamespace(at: AccountRegion, name: string): string;
  /**
   * ARN of the named service in a namespace (name or ARN), which is created if it does not exist. `undefined`
   * if the namespace does not exist.
   */
  serviceNamed(at: AccountRegion, namespace: string, name: string): string | undefined;
  /**
   * Deletes a service that {@link serviceNamed} created, unless it still has other instances. Ignores any
   * other service.
   */
  removeService(at: AccountRegion, serviceArn: string): void;
}

export interface DiscoverableInstance {
  readonly id: string;
  /** IPv4 address. */
  readonly address: string;
  /** Set if the record type of the service has a port. */
  readonly port?: number;
  /** Further attributes, such as `ECS_CLUSTER_NAME`. */
  readonly attributes: Readonly<Record<string, string>>;
}
