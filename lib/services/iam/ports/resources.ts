import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { INSTANCE_PROFILES, keyOf, POLICIES, ROLES, USERS } from "../state.js";

/** Returns the trust policies of roles, and the tags of IAM's resources, for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return ({ account, resource }) => {
    const ctx = contextAt({ account });
    const type = resource.slice(0, resource.indexOf("/"));
    const name = keyOf(resource.slice(resource.lastIndexOf("/") + 1));
    const role = type === "role" ? ctx.table(ROLES).get(name) : undefined;
    const tags = role?.tags ?? tagsOf(type, name);
    return (
      tags && {
        policy: role?.trustPolicy,
        tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
      }
    );

    function tagsOf(kind: string, key: string) {
      switch (kind) {
        case "user":
          return ctx.table(USERS).get(key)?.tags;
        case "policy":
          return ctx.table(POLICIES).get(key)?.tags;
        case "instance-profile":
          return ctx.table(INSTANCE_PROFILES).get(key)?.tags;
        default:
          return undefined;
      }
    }
  };
}
