import type { Context } from "../../runtime/context.js";
import type { DelayDefaults } from "../../runtime/delays.js";
import { kebabCase } from "../../text/kebab-case.js";

/** The delays of EC2 and their defaults. AWS takes up to minutes, which is too long for tests. */
export const DELAYS = {
  /** CIDR blocks of VPCs and subnets: associating → associated. */
  cidrBlockAssociating: "1s",
  /** CIDR blocks of VPCs and subnets: disassociating → removed. */
  cidrBlockDisassociating: "1s",
  /** NAT gateways: pending → available, or failed. */
  natGatewayCreating: "2s",
  /** NAT gateways: deleting → deleted. */
  natGatewayDeleting: "2s",
  /** VPC peering connections: initiating-request → pending-acceptance, and provisioning → active. */
  peeringConnecting: "1s",
  /** Managed prefix lists: …-in-progress → …-complete. */
  prefixListChanging: "1s",
  /** Interface endpoints: pending → available. */
  vpcEndpointCreating: "2s",
  /** VPC endpoints: deleting → removed. */
  vpcEndpointDeleting: "2s",
} as const satisfies DelayDefaults;

/** The name of a delay. */
export type Wait = keyof typeof DELAYS;

/** The kind of timer that ends a wait. */
export function waitKind(wait: Wait): string {
  return `ec2.${kebabCase(wait)}`;
}

/** Starts the wait before the next state of a resource. */
export function waitFor(ctx: Context, wait: Wait, key: string): void {
  ctx.later(wait, waitKind(wait), key);
}

/** Counts a Describe call of a resource. */
export function described(ctx: Context, wait: Wait, key: string): void {
  ctx.described(waitKind(wait), key);
}
