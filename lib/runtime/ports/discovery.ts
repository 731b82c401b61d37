import type { AccountRegion } from "../scope.js";

/** Makes tasks findable by name: filled by Cloud Map. What it begins is done a little later, on the clock. */
export interface ServiceDiscovery {
  /** Registers an instance, or replaces it. Does nothing if the service does not exist. */
  register(at: AccountRegion, serviceArn: string, instance: DiscoverableInstance): void;
  deregister(at: AccountRegion, serviceArn: string, instanceId: string): void;
  /** The types of the DNS records of a service, such as `SRV`; `undefined` if there is no such service, or it has no records. */
  recordTypes(at: AccountRegion, serviceArn: string): readonly string[] | undefined;
  /** The ARN of a namespace by its name or ARN; `undefined` if it does not exist. */
  namespace(at: AccountRegion, reference: string): string | undefined;
  /** Creates an HTTP namespace and returns its ARN. */
  createNamespace(at: AccountRegion, name: string): string;
  /**
   * The ARN of the service of that name in a namespace (name or ARN), which is
   * created if it does not exist. `undefined` if the namespace does not exist.
   */
  serviceNamed(at: AccountRegion, namespace: string, name: string): string | undefined;
  /**
   * Deletes a service that {@link serviceNamed} created, unless instances of
   * others are left in it. Does nothing to any other service.
   */
  removeService(at: AccountRegion, serviceArn: string): void;
}

export interface DiscoverableInstance {
  readonly id: string;
  /** IPv4 address. */
  readonly address: string;
  /** Told where the service's kind of record has a port. */
  readonly port?: number;
  /** Further attributes, such as `ECS_CLUSTER_NAME`. */
  readonly attributes: Readonly<Record<string, string>>;
}
