import { Tagging, tagRecord } from "../../shared/tags.js";
import { invalidParameter } from "./errors.js";

/** @throws InvalidParameterException */
export const tagging = new Tagging(tagRecord, {
  reserved: () => invalidParameter("aws: prefixed tag key names are not allowed for external use."),
  tooMany: (most) => invalidParameter(`The number of tags exceeds the limit of ${most}.`),
});
