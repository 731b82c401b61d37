import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { ACCESS_POINTS, FILE_SYSTEMS } from "../state.js";

/** Returns the policies and tags of file systems, and the tags of access points, for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return ({ account, region, resource }) => {
    const ctx = contextAt({ account, region });
    const id = resource.slice(resource.indexOf("/") + 1);
    const row = ctx.table(FILE_SYSTEMS).get(id);
    const tags = row?.tags ?? ctx.table(ACCESS_POINTS).get(id)?.tags;
    return (
      tags && { policy: row?.policy, tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }
    );
  };
}
