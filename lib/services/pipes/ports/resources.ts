import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { PIPES } from "../state.js";

/** Returns the tags of pipes for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return ({ account, region, resource }) => {
    const pipe = contextAt({ account, region })
      .table(PIPES)
      .get(resource.replace(/^pipe\//, ""));
    return pipe && { tags: pipe.tags };
  };
}
