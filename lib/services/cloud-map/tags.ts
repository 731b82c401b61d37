import { Tagging, tagList } from "../../shared/tags.js";
import { invalidInput, tooManyTags } from "./errors.js";

/** @throws InvalidInput, TooManyTagsException */
export const tagging = new Tagging(tagList, {
  reserved: () => invalidInput("Tag keys that begin with aws: are reserved for AWS use."),
  duplicate: (key) => invalidInput(`Duplicate tag key: ${key}`),
  tooMany: tooManyTags,
});
