import type { Context } from "../../runtime/context.js";
import type { TopicMessage } from "../../runtime/ports/topics.js";
import { type Attempted, DELIVERED, failed } from "../outcome.js";
import { denialOf, type Sender } from "./denials.js";
import { rejection } from "./rejections.js";

/** Publishes a message to a topic, if the policy of the topic allows it to the sender. */
export function publishToTopic(ctx: Context, arn: string, message: TopicMessage, sender: Sender): Attempted {
  const { topics } = ctx.ports;
  if (!topics?.exists(arn)) return failed("missing", `The topic ${arn} does not exist.`);
  const denied = denialOf(ctx, sender, "sns:Publish", arn);
  if (denied) return denied;
  try {
    topics.publish(arn, message);
    return DELIVERED;
  } catch (error) {
    return rejection(error);
  }
}
