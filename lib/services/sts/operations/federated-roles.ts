import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import { unreadableResponse } from "../errors.js";
import { checkTrust } from "../federation.js";
import type {
  AssumeRoleWithSAMLRequest,
  AssumeRoleWithSAMLResponse,
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from "../generated/types.js";
import { packedPolicySize, sessionPolicies } from "../policies.js";
import { assume } from "../roles.js";
import { attributeClaims, nameQualifierOf, sessionClaims, subjectTypeOf } from "../saml/claims.js";
import { samlIdentity } from "../saml/identity.js";
import { checkMapping, samlProviderOf } from "../saml/provider.js";
import { readSamlResponse, type SamlResponse } from "../saml/response.js";
import { sessionTags, transitiveTags } from "../session-tags.js";
import { readWebIdentity } from "../web-identity.js";
import { webIdentityProviderOf } from "../web-identity-provider.js";

const DEFAULT_DURATION = 3600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
export function assumeRoleWithSAML(
  input: AssumeRoleWithSAMLRequest,
  ctx: Context,
): AssumeRoleWithSAMLResponse | Pending<AssumeRoleWithSAMLResponse> {
  return whenReady(readSamlResponse(input.SAMLAssertion), (response) => {
    if (!response) throw unreadableResponse(ctx.requestId);
    return assumeBySaml(input, response, ctx);
  });
}

function assumeBySaml(
  input: AssumeRoleWithSAMLRequest,
  response: SamlResponse,
  ctx: Context,
): AssumeRoleWithSAMLResponse {
  const { RoleArn: roleArn, PrincipalArn: provider } = input;
  const identity = samlIdentity(ctx, response);
  const { sessionName, sourceIdentity, tags, transitiveTagKeys } = identity;
  const providerArn = samlProviderOf(ctx, provider, response);
  checkMapping(ctx, roleArn, provider, identity);
  const claims = sessionClaims(response, providerArn);
  checkTrust(
    ctx,
    { action: "sts:AssumeRoleWithSAML", roleArn, sessionName, sourceIdentity, tags, transitiveTagKeys },
    { provider, issuer: "saml", claims: { ...attributeClaims(response), ...claims } },
  );
  const { user, credentials } = assume(ctx, {
    roleArn,
    name: sessionName,
    seconds: Math.min(input.DurationSeconds ?? DEFAULT_DURATION, identity.longest),
    transitiveTags: transitiveTags(tags, transitiveTagKeys, {}),
    tags: sessionTags(tags, {}),
    provider,
    federation: { issuer: "saml", claims },
    ...sessionPolicies(input),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  });
  return {
    Credentials: credentials,
    AssumedRoleUser: user,
    PackedPolicySize: packedPolicySize({ ...input, Tags: tags }),
    Subject: response.subject,
    SubjectType: subjectTypeOf(response),
    Issuer: response.issuer,
    Audience: response.recipient,
    NameQualifier: nameQualifierOf(response, providerArn),
    SourceIdentity: sourceIdentity,
  };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export function assumeRoleWithWebIdentity(
  input: AssumeRoleWithWebIdentityRequest,
  ctx: Context,
): AssumeRoleWithWebIdentityResponse {
  const { RoleArn: roleArn, RoleSessionName: sessionName } = input;
  const identity = readWebIdentity(ctx, input.WebIdentityToken);
  const { issuer, claims, transitiveTagKeys } = identity;
  const provider = webIdentityProviderOf(ctx, roleArn, identity);
  const tags = Array.from(identity.tags, ([Key, Value]) => ({ Key, Value }));
  checkTrust(
    ctx,
    { action: "sts:AssumeRoleWithWebIdentity", roleArn, sessionName, tags, transitiveTagKeys },
    { provider, issuer, claims },
  );
  const { user, credentials } = assume(ctx, {
    roleArn,
    name: sessionName,
    seconds: input.DurationSeconds ?? DEFAULT_DURATION,
    transitiveTags: transitiveTags(tags, transitiveTagKeys, {}),
    tags: sessionTags(tags, {}),
    provider,
    federation: { issuer, claims },
    ...sessionPolicies(input),
  });
  return {
    Credentials: credentials,
    SubjectFromWebIdentityToken: identity.subject,
    AssumedRoleUser: user,
    PackedPolicySize: packedPolicySize(input),
    Provider: input.ProviderId ?? provider,
    Audience: identity.audience,
  };
}
