import type { Context } from "../../runtime/context.js";
import type { DelayDefaults } from "../../runtime/delays.js";
import { kebabCase } from "../../text/kebab-case.js";

/** The delays of EC2 and their defaults. AWS needs up to minutes; tests should not. */
export const DELAYS = {
  /** CIDR blocks of VPCs and subnets: associating → associated. */
  cidrBlockAssociating: "1s",
  /** CIDR blocks of VPCs and subnets: disassociating → gone. */
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
  /** VPC endpoints: deleting → gone. */
  vpcEndpointDeleting: "2s",
} as const satisfies DelayDefaults;

/** The name of a delay. */
export type Wait = keyof typeof DELAYS;

/** The kind of timer that ends a wait. */
export function waitKind(wait: Wait): string {
  return `ec2.${kebabCase(wait)}`;
}

/** Begins the wait at whose end a resource changes its state. */
export function waitFor(ctx: Context, wait: Wait, key: string): void {
  ctx.later(wait, waitKind(wait), key);
}

/** Counts a Describe call of a resource, for delays that are given as a number of calls. */
export function described(ctx: Context, wait: Wait, key: string): void {
  ctx.described(waitKind(wait), key);
}
