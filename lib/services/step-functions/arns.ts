import type { Context } from "../../runtime/context.js";
import { type Arn, parseArn } from "../../shared/arn.js";
import { invalidArnPrefix, wrongResourceType } from "./errors/requests.js";

/** A parsed ARN of a state machine, version, alias or Map state. */
export interface StateMachineArn {
  readonly name: string;
  /** The number of a version, or the name of an alias. */
  readonly qualifier?: string;
  /** The label of a distributed Map state. */
  readonly label?: string;
}

/**
 * Parses an ARN of a state machine, a version, an alias or a Map state.
 *
 * @throws InvalidArn
 */
export function parseStateMachineArn(text: string): StateMachineArn {
  const [type, path = "", qualifier, ...more] = resourceOf(text);
  if (type !== "stateMachine" || path === "" || more.length > 0) throw wrongResourceType(type);
  const [name = "", label] = path.split("/");
  return { name, label, qualifier };
}

/** Parses an ARN of an activity. @throws InvalidArn */
export function parseActivityArn(text: string): { readonly name: string } {
  const [type, name = "", ...more] = resourceOf(text);
  if (type !== "activity" || name === "" || more.length > 0) throw wrongResourceType(type);
  return { name };
}

/**
 * The resource type, and the rest split at colons. @throws InvalidArn for anything but an ARN of this
 * service.
 */
function resourceOf(text: string): readonly [string, ...string[]] {
  const arn = parseArn(text);
  if (arn?.service !== "states") throw invalidArnPrefix(text);
  const [type = "", ...parts] = arn.resource.split(":");
  return [type, ...parts];
}

/** Whether an ARN belongs to the account and region of a context. */
export function isOwnArn({ account, region }: Context, text: string): boolean {
  const arn: Partial<Arn> = parseArn(text) ?? {};
  return arn.account === account && arn.region === region;
}

/** The number of a version; `undefined` for an alias. */
export function versionNumber(qualifier: string | undefined): number | undefined {
  return /^[1-9]\d{0,14}$/.test(qualifier ?? "") ? Number(qualifier) : undefined;
}

export function stateMachineArn(ctx: Context, name: string): string {
  return ctx.arn(`stateMachine:${name}`);
}

/** @param qualifier the number of a version, or the name of an alias. */
export function qualifiedArnOf(ctx: Context, name: string, qualifier: string | number): string {
  return ctx.arn(`stateMachine:${name}:${qualifier}`);
}

export function activityArn(ctx: Context, name: string): string {
  return ctx.arn(`activity:${name}`);
}
