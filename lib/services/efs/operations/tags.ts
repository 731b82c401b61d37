import type { Context } from "../../../runtime/context.js";
import { type Tagged, taggedRow } from "../../../shared/tags.js";
import { saveFileSystem } from "../file-systems.js";
import type {
  CreateTagsRequest,
  DeleteTagsRequest,
  DescribeTagsRequest,
  DescribeTagsResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { markerPager, pager } from "../paging.js";
import { findAccessPoint, findFileSystem, idOf } from "../references.js";
import { ACCESS_POINTS } from "../state.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/efs/latest/ug/API_TagResource.html */
export function tagResource(input: TagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.ResourceId);
  resource.replace(tagging.merged(resource.tags, input.Tags));
  return {};
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_UntagResource.html */
export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.ResourceId);
  resource.replace(tagging.without(resource.tags, input.TagKeys));
  return {};
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_ListTagsForResource.html */
export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResponse {
  const { tags } = taggedResource(ctx, input.ResourceId);
  const { items, next } = pager.list(input, "ListTagsForResource", byKey(tags), keyOf);
  return { Tags: items, NextToken: next };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_CreateTags.html, of the older API for tags. */
export function createTags(input: CreateTagsRequest, ctx: Context): object {
  return tagResource({ ResourceId: input.FileSystemId, Tags: input.Tags }, ctx);
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DeleteTags.html */
export function deleteTags(input: DeleteTagsRequest, ctx: Context): object {
  return untagResource({ ResourceId: input.FileSystemId, TagKeys: input.TagKeys }, ctx);
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeTags.html */
export function describeTags(input: DescribeTagsRequest, ctx: Context): DescribeTagsResponse {
  const { tags } = findFileSystem(ctx, input.FileSystemId);
  const { items, next } = markerPager.list(input, "DescribeTags", byKey(tags), keyOf);
  return { Marker: input.Marker, Tags: items, NextMarker: next };
}

function taggedResource(ctx: Context, reference: string): Tagged<readonly Tag[]> {
  if (idOf(reference).startsWith("fsap-")) {
    const row = findAccessPoint(ctx, reference);
    return taggedRow(ctx.table(ACCESS_POINTS), row.accessPointId, row);
  }
  const row = findFileSystem(ctx, reference);
  return { tags: row.tags, replace: (tags) => saveFileSystem(ctx, { ...row, tags }) };
}

function byKey(tags: readonly Tag[]): readonly Tag[] {
  return tags.toSorted((a, b) => (a.Key < b.Key ? -1 : 1));
}

function keyOf({ Key }: Tag): string {
  return Key;
}
