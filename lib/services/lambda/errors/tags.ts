import { invalidParameter } from "./base.js";

export const tooManyTags = () => invalidParameter("Number of tags exceeds resource tag limit.");

/** AWS says no more than this when there are no tags in a request for tags. */
export const genericRefusal = () =>
  invalidParameter("An error occurred and the request cannot be processed.");

export const onlyFunctionsHaveTags = () =>
  invalidParameter("Tags on function aliases and versions are not supported. Please specify a function ARN.");
