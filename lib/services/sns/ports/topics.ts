import type { Context, ContextAt } from "../../../runtime/context.js";
import type { Topics } from "../../../runtime/ports/topics.js";
import { parseArn } from "../../../shared/arn.js";
import { topicNotFound } from "../errors/parameters.js";
import { checkMessage, publishToTopic } from "../messages/publish.js";
import { TOPICS } from "../state/topics.js";
import type { LocatedTopic } from "../topics/lookup.js";

/** The port with which other services publish to topics. */
export function topicsPort(contextAt: ContextAt): Topics {
  const find = (arn: string): LocatedTopic | undefined => {
    const { service, account, region, resource = "" } = parseArn(arn) ?? {};
    if (service !== "sns") return undefined;
    const ctx: Context = contextAt({ account, region });
    const topic = ctx.table(TOPICS).get(resource);
    return topic && { ctx, topic };
  };
  return {
    exists: (arn) => find(arn) !== undefined,
    publish(arn, { body, subject, attributes, groupId, deduplicationId, traceHeader }) {
      const at = find(arn);
      if (!at) throw topicNotFound();
      const checked = checkMessage(at, {
        Message: body,
        Subject: subject,
        MessageAttributes: attributes,
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
      });
      publishToTopic(at, checked, traceHeader);
    },
  };
}
