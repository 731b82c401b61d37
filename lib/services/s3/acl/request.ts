import { aclInHeadersAndBody, cannedAclAndGrants, noAclSupplied } from "../errors/protection.js";
import type { AccessControlPolicy, Grant } from "../generated/types.js";
import { type AclOwners, cannedAcl } from "./canned-acls.js";
import { type GrantMembers, grantsFromHeaders } from "./grant-headers.js";
import { grantsFromPolicy } from "./policy.js";

/** The request members with ACL headers. */
export interface AclMembers extends GrantMembers {
  readonly ACL?: string;
}

/**
 * The grants in the headers of a request; `undefined` if there are none. Explicit grants replace everything:
 * the owner keeps only what they grant.
 *
 * @throws InvalidRequest for a canned ACL with grants, and errors of either
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
 * @throws MissingSecurityHeader for none, UnexpectedContent for grants in both headers and body
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
