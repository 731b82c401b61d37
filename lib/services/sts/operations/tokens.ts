import type { Context } from "../../../runtime/context.js";
import { stsArn } from "../../../shared/arn.js";
import { callingSession, issueCredentials } from "../credentials.js";
import { sessionCredentialsRefused } from "../errors.js";
import type {
  GetFederationTokenRequest,
  GetFederationTokenResponse,
  GetSessionTokenRequest,
  GetSessionTokenResponse,
} from "../generated/types.js";
import { usesMfa } from "../mfa.js";
import { packedPolicySize, sessionPolicies } from "../policies.js";
import { sessionTags, transitiveTags } from "../session-tags.js";

const DEFAULT_DURATION = 43_200;

export function getSessionToken(input: GetSessionTokenRequest, ctx: Context): GetSessionTokenResponse {
  if (callingSession(ctx)) throw sessionCredentialsRefused("GetSessionToken");
  const { arn, userId } = ctx.caller;
  const session = {
    kind: "user",
    account: ctx.account,
    arn,
    userId,
    transitiveTags: {},
    ...(usesMfa(input) && { mfa: true }),
    ...callingUser(ctx),
  } as const;
  return { Credentials: issueCredentials(ctx, session, input.DurationSeconds ?? DEFAULT_DURATION) };
}

export function getFederationToken(
  input: GetFederationTokenRequest,
  ctx: Context,
): GetFederationTokenResponse {
  if (callingSession(ctx)) throw sessionCredentialsRefused("GetFederationToken");
  const PackedPolicySize = packedPolicySize(input);
  const { account } = ctx;
  const arn = stsArn(ctx, `federated-user/${input.Name}`);
  const userId = `${account}:${input.Name}`;
  const session = {
    kind: "federated-user",
    account,
    arn,
    userId,
    ...callingUser(ctx),
    transitiveTags: transitiveTags(input.Tags ?? [], [], {}),
    tags: sessionTags(input.Tags ?? [], {}),
    ...sessionPolicies(input),
  } as const;
  return {
    Credentials: issueCredentials(ctx, session, input.DurationSeconds ?? DEFAULT_DURATION),
    FederatedUser: { FederatedUserId: userId, Arn: arn },
    PackedPolicySize,
  };
}

/** All keys that IAM did not issue are the root user's. */
function callingUser({ caller, ports }: Context): { readonly userArn?: string } {
  return ports.callers?.resolve(caller.accessKeyId) ? { userArn: caller.arn } : {};
}
