import type { Context } from "../../../runtime/context.js";
import { lifecyclePolicyNotFound, previewInProgress, previewNotFound } from "../errors/policies.js";
import type {
  DeleteLifecyclePolicyRequest,
  DeleteLifecyclePolicyResponse,
  GetLifecyclePolicyPreviewRequest,
  GetLifecyclePolicyPreviewResponse,
  GetLifecyclePolicyRequest,
  GetLifecyclePolicyResponse,
  LifecyclePolicyPreviewResult,
  PutLifecyclePolicyRequest,
  PutLifecyclePolicyResponse,
  StartLifecyclePolicyPreviewRequest,
  StartLifecyclePolicyPreviewResponse,
} from "../generated/types.js";
import { findImage } from "../images/identifiers.js";
import { readLifecyclePolicy } from "../lifecycle/document.js";
import { requestEvaluation } from "../lifecycle/evaluate.js";
import { countPreviewDescribe, startPreview, summaryOf } from "../lifecycle/preview.js";
import { pager, rejectPaging } from "../paging.js";
import { type Found, findRepository } from "../repositories.js";
import { LIFECYCLE_POLICIES, type LifecyclePolicyRow, PREVIEWS } from "../state/lifecycle.js";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html */
export function putLifecyclePolicy(
  input: PutLifecyclePolicyRequest,
  ctx: Context,
): PutLifecyclePolicyResponse {
  const { at, name } = findRepository(ctx, input);
  const text = input.lifecyclePolicyText;
  at.table(LIFECYCLE_POLICIES).put(name, {
    id: at.ids.hex(16),
    repositoryName: name,
    text,
    rules: readLifecyclePolicy(text),
    lastEvaluatedAt: at.date(),
    pending: false,
  });
  requestEvaluation(at, name);
  return { registryId: at.account, repositoryName: name, lifecyclePolicyText: text };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html */
export function getLifecyclePolicy(
  input: GetLifecyclePolicyRequest,
  ctx: Context,
): GetLifecyclePolicyResponse {
  const found = findRepository(ctx, input);
  return policyReply(found, findPolicy(found));
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteLifecyclePolicy.html */
export function deleteLifecyclePolicy(
  input: DeleteLifecyclePolicyRequest,
  ctx: Context,
): DeleteLifecyclePolicyResponse {
  const found = findRepository(ctx, input);
  const row = findPolicy(found);
  found.at.table(LIFECYCLE_POLICIES).delete(found.name);
  return policyReply(found, row);
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartLifecyclePolicyPreview.html */
export function startLifecyclePolicyPreview(
  input: StartLifecyclePolicyPreviewRequest,
  ctx: Context,
): StartLifecyclePolicyPreviewResponse {
  const found = findRepository(ctx, input);
  const { at, name } = found;
  if (at.table(PREVIEWS).get(name)?.status === "IN_PROGRESS") throw previewInProgress(name, at);
  const { text, status } = startPreview(at, name, input.lifecyclePolicyText ?? findPolicy(found).text);
  return { registryId: at.account, repositoryName: name, lifecyclePolicyText: text, status };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicyPreview.html */
export function getLifecyclePolicyPreview(
  input: GetLifecyclePolicyPreviewRequest,
  ctx: Context,
): GetLifecyclePolicyPreviewResponse {
  const found = findRepository(ctx, input);
  const { at, name } = found;
  const row = at.table(PREVIEWS).get(name);
  if (!row) throw previewNotFound(name, at);
  countPreviewDescribe(at, row);
  if (input.imageIds) rejectPaging(input, "imageIds");
  const results = row.results.filter(wanted(found, input));
  const { items, next } = pager.list(input, `GetLifecyclePolicyPreview ${row.id}`, results);
  return {
    registryId: at.account,
    repositoryName: name,
    lifecyclePolicyText: row.text,
    status: row.status,
    nextToken: next,
    previewResults: items,
    summary: summaryOf(row.results),
  };
}

function wanted({ at, name }: Found, { imageIds, filter }: GetLifecyclePolicyPreviewRequest) {
  const digests = imageIds && new Set(imageIds.map((id) => findImage(at, name, id).digest));
  const tagStatus = filter?.tagStatus ?? "ANY";
  return ({ imageDigest = "", imageTags }: LifecyclePolicyPreviewResult) =>
    (!digests || digests.has(imageDigest)) &&
    (tagStatus === "ANY" || (tagStatus === "TAGGED") === (imageTags !== undefined));
}

function findPolicy({ at, name }: Found): LifecyclePolicyRow {
  const row = at.table(LIFECYCLE_POLICIES).get(name);
  if (!row) throw lifecyclePolicyNotFound(name, at);
  return row;
}

function policyReply({ at, name }: Found, { text, lastEvaluatedAt }: LifecyclePolicyRow) {
  return { registryId: at.account, repositoryName: name, lifecyclePolicyText: text, lastEvaluatedAt };
}
