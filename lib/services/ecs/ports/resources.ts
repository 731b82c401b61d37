import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { formatArn } from "../../../shared/arn.js";
import { lowerCaseTagList } from "../../../shared/tags.js";
import { tagsFound } from "../../../shared/tags-found.js";
import { findTagged } from "../taggable.js";

/** Returns the tags of ECS resources for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return (arn) => {
    const { account, region } = arn;
    return tagsFound(lowerCaseTagList, () => findTagged(contextAt({ account, region }), formatArn(arn)));
  };
}
