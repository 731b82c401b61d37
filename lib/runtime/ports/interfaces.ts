import type { AccountRegion } from "../scope.js";
import type { Subnet } from "./network.js";

/** Returns the network interfaces that a service has created. Implemented by ECS and EFS for EC2. */
export interface InterfaceSource {
  interfaces(at: AccountRegion): Iterable<ServiceInterface>;
}

/** A network interface that belongs to a service. */
export interface ServiceInterface {
  /** `eni-…` */
  readonly id: string;
  readonly subnet: Subnet;
  /** Private addresses. */
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly macAddress: string;
  /** Ids of the security groups; empty for the default group of the VPC. */
  readonly securityGroups: readonly string[];
  readonly description: string;
  /** Whether it also has a public address. */
  readonly isPublic?: boolean;
  /** Time of attachment. */
  readonly attachedAt?: Date;
}
