import { keysOf, type Need } from "../../authorization/requirement.js";
import { type AuthorizationTable, anywhere } from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import { parseArn, stsArn } from "../../shared/arn.js";
import type { AssumeRoleRequest, StsOperations } from "./generated/types.js";
import { usesMfa } from "./mfa.js";

/** Always allowed, independent of policies. */
const always = (): Need => ({ always: true });

/** Assuming a role, with tags and a source identity, requires a permission in its trust policy. */
function assumes(input: AssumeRoleRequest, _ctx: Context): readonly Need[] {
  const { RoleArn, RoleSessionName, ExternalId, SourceIdentity, Tags = [], TransitiveTagKeys } = input;
  const keys = keysOf({
    "sts:RoleSessionName": RoleSessionName,
    "sts:ExternalId": ExternalId,
    "sts:SourceIdentity": SourceIdentity,
    "sts:TransitiveTagKeys": TransitiveTagKeys,
    ...(usesMfa(input) && { "aws:MultiFactorAuthPresent": true, "aws:MultiFactorAuthAge": 0 }),
  });
  const actions = ["sts:AssumeRole"];
  if (Tags.length > 0) actions.push("sts:TagSession");
  if (SourceIdentity !== undefined) actions.push("sts:SetSourceIdentity");
  // The operation rejects other ARNs.
  if (!parseArn(RoleArn)?.resource.startsWith("role/")) return [always()];
  return actions.map((action) => ({ action, resource: RoleArn, trust: true, keys }));
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export const authorization = {
  assumeRole: assumes,
  // The operations evaluate the trust policy themselves, with the claims of the assertion or token.
  assumeRoleWithSAML: always,
  assumeRoleWithWebIdentity: always,
  getAccessKeyInfo: anywhere,
  getCallerIdentity: always,
  getFederationToken: ({ Name }, ctx) => ({ resource: stsArn(ctx, `federated-user/${Name}`) }),
  getSessionToken: (): Need => ({ unlessDenied: { kind: "always" } }),
} satisfies AuthorizationTable<StsOperations>;
