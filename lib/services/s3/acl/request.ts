import { aclInHeadersAndBody, cannedAclAndGrants, noAclSupplied } from "../errors/protection.js";
import type { AccessControlPolicy, Grant } from "../generated/types.js";
import { type AclOwners, cannedAcl } from "./canned-acls.js";
import { type GrantMembers, grantsFromHeaders } from "./grant-headers.js";
import { grantsFromPolicy } from "./policy.js";

/** The members of a request whose headers carry an ACL. */
export interface AclMembers extends GrantMembers {
  readonly ACL?: string;
}

/**
 * The grants that the headers of a request ask for; `undefined` when they do not.
 * Grants one by one replace everything: the owner keeps nothing but what they give.
 *
 * @throws InvalidRequest for a canned ACL with grants, and what is wrong with either
 */
export function aclFromHeaders(input: AclMembers, owners: AclOwners): readonly Grant[] | undefined {
  const grants = grantsFromHeaders(input, owners.resource);
  if (input.ACL === undefined) return grants.length === 0 ? undefined : grants;
  if (grants.length > 0) throw cannedAclAndGrants();
  return cannedAcl(input.ACL, owners);
}

/**
 * The grants that PutBucketAcl and PutObjectAcl set.
 *
 * @throws MissingSecurityHeader for none, UnexpectedContent for some in headers and some in the body
 */
export function aclFromRequest(
  input: AclMembers & { readonly AccessControlPolicy?: AccessControlPolicy },
  owners: AclOwners,
): readonly Grant[] {
  const fromHeaders = aclFromHeaders(input, owners);
  const { AccessControlPolicy } = input;
  if (AccessControlPolicy === undefined) {
    if (fromHeaders === undefined) throw noAclSupplied();
    return fromHeaders;
  }
  if (fromHeaders !== undefined) throw aclInHeadersAndBody();
  return grantsFromPolicy(AccessControlPolicy, owners);
}
