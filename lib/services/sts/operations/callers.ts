import type { Context } from "../../../runtime/context.js";
import type {
  GetAccessKeyInfoRequest,
  GetAccessKeyInfoResponse,
  GetCallerIdentityRequest,
  GetCallerIdentityResponse,
} from "../generated/types.js";
import { SESSIONS } from "../state.js";

export function getCallerIdentity(_input: GetCallerIdentityRequest, ctx: Context): GetCallerIdentityResponse {
  return { UserId: ctx.caller.userId, Account: ctx.account, Arn: ctx.caller.arn };
}

/** A key that STS did not issue belongs to the caller's account. */
export function getAccessKeyInfo(input: GetAccessKeyInfoRequest, ctx: Context): GetAccessKeyInfoResponse {
  return { Account: ctx.table(SESSIONS).get(input.AccessKeyId)?.account ?? ctx.account };
}
