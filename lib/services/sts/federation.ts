import type { FederatedFacts } from "../../authorization/principals.js";
import { keysOf, type Requirement } from "../../authorization/requirement.js";
import type { Context } from "../../runtime/context.js";
import { notAuthorized } from "./errors.js";
import type { Tag } from "./generated/types.js";

/** The role session that a federated user requests. */
export interface FederatedRequest {
  /** `sts:AssumeRoleWithSAML` */
  readonly action: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sourceIdentity?: string | undefined;
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
}

/** @throws AccessDenied where permissions are enforced, unless the trust policy of the role lets the user assume it. */
export function checkTrust(ctx: Context, request: FederatedRequest, facts: FederatedFacts): void {
  const { action, roleArn: resource, sessionName, sourceIdentity, tags, transitiveTagKeys } = request;
  const keys = keysOf({
    "sts:RoleSessionName": sessionName,
    "sts:SourceIdentity": sourceIdentity,
    "sts:TransitiveTagKeys": transitiveTagKeys.length > 0 ? transitiveTagKeys : undefined,
  });
  const actions = [action];
  if (tags.length > 0) actions.push("sts:TagSession");
  if (sourceIdentity !== undefined) actions.push("sts:SetSourceIdentity");
  const requirements = actions.map((one): Requirement => ({ action: one, resource, trust: true, keys }));
  const tagged = new Map(tags.map(({ Key, Value }) => [Key, Value]));
  const denial = ctx.authorization.denialOfFederated(facts, ctx, requirements, tagged);
  if (denial) throw notAuthorized(denial.requirement.action);
}
