import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { formatArn } from "../../../shared/arn.js";
import { tagList } from "../../../shared/tags.js";
import { tagsFound } from "../../../shared/tags-found.js";
import { findTagged } from "../taggable.js";

/** Returns the tags of namespaces and services for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return (arn) => {
    const { account, region } = arn;
    return tagsFound(tagList, () => findTagged(contextAt({ account, region }), formatArn(arn)));
  };
}
