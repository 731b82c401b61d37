import { Tagging, tagList } from "../../shared/tags.js";
import { tooManyTags } from "./errors.js";
import type { Tag } from "./generated/types.js";

/** @throws BadRequest */
export const tagging = new Tagging(tagList, { tooMany: tooManyTags });

/** The `Name` member of descriptions is the value of that tag. */
export function nameOf(tags: readonly Tag[]): string | undefined {
  return tags.find(({ Key }) => Key === "Name")?.Value;
}
