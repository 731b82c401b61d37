import { Tagging, tagRecord } from "../../shared/tags.js";
import { tooManyTags } from "./errors/requests.js";

/** @throws InvalidParameterValueException */
export const tagging = new Tagging(tagRecord, { tooMany: tooManyTags });
