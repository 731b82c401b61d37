import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { TOPICS } from "../state/topics.js";
import { policyOf } from "../topics/policies.js";

/** Provides the policies and tags of topics for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return ({ account, region, resource }) => {
    const ctx = contextAt({ account, region });
    const topic = ctx.table(TOPICS).get(resource);
    return topic && { policy: policyOf(ctx, topic), tags: topic.tags };
  };
}
