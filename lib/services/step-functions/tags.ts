import { lowerCaseTagList, Tagging } from "../../shared/tags.js";
import { tooManyTags } from "./errors/requests.js";

/** @throws TooManyTags */
export const tagging = new Tagging(lowerCaseTagList, {
  tooMany: (most, resource = "") => tooManyTags(most, resource),
});
