import type { Context } from "../../../runtime/context.js";
import { callingSession } from "../credentials.js";
import { chainedSessionTooLong } from "../errors.js";
import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from "../generated/types.js";
import { packedPolicySize } from "../policies.js";
import { assume } from "../roles.js";
import { transitiveTags } from "../session-tags.js";
import { readWebIdentity } from "../web-identity.js";

const DEFAULT_DURATION = 3600;
const LONGEST_CHAINED = 3600;

/** Every role exists and trusts everybody, whatever IAM knows of it. */
export function assumeRole(input: AssumeRoleRequest, ctx: Context): AssumeRoleResponse {
  const { DurationSeconds: seconds = DEFAULT_DURATION, Tags = [], TransitiveTagKeys = [] } = input;
  const caller = callingSession(ctx);
  if (caller?.kind === "role" && seconds > LONGEST_CHAINED) throw chainedSessionTooLong();
  const { user, credentials } = assume(ctx, {
    roleArn: input.RoleArn,
    name: input.RoleSessionName,
    seconds,
    transitiveTags: transitiveTags(Tags, TransitiveTagKeys, caller?.transitiveTags ?? {}),
  });
  return {
    Credentials: credentials,
    AssumedRoleUser: user,
    PackedPolicySize: packedPolicySize(input),
    SourceIdentity: input.SourceIdentity,
  };
}

export function assumeRoleWithWebIdentity(
  input: AssumeRoleWithWebIdentityRequest,
  ctx: Context,
): AssumeRoleWithWebIdentityResponse {
  const { subject, audience, provider } = readWebIdentity(ctx, input.WebIdentityToken);
  const { user, credentials } = assume(ctx, {
    roleArn: input.RoleArn,
    name: input.RoleSessionName,
    seconds: input.DurationSeconds ?? DEFAULT_DURATION,
    transitiveTags: {},
  });
  return {
    Credentials: credentials,
    SubjectFromWebIdentityToken: subject,
    AssumedRoleUser: user,
    PackedPolicySize: packedPolicySize(input),
    Provider: input.ProviderId ?? provider,
    Audience: audience,
  };
}
