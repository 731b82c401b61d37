import type { Grant, Permission } from "../generated/types.js";
import { canonicalId } from "../owners.js";

/** The groups that grants may name: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
export const GROUPS = {
  allUsers: "http://acs.amazonaws.com/groups/global/AllUsers",
  authenticatedUsers: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
  logDelivery: "http://acs.amazonaws.com/groups/s3/LogDelivery",
} as const;

const GROUP_URIS: readonly string[] = Object.values(GROUPS);

/** Whether a string is a group that grants may name. */
export function isGroup(uri: string): boolean {
  return GROUP_URIS.includes(uri);
}

/** Whether a string has the form of a canonical user id. The user is not looked up. */
export function isCanonicalId(id: string): boolean {
  return /^[0-9a-f]{64}$/.test(id);
}

/** A grant to a user by its canonical id. */
export function toUser(ID: string, Permission: Permission): Grant {
  return { Grantee: { Type: "CanonicalUser", ID }, Permission };
}

/** A grant to a group. */
export function toGroup(URI: string, Permission: Permission): Grant {
  return { Grantee: { Type: "Group", URI }, Permission };
}

/** The default ACL: full control for the owner only. */
export function ownersGrant(account: string): Grant {
  return toUser(canonicalId(account), "FULL_CONTROL");
}

/** Whether an ACL equals {@link ownersGrant}. */
export function isOwnersAlone(grants: readonly Grant[], account: string): boolean {
  const owner = canonicalId(account);
  return grants.every(({ Grantee }) => Grantee?.ID === owner);
}

/** Whether an ACL grants anything to everybody, or to all authenticated users. */
export function isPublic(grants: readonly Grant[]): boolean {
  return grants.some(({ Grantee }) => {
    const uri = Grantee?.URI;
    return uri === GROUPS.allUsers || uri === GROUPS.authenticatedUsers;
  });
}
