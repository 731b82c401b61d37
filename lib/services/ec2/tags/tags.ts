import type { Context } from "../../../runtime/context.js";
import { Tagging, tagList } from "../../../shared/tags.js";
import { invalidParameterValue, notTaggable, type ResourceKind, reservedTagKey } from "../errors.js";
import type { Tag, TagSpecification } from "../generated/types.js";
import { TAGS } from "./state.js";

const tagging = new Tagging(tagList, {
  check(key) {
    if (key === "") throw invalidParameterValue("Tag keys must be at least 1 character long.");
  },
  reserved: reservedTagKey,
  tooMany: (most, resource) =>
    invalidParameterValue(`You have reached the limit of ${most} tags for the resource ${resource}.`),
});

export function tagsOf(ctx: Context, id: string): readonly Tag[] {
  return ctx.table(TAGS).get(id) ?? [];
}

/** Adds tags to a resource; an existing key gets the new value. @throws InvalidParameterValue */
export function addTags(ctx: Context, id: string, added: readonly Tag[]): void {
  if (added.length === 0) return;
  ctx.table(TAGS).put(id, tagging.merged(tagsOf(ctx, id), added, id));
}

/** Removes tags: those with a key, optionally only with a value; all if none is given. */
export function removeTags(ctx: Context, id: string, removed: readonly Tag[] | undefined): void {
  const isRemoved = ({ Key, Value }: Tag) =>
    removed === undefined ||
    removed.some((tag) => tag.Key === Key && (tag.Value === undefined || tag.Value === Value));
  const left = tagsOf(ctx, id).filter((tag) => !isRemoved(tag));
  if (left.length > 0) ctx.table(TAGS).put(id, left);
  else ctx.table(TAGS).delete(id);
}

/** Adds the tags in a request to a new resource. @throws InvalidParameterValue for tags of other types. */
export function tagNew(
  ctx: Context,
  kind: ResourceKind,
  id: string,
  specifications: readonly TagSpecification[] = [],
): void {
  for (const { ResourceType = kind, Tags = [] } of specifications) {
    if (ResourceType !== kind) throw notTaggable(ResourceType);
    addTags(ctx, id, Tags);
  }
}
