import type { ActingService } from "../../authorization/authorizer.js";
import { denialMessage } from "../../authorization/denial.js";
import type { Context } from "../../runtime/context.js";
import { type Attempted, failed } from "../outcome.js";

/** The sender: a service on behalf of a resource, for the policy of the receiver, or in a role. */
export interface Sender extends ActingService {
  /** A role that the service assumes. Its permissions apply instead of those of the service. */
  readonly roleArn?: string | undefined;
}

/** The failure if the sender lacks a required permission; otherwise `undefined`. */
export function denialOf(
  ctx: Context,
  sender: Sender,
  action: string,
  resource: string,
): Attempted | undefined {
  if (!ctx.decidesPermissions) return undefined;
  const { roleArn } = sender;
  const unassumed = denialOfAssuming(ctx, sender);
  if (unassumed) return unassumed;
  const requirement = { action, resource };
  const denial =
    roleArn === undefined
      ? ctx.denialOfService(sender, requirement)
      : ctx.denialOfRole(roleArn, [requirement]);
  return denial && failed("denied", denialMessage(denial), { code: "AccessDenied" });
}

/** The failure if the sender cannot assume its role; `undefined` if it can, or has none. */
export function denialOfAssuming(ctx: Context, sender: Sender): Attempted | undefined {
  const { roleArn } = sender;
  if (roleArn === undefined || !ctx.decidesPermissions) return undefined;
  const { roleArn: _, ...service } = sender;
  const assume = { action: "sts:AssumeRole", resource: roleArn, trust: true } as const;
  const denial = ctx.denialOfService(service, assume);
  return denial && failed("denied", denialMessage(denial), { code: "FAILED_TO_ASSUME_ROLE" });
}
