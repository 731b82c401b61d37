import type { Context } from "../../runtime/context.js";
import { encodedDocument, policySize } from "./documents.js";
import { protectedRole, quotaExceeded } from "./errors.js";
import type { Role } from "./generated/types.js";
import { describeBoundary } from "./policies.js";
import { checkTrustPolicy } from "./policy-grammar.js";
import { findPrincipal, ROLE } from "./principals.js";
import type { RoleRow } from "./state.js";
import { describeTags } from "./tags.js";

/** Maximum characters of a trust policy. */
const TRUST_POLICY_SIZE = 2048;

/**
 * A role that the account may change, as opposed to a service-linked role. @throws NoSuchEntity,
 * UnmodifiableEntity
 */
export function findOwnRole(ctx: Context, name: string): RoleRow {
  const row = findPrincipal(ctx, ROLE, name);
  if (row.linkedService !== undefined) throw protectedRole(row.name);
  return row;
}

/** @throws MalformedPolicyDocument, LimitExceeded */
export function checkedTrustPolicy(ctx: Context, document: string): string {
  checkTrustPolicy(ctx, document);
  if (policySize(document) > TRUST_POLICY_SIZE) throw quotaExceeded("ACLSizePerRole", TRUST_POLICY_SIZE);
  return document;
}

/** A role as returned in instance profiles; other responses have more. */
export function describeRoleBriefly(row: RoleRow): Role {
  return {
    Path: row.path,
    RoleName: row.name,
    RoleId: row.id,
    Arn: row.arn,
    CreateDate: row.createdAt,
    AssumeRolePolicyDocument: encodedDocument(row.trustPolicy),
  };
}

/** A role as returned by ListRoles. */
export function describeRole(row: RoleRow): Role {
  return {
    ...describeRoleBriefly(row),
    Description: row.description,
    MaxSessionDuration: row.maxSessionDuration,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
export function describeRoleInFull(row: RoleRow): Role {
  return { ...describeRole(row), ...describeBoundary(row), ...describeTags(row.tags), RoleLastUsed: {} };
}
