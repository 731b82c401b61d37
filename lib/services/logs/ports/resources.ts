import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { LOG_GROUPS } from "../state/groups.js";
import { RESOURCE_POLICIES } from "../state/policies.js";

/**
 * Returns the tags of log groups, and the resource policies that may apply to them, for permission decisions.
 */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return (arn) => {
    const [, name = ""] = /^log-group:([^:]+)/.exec(arn.resource) ?? [];
    const ctx = contextAt(arn);
    const group = ctx.table(LOG_GROUPS).get(name);
    if (!group) return undefined;
    const policy: string[] = [];
    // Account policies name the groups that they apply to.
    for (const { policyScope, resourceArn, policyDocument = "" } of ctx.table(RESOURCE_POLICIES).values())
      if (policyScope === "ACCOUNT" || isOf(resourceArn, name)) policy.push(policyDocument);
    return { policy: policy.length > 0 ? policy : undefined, tags: group.tags };
  };
}

function isOf(resourceArn: string | undefined, group: string): boolean {
  return resourceArn?.replace(/:\*$/, "").endsWith(`:log-group:${group}`) === true;
}
