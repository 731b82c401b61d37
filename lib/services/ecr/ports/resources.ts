import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { REPOSITORIES } from "../state/repositories.js";

/** Returns the policies and tags of repositories for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return ({ account, region, resource }) => {
    const name = resource.replace(/^repository\//, "");
    const row = contextAt({ account, region }).table(REPOSITORIES).get(name);
    return (
      row && {
        policy: row.policyText,
        tags: Object.fromEntries(row.tags.map(({ Key, Value }) => [Key, Value])),
      }
    );
  };
}
