import { emailGrant, invalidGrantee, invalidGroup, malformedAcl } from "../errors/protection.js";
import type { AccessControlPolicy, Grant } from "../generated/types.js";
import { canonicalId } from "../owners.js";
import type { AclOwners } from "./canned-acls.js";
import { isCanonicalId, isGroup, toGroup, toUser } from "./grants.js";

/** The limit in S3's published schema; more grants are malformed. */
const MOST_GRANTS = 100;

/**
 * The grants of an ACL in XML.
 *
 * @throws MalformedACLError for a missing element, InvalidArgument for an unknown grantee, MethodNotAllowed
 * for an e-mail address
 */
export function grantsFromPolicy(
  { Grants, Owner }: AccessControlPolicy,
  { resource, owner }: AclOwners,
): readonly Grant[] {
  if (Grants === undefined || Owner?.ID === undefined || Grants.length > MOST_GRANTS) throw malformedAcl();
  // An ACL cannot change the owner of its resource.
  if (Owner.ID !== canonicalId(owner)) throw invalidGrantee("CanonicalUser/ID", Owner.ID);
  return Grants.map((grant) => readGrant(grant, resource));
}

function readGrant({ Grantee, Permission }: Grant, resource: AclOwners["resource"]): Grant {
  if (Grantee === undefined || Permission === undefined) throw malformedAcl();
  const { ID = "", URI = "" } = Grantee;
  switch (Grantee.Type) {
    case "CanonicalUser":
      if (!isCanonicalId(ID)) throw invalidGrantee("CanonicalUser/ID", ID);
      return toUser(ID, Permission);
    case "Group":
      if (!isGroup(URI)) throw invalidGroup("Group/URI", URI);
      return toGroup(URI, Permission);
    case "AmazonCustomerByEmail":
      throw emailGrant(resource);
  }
}
