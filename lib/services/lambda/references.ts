import type { Context } from "../../runtime/context.js";
import {
  nameTooLong,
  otherAccount,
  otherRegion,
  qualifierMismatch,
  unqualifiedOnly,
} from "./errors/functions.js";
import { brokenConstraint } from "./errors/requests.js";

/** A function, or with `qualifier` one of its versions or aliases. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier?: string;
}

const LONGEST_NAME = 64;
const LONGEST_ARN = 140;

/**
 * Name, `name:qualifier`, partial ARN and ARN:
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 */
const NAME_FORMS =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:([a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([\w.-]+)(?::([$\w.-]+))?$/;

/** Parses any form of a function's name, of any account; `undefined` if it is invalid. */
export function parseReference(
  text: string,
): (FunctionReference & { readonly region?: string; readonly account?: string }) | undefined {
  const match = NAME_FORMS.exec(text);
  if (!match) return undefined;
  const [, region, account, name = "", qualifier] = match;
  return { name, qualifier, region, account };
}

/**
 * The function of a request.
 *
 * @throws AwsError for names of other regions and accounts, names that are too long, and conflicting
 * qualifiers.
 */
export function referenceOf(ctx: Context, functionName: string, qualifier?: string): FunctionReference {
  const parsed = parseReference(functionName);
  if (!parsed) return { name: functionName, qualifier };
  if (functionName.startsWith("arn:") && functionName.length > LONGEST_ARN) {
    throw brokenConstraint(functionName, "functionName", { kind: "maxLength", limit: LONGEST_ARN });
  }
  if (parsed.name.length > LONGEST_NAME) throw nameTooLong(parsed.name);
  if (parsed.region !== undefined && parsed.region !== ctx.region)
    throw otherRegion(parsed.region, ctx.region);
  if (parsed.account !== undefined && parsed.account !== ctx.account) throw otherAccount();
  if (parsed.qualifier !== undefined && qualifier !== undefined && parsed.qualifier !== qualifier)
    throw qualifierMismatch();
  return { name: parsed.name, qualifier: qualifier ?? parsed.qualifier };
}

/**
 * The context of the account in an ARN: a function's policy can let other accounts invoke and read it.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html
 */
export function contextOfFunction(ctx: Context, functionName: string): Context {
  const account = parseReference(functionName)?.account ?? ctx.account;
  return account === ctx.account ? ctx : ctx.elsewhere({ account });
}

/** The name of a function without a qualifier. */
export function unqualifiedName(ctx: Context, functionName: string): string {
  const { name, qualifier } = referenceOf(ctx, functionName);
  if (qualifier !== undefined) throw unqualifiedOnly();
  return name;
}

export function functionArn(ctx: Context, { name, qualifier }: FunctionReference): string {
  return ctx.arn(qualifier === undefined ? `function:${name}` : `function:${name}:${qualifier}`);
}
