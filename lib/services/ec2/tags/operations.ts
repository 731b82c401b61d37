import type { Context } from "../../../runtime/context.js";
import { passing } from "../filters.js";
import type {
  CreateTagsRequest,
  DeleteTagsRequest,
  DescribeTagsRequest,
  DescribeTagsResult,
} from "../generated/types.js";
import { page } from "../listing.js";
import { kindOf, requireResource } from "../resources.js";
import { TAGS } from "./state.js";
import { addTags, removeTags } from "./tags.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html */
export function createTags(input: CreateTagsRequest, ctx: Context): object {
  for (const id of input.Resources) {
    requireResource(ctx, id);
    addTags(ctx, id, input.Tags);
  }
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html */
export function deleteTags(input: DeleteTagsRequest, ctx: Context): object {
  for (const id of input.Resources) {
    requireResource(ctx, id);
    removeTags(ctx, id, input.Tags);
  }
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html */
export function describeTags(input: DescribeTagsRequest, ctx: Context): DescribeTagsResult {
  const all = [...ctx.table(TAGS).range()].flatMap(([ResourceId, tags]) =>
    tags.map(({ Key, Value }) => ({ Key, ResourceId, ResourceType: kindOf(ResourceId), Value })),
  );
  const passes = passing(
    input.Filters,
    {
      key: ({ Key }) => [Key],
      "resource-id": ({ ResourceId }) => [ResourceId],
      "resource-type": ({ ResourceType }) => [ResourceType],
      value: ({ Value }) => [Value],
    },
    (tag: (typeof all)[number]) => [tag],
  );
  const position = ({ ResourceId, Key = "" }: (typeof all)[number]) => `${ResourceId} ${Key}`;
  const inOrder = all.filter(passes).sort((a, b) => (position(a) < position(b) ? -1 : 1));
  const { items, NextToken } = page(input, "Describe tags", inOrder, position);
  return { Tags: items, NextToken };
}
