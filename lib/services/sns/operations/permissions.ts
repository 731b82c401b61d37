import type { Context } from "../../../runtime/context.js";
import type { AddPermissionInput, RemovePermissionInput } from "../generated/types.js";
import { TOPICS } from "../state/topics.js";
import { withAttribute } from "../topics/attributes.js";
import { existingTopic } from "../topics/lookup.js";
import { withoutPermission, withPermission } from "../topics/policies.js";

export function addPermission(input: AddPermissionInput, ctx: Context): object {
  const { ctx: there, topic } = existingTopic(ctx, input.TopicArn);
  const policy = withPermission(there, topic, input);
  there.table(TOPICS).put(topic.name, withAttribute(topic, "Policy", policy));
  return {};
}

export function removePermission(input: RemovePermissionInput, ctx: Context): object {
  const { ctx: there, topic } = existingTopic(ctx, input.TopicArn);
  const policy = withoutPermission(there, topic, input.Label);
  there.table(TOPICS).put(topic.name, withAttribute(topic, "Policy", policy));
  return {};
}
