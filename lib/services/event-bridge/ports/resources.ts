import type { ContextAt } from "../../../runtime/context.js";
import type { KnownResource, ResourceDirectory } from "../../../runtime/ports/resources.js";
import { formatArn } from "../../../shared/arn.js";
import { busAddress, busNamed } from "../buses/lookup.js";
import { ruleInArn } from "../rules/lookup.js";
import { RULES, ruleKey } from "../state/rules.js";

/** Provides the policies of buses, and the tags of buses and rules, for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return (arn) => {
    const ctx = contextAt({ account: arn.account, region: arn.region });
    const text = formatArn(arn);
    const named = ruleInArn(text);
    if (named) {
      const rule = ctx.table(RULES).get(ruleKey(named));
      return rule && { tags: recordOf(rule.tags) };
    }
    const bus = busNamed(ctx, busAddress(ctx, text).name);
    return bus && { policy: bus.policy, tags: recordOf(bus.tags) };
  };
}

function recordOf(
  tags: readonly { readonly Key: string; readonly Value: string }[],
): NonNullable<KnownResource["tags"]> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
