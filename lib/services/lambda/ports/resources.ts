import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { policyDocument } from "../policy.js";
import { FUNCTIONS, POLICIES, qualifiedKey } from "../state.js";

/** Returns the policies and tags of functions for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return ({ account, region, resource }) => {
    const [type, name = "", qualifier = ""] = resource.split(":");
    if (type !== "function") return undefined;
    const ctx = contextAt({ account, region });
    const policy = ctx.table(POLICIES).get(qualifiedKey(name, qualifier));
    return {
      policy: policy && policyDocument(policy),
      tags: ctx.table(FUNCTIONS).get(name)?.tags ?? {},
    };
  };
}
