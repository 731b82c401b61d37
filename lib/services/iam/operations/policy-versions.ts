import type { Context } from "../../../runtime/context.js";
import { thisSecond } from "../arns.js";
import { policySize } from "../documents.js";
import { quotaExceeded, tooManyVersions, versionIsDefault, versionNotFound } from "../errors.js";
import type {
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyVersionRequest,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  SetDefaultPolicyVersionRequest,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import {
  describeVersion,
  describeVersionInFull,
  findOwnPolicy,
  findPolicy,
  savePolicy,
} from "../policies.js";
import { checkIdentityPolicy } from "../policy-grammar.js";
import { MANAGED_POLICY_SIZE } from "../quotas.js";
import type { PolicyRow, PolicyVersionRow } from "../state.js";

const MOST_VERSIONS = 5;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export function createPolicyVersion(
  input: CreatePolicyVersionRequest,
  ctx: Context,
): CreatePolicyVersionResponse {
  const row = findOwnPolicy(ctx, input.PolicyArn, "CreatePolicyVersion");
  checkIdentityPolicy(input.PolicyDocument);
  if (policySize(input.PolicyDocument) > MANAGED_POLICY_SIZE)
    throw quotaExceeded("PolicySize", MANAGED_POLICY_SIZE);
  if (row.versions.length >= MOST_VERSIONS) throw tooManyVersions();
  const version: PolicyVersionRow = {
    versionId: `v${row.nextVersion}`,
    document: input.PolicyDocument,
    createdAt: thisSecond(ctx),
  };
  const changed: PolicyRow = {
    ...row,
    versions: [...row.versions, version],
    nextVersion: row.nextVersion + 1,
    updatedAt: version.createdAt,
    ...(input.SetAsDefault && { defaultVersionId: version.versionId }),
  };
  savePolicy(ctx, changed);
  return { PolicyVersion: describeVersion(changed, version) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export function getPolicyVersion(input: GetPolicyVersionRequest, ctx: Context): GetPolicyVersionResponse {
  const row = findPolicy(ctx, input.PolicyArn);
  return { PolicyVersion: describeVersionInFull(row, findVersion(row, input.VersionId)) };
}

/** Newest first. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export function listPolicyVersions(
  input: ListPolicyVersionsRequest,
  ctx: Context,
): ListPolicyVersionsResponse {
  const row = findPolicy(ctx, input.PolicyArn);
  const { items, paging } = pageOfList(input, `versions of ${row.arn}`, row.versions.toReversed());
  return { Versions: items.map((version) => describeVersion(row, version)), ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export function setDefaultPolicyVersion(input: SetDefaultPolicyVersionRequest, ctx: Context): object {
  const row = findOwnPolicy(ctx, input.PolicyArn, "SetDefaultPolicyVersion");
  const { versionId } = findVersion(row, input.VersionId);
  savePolicy(ctx, { ...row, defaultVersionId: versionId, updatedAt: thisSecond(ctx) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export function deletePolicyVersion(input: DeletePolicyVersionRequest, ctx: Context): object {
  const row = findOwnPolicy(ctx, input.PolicyArn, "DeletePolicyVersion");
  const gone = findVersion(row, input.VersionId);
  if (gone.versionId === row.defaultVersionId) throw versionIsDefault();
  savePolicy(ctx, { ...row, versions: row.versions.filter((version) => version !== gone) });
  return {};
}

function findVersion(row: PolicyRow, versionId: string): PolicyVersionRow {
  const found = row.versions.find((version) => version.versionId === versionId);
  if (!found) throw versionNotFound(row.arn, versionId);
  return found;
}
