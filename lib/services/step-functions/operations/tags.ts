import type { Context } from "../../../runtime/context.js";
import { type Tagged, taggedRow } from "../../../shared/tags.js";
import { isOwnArn, parseActivityArn, parseStateMachineArn } from "../arns.js";
import { resourceNotFound } from "../errors/requests.js";
import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  TagResourceOutput,
  UntagResourceInput,
  UntagResourceOutput,
} from "../generated/types.js";
import { ACTIVITIES } from "../state/activities.js";
import { STATE_MACHINES, type Tags } from "../state/state-machines.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */
export function tagResource({ resourceArn, tags }: TagResourceInput, ctx: Context): TagResourceOutput {
  const resource = taggedOf(ctx, resourceArn);
  resource.replace(tagging.merged(resource.tags, tags, resourceArn));
  return {};
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html */
export function untagResource(
  { resourceArn, tagKeys }: UntagResourceInput,
  ctx: Context,
): UntagResourceOutput {
  const resource = taggedOf(ctx, resourceArn);
  resource.replace(tagging.without(resource.tags, tagKeys));
  return {};
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html */
export function listTagsForResource(
  { resourceArn }: ListTagsForResourceInput,
  ctx: Context,
): ListTagsForResourceOutput {
  return { tags: taggedOf(ctx, resourceArn).tags };
}

/** A state machine or activity; other resources have no tags. @throws InvalidArn, ResourceNotFound */
function taggedOf(ctx: Context, arn: string): Tagged<Tags> {
  const found = isActivity(arn) ? taggedActivity(ctx, arn) : taggedMachine(ctx, arn);
  if (!found || !isOwnArn(ctx, arn)) throw resourceNotFound(arn);
  return found;
}

function isActivity(arn: string): boolean {
  return arn.split(":", 6)[5] === "activity";
}

function taggedActivity(ctx: Context, arn: string): Tagged<Tags> | undefined {
  const { name } = parseActivityArn(arn);
  const table = ctx.table(ACTIVITIES);
  const row = table.get(name);
  return row && taggedRow(table, name, row);
}

function taggedMachine(ctx: Context, arn: string): Tagged<Tags> | undefined {
  const { name, qualifier, label } = parseStateMachineArn(arn);
  const table = ctx.table(STATE_MACHINES);
  const row = qualifier === undefined && label === undefined ? table.get(name) : undefined;
  return row && taggedRow(table, name, row);
}
