import { Pager } from "../../shared/pager.js";
import { invalidParameter, invalidToken } from "./errors.js";

/** Reads the pages of ECS's listings: 100 items in most of ECS. @throws InvalidParameterException */
export const pager = new Pager({
  limit: "maxResults",
  token: "nextToken",
  size: 100,
  most: 100,
  outOfRange: (most) => invalidParameter(`maxResults must be between 1 and ${most}.`),
  invalidToken,
});
