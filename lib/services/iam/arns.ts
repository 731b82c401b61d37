import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { invalidArn } from "./errors.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A unique id: `AROA` and 17 characters of base 32. */
export function newId(ctx: Context, prefix: string): string {
  return prefix + ctx.ids.text(BASE32, 17);
}

/** The id of a certificate, a SAML provider or its key: 32 base-32 characters. */
export function longId(ctx: Context): string {
  return ctx.ids.text(BASE32, 32);
}

/** IAM returns whole seconds. */
export function thisSecond(ctx: Context): Date {
  return new Date(Math.floor(ctx.now() / 1000) * 1000);
}

/** The parts of a policy's ARN: AWS's own, or a name in an account. */
export interface PolicyArn {
  /** 12 digits, or `aws`. */
  readonly owner: string;
  readonly name: string;
}

/** @throws ValidationError when it is not the ARN of a policy. */
export function parsePolicyArn(text: string): PolicyArn {
  const arn = parseArn(text);
  if (arn?.service !== "iam" || !/^policy\/[\w+=,.@/-]+$/.test(arn.resource)) throw invalidArn();
  return { owner: arn.account, name: arn.resource.slice(arn.resource.lastIndexOf("/") + 1) };
}
