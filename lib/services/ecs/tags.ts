import { lowerCaseTagList, Tagging } from "../../shared/tags.js";
import { invalidParameter } from "./errors.js";

/** @throws InvalidParameterException */
export const tagging = new Tagging(lowerCaseTagList, {
  check(key) {
    if (key === "") throw invalidParameter("Tag key can not be null.");
  },
  reserved: () => invalidParameter("aws: prefixed tag key names are not allowed for external use."),
  duplicate: () => invalidParameter("Duplicate tag keys found. Tag keys must be unique."),
  tooMany: (most) => invalidParameter(`Tags can have at most ${most} items.`),
});
