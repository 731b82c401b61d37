import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { QUEUES } from "../state/queues.js";

/** Provides the policies and tags of queues for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return ({ account, region, resource }) => {
    const queue = contextAt({ account, region }).table(QUEUES).get(resource);
    return queue && { policy: queue.attributes.Policy, tags: queue.tags };
  };
}
