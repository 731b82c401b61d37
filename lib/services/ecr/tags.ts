import { Tagging, tagList } from "../../shared/tags.js";
import { invalidTag, tooManyTags } from "./errors/repositories.js";

const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** @throws InvalidTagParameterException, TooManyTagsException */
export const tagging = new Tagging(tagList, {
  check(key, value) {
    if (key.length < 1 || key.length > LONGEST_KEY)
      throw invalidTag("Tag keys must have 1 to 128 characters.");
    if (value.length > LONGEST_VALUE) throw invalidTag("Tag values can have at most 256 characters.");
  },
  reserved: () => invalidTag("Tag keys that begin with aws: are reserved."),
  duplicate: (key) => invalidTag(`Duplicate tag key: ${key}`),
  tooMany: tooManyTags,
});
