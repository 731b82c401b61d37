import type { Context } from "../../runtime/context.js";
import { parsePolicyArn } from "./arns.js";
import { awsManagedPolicy } from "./aws-managed/policies.js";
import { encodedDocument } from "./documents.js";
import { accessDenied, boundaryNotAttachable, policyNotFound } from "./errors.js";
import type { AttachedPermissionsBoundary, Policy, PolicyVersion } from "./generated/types.js";
import type { PolicyUsage } from "./policy-usage.js";
import { type BoundedRow, keyOf, POLICIES, type PolicyRow, type PolicyVersionRow } from "./state.js";
import { describeTags } from "./tags.js";

/** A policy of the account or of AWS by its ARN. @throws ValidationError if it is not an ARN. */
export function policyOf(ctx: Context, arn: string): PolicyRow | undefined {
  // Fast path without parsing: usually it is the ARN of an existing policy.
  const own = ctx.table(POLICIES).get(keyOf(arn.slice(arn.lastIndexOf("/") + 1)));
  if (own?.arn === arn) return own;
  const { owner, name } = parsePolicyArn(arn);
  const row = owner === "aws" ? awsManagedPolicy(ctx, name) : ctx.table(POLICIES).get(keyOf(name));
  return row?.arn === arn ? row : undefined;
}

/** @throws ValidationError, NoSuchEntity */
export function findPolicy(ctx: Context, arn: string): PolicyRow {
  const row = policyOf(ctx, arn);
  if (!row) throw policyNotFound(arn);
  return row;
}

/** A policy that the account may change. @throws ValidationError, NoSuchEntity, AccessDenied */
export function findOwnPolicy(ctx: Context, arn: string, action: string): PolicyRow {
  const row = findPolicy(ctx, arn);
  if (parsePolicyArn(arn).owner === "aws") throw accessDenied(ctx.caller.arn, action, arn);
  return row;
}

export function savePolicy(ctx: Context, row: PolicyRow): void {
  ctx.table(POLICIES).put(keyOf(row.name), row);
}

/** @throws NoSuchEntity when there is no such policy, ValidationError when it is not an ARN. */
export function checkedBoundary(ctx: Context, arn: string): string {
  if (!policyOf(ctx, arn)) throw boundaryNotAttachable(arn);
  return arn;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachedPermissionsBoundary.html */
export function describeBoundary({ boundary }: BoundedRow): {
  PermissionsBoundary?: AttachedPermissionsBoundary;
} {
  if (boundary === undefined) return {};
  return {
    PermissionsBoundary: {
      PermissionsBoundaryType: "Policy",
      PermissionsBoundaryArn: boundary,
    },
  };
}

/** A policy as returned by ListPolicies; GetPolicy returns more. */
export function describePolicy(row: PolicyRow, usage: PolicyUsage): Policy {
  return {
    PolicyName: row.name,
    PolicyId: row.id,
    Arn: row.arn,
    Path: row.path,
    DefaultVersionId: row.defaultVersionId,
    AttachmentCount: usage.attachments,
    PermissionsBoundaryUsageCount: usage.boundaries,
    IsAttachable: true,
    CreateDate: row.createdAt,
    UpdateDate: row.updatedAt,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html */
export function describePolicyInFull(row: PolicyRow, usage: PolicyUsage): Policy {
  return { ...describePolicy(row, usage), Description: row.description, ...describeTags(row.tags) };
}

/** A version without its document, as returned by listings and CreatePolicyVersion. */
export function describeVersion(row: PolicyRow, version: PolicyVersionRow): PolicyVersion {
  return {
    VersionId: version.versionId,
    IsDefaultVersion: version.versionId === row.defaultVersionId,
    CreateDate: version.createdAt,
  };
}

export function describeVersionInFull(row: PolicyRow, version: PolicyVersionRow): PolicyVersion {
  return { Document: encodedDocument(version.document), ...describeVersion(row, version) };
}
