import type { Context } from "../../../runtime/context.js";
import { callingSession } from "../credentials.js";
import { chainedSessionTooLong } from "../errors.js";
import type { AssumeRoleRequest, AssumeRoleResponse } from "../generated/types.js";
import { packedPolicySize, sessionPolicies } from "../policies.js";
import { assume } from "../roles.js";
import { sessionTags, transitiveTags } from "../session-tags.js";

const DEFAULT_DURATION = 3600;
const LONGEST_CHAINED = 3600;

/** Unless permissions are enforced, every role exists and trusts every principal. */
export function assumeRole(input: AssumeRoleRequest, ctx: Context): AssumeRoleResponse {
  const { DurationSeconds: seconds = DEFAULT_DURATION, Tags = [], TransitiveTagKeys = [] } = input;
  const caller = callingSession(ctx);
  if (caller?.kind === "role" && seconds > LONGEST_CHAINED) throw chainedSessionTooLong();
  const inherited = caller?.transitiveTags ?? {};
  const { user, credentials } = assume(ctx, {
    roleArn: input.RoleArn,
    name: input.RoleSessionName,
    seconds,
    transitiveTags: transitiveTags(Tags, TransitiveTagKeys, inherited),
    tags: sessionTags(Tags, inherited),
    ...sessionPolicies(input),
    ...(input.SourceIdentity !== undefined && { sourceIdentity: input.SourceIdentity }),
  });
  return {
    Credentials: credentials,
    AssumedRoleUser: user,
    PackedPolicySize: packedPolicySize(input),
    SourceIdentity: input.SourceIdentity,
  };
}
