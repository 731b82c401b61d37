import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { formatArn } from "../../../shared/arn.js";
import { tagList } from "../../../shared/tags.js";
import { tagsFound } from "../../../shared/tags-found.js";
import { groupOfArn } from "../groups.js";

/** Returns the tags of schedule groups; schedules have none for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return (arn) => {
    const { account, region, resource } = arn;
    if (!resource.startsWith("schedule-group/")) return undefined;
    return tagsFound(tagList, () => groupOfArn(contextAt({ account, region }), formatArn(arn)));
  };
}
