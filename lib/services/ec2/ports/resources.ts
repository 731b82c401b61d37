import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { TAGS } from "../tags/state.js";

/** Returns the tags of EC2 resources for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return ({ account, region, resource }) => {
    const id = resource.slice(resource.indexOf("/") + 1);
    const tags = contextAt({ account, region }).table(TAGS).get(id) ?? [];
    return { tags: Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value])) };
  };
}
