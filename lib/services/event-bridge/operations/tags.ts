import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { type Tagged, taggedRow } from "../../../shared/tags.js";
import { existingBus } from "../buses/lookup.js";
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from "../generated/types.js";
import { existingRule, ruleInArn } from "../rules/lookup.js";
import { BUSES } from "../state/buses.js";
import { RULES, ruleKey } from "../state/rules.js";
import { tagging } from "../tags.js";

export function tagResource(input: TagResourceRequest, ctx: Context): object {
  const resource = tagged(ctx, input.ResourceARN);
  resource.replace(tagging.merged(resource.tags, input.Tags));
  return {};
}

export function untagResource(input: UntagResourceRequest, ctx: Context): object {
  const resource = tagged(ctx, input.ResourceARN);
  resource.replace(tagging.without(resource.tags, input.TagKeys));
  return {};
}

export function listTagsForResource(
  input: ListTagsForResourceRequest,
  ctx: Context,
): ListTagsForResourceResponse {
  return { Tags: tagged(ctx, input.ResourceARN).tags };
}

/** The rule or bus with an ARN. @throws ResourceNotFoundException */
function tagged(ctx: Context, arn: string): Tagged<readonly Required<Tag>[]> {
  const named = ruleInArn(arn);
  if (!named) {
    const { account, region } = parseArn(arn) ?? {};
    const { ctx: there, bus } = existingBus(ctx.elsewhere({ account, region }), arn);
    return taggedRow(there.table(BUSES), bus.name, bus);
  }
  const { rule } = existingRule(ctx, named.name, named.bus);
  return taggedRow(ctx.table(RULES), ruleKey(rule), rule);
}
