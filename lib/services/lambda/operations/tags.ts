import type { Context } from "../../../core/context.js";
import { resourceNotFound } from "../errors/base.js";
import { functionNotFound } from "../errors/functions.js";
import { onlyFunctionsHaveTags } from "../errors/tags.js";
import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { parseReference, referenceOf } from "../references.js";
import { FUNCTIONS, type FunctionRow } from "../state.js";
import { withoutTags, withTags } from "../tags.js";

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  const row = tagged(ctx, input.Resource);
  ctx.table(FUNCTIONS).put(row.name, { ...row, tags: withTags(row.tags, input.Tags) });
  return {};
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  const row = tagged(ctx, input.Resource);
  ctx.table(FUNCTIONS).put(row.name, { ...row, tags: withoutTags(row.tags, input.TagKeys) });
  return {};
}

export function listTags(input: ListTagsRequest, ctx: Context): ListTagsResponse {
  return { Tags: tagged(ctx, input.Resource).tags };
}

/** Only functions have tags here; other resources that could are not simulated, so there are none. */
function tagged(ctx: Context, arn: string): FunctionRow {
  const kind = arn.split(":")[5];
  if (kind === "event-source-mapping") throw resourceNotFound(`Event source mapping not found: ${arn}`);
  if (kind !== "function" || !parseReference(arn))
    throw resourceNotFound(`The resource you requested does not exist.`);
  const { name, qualifier } = referenceOf(ctx, arn);
  if (qualifier !== undefined) throw onlyFunctionsHaveTags();
  const row = ctx.table(FUNCTIONS).get(name);
  if (!row) throw functionNotFound(arn);
  return row;
}
