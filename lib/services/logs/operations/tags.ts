import { parseArn } from "../../../core/arn.js";
import type { Context } from "../../../core/context.js";
import { invalidParameter, resourceNotFound } from "../errors.js";
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
  TagLogGroupRequest,
  TagResourceRequest,
  UntagLogGroupRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { existingGroup, groupNameOf } from "../groups.js";
import { DESTINATIONS } from "../state/destinations.js";
import { LOG_GROUPS, type LogGroupRow, type Tags } from "../state/groups.js";
import { mergedTags, withoutTags } from "../tags.js";

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.resourceArn);
  resource.replace(mergedTags(resource.tags, input.tags));
  return {};
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  const resource = taggedResource(ctx, input.resourceArn);
  resource.replace(withoutTags(resource.tags, input.tagKeys));
  return {};
}

export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResponse {
  return { tags: { ...taggedResource(ctx, input.resourceArn).tags } };
}

/** The predecessor of TagResource. */
export function tagLogGroup(input: TagLogGroupRequest, ctx: Context): object {
  const group = taggedGroup(ctx, existingGroup(ctx, input.logGroupName));
  group.replace(mergedTags(group.tags, input.tags));
  return {};
}

/** The predecessor of UntagResource. */
export function untagLogGroup(input: UntagLogGroupRequest, ctx: Context): object {
  const group = taggedGroup(ctx, existingGroup(ctx, input.logGroupName));
  group.replace(withoutTags(group.tags, input.tags));
  return {};
}

/** The predecessor of ListTagsForResource. */
export function listTagsLogGroup(input: ListTagsLogGroupRequest, ctx: Context): ListTagsLogGroupResponse {
  return { tags: { ...existingGroup(ctx, input.logGroupName).tags } };
}

/** A resource whose tags can be read and replaced. */
interface Tagged {
  readonly tags: Tags;
  replace(tags: Tags): void;
}

/** A group or destination by its ARN. */
function taggedResource(ctx: Context, arn: string): Tagged {
  const { service, resource = "" } = parseArn(arn) ?? {};
  if (service !== "logs") throw invalidParameter(`Invalid ARN: ${arn}`);
  const [, destination] = /^destination:(.+)$/.exec(resource) ?? [];
  if (destination !== undefined) {
    const row = ctx.table(DESTINATIONS).get(destination);
    if (row?.arn !== arn) throw resourceNotFound();
    return { tags: row.tags, replace: (tags) => ctx.table(DESTINATIONS).put(destination, { ...row, tags }) };
  }
  const name = groupNameOf(ctx, arn);
  const row = name === undefined ? undefined : ctx.table(LOG_GROUPS).get(name);
  if (!row) throw resourceNotFound();
  return taggedGroup(ctx, row);
}

function taggedGroup(ctx: Context, row: LogGroupRow): Tagged {
  return {
    tags: row.tags,
    replace: (tags) => ctx.table(LOG_GROUPS).put(row.logGroupName, { ...row, tags }),
  };
}
