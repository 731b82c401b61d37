import { Tagging, tagList } from "../../shared/tags.js";
import { tooManyTags } from "./errors/buses.js";

/** @throws ValidationException */
export const tagging = new Tagging(tagList, { tooMany: tooManyTags });
