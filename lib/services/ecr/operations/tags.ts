import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { invalidArn } from "../errors/repositories.js";
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from "../generated/types.js";
import { type Found, findRepository } from "../repositories.js";
import { REPOSITORIES } from "../state/repositories.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html */
export function tagResource({ resourceArn, tags }: TagResourceRequest, ctx: Context): TagResourceResponse {
  const found = findTagged(ctx, resourceArn);
  keepTags(found, tagging.merged(found.tags, tags));
  return {};
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html */
export function untagResource(
  { resourceArn, tagKeys }: UntagResourceRequest,
  ctx: Context,
): UntagResourceResponse {
  const found = findTagged(ctx, resourceArn);
  keepTags(found, tagging.without(found.tags, tagKeys));
  return {};
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(
  { resourceArn }: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResponse {
  return { tags: findTagged(ctx, resourceArn).tags };
}

function findTagged(ctx: Context, resourceArn: string): Found {
  const arn = parseArn(resourceArn);
  const repositoryName = /^repository\/(.+)$/.exec(arn?.resource ?? "")?.[1];
  if (arn?.service !== "ecr" || arn.region !== ctx.region || repositoryName === undefined) throw invalidArn();
  return findRepository(ctx, { registryId: arn.account, repositoryName });
}

function keepTags({ at, name, repository, policyText }: Found, tags: readonly Tag[]): void {
  at.table(REPOSITORIES).put(name, { repository, tags, ...(policyText !== undefined && { policyText }) });
}
