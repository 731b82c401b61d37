import { Pager } from "../../shared/pager.js";
import { invalidParameter, invalidToken } from "./errors.js";

/** Paging in ECS: 100 items in most listings. @throws InvalidParameterException */
export const pager = new Pager({
  limit: "maxResults",
  token: "nextToken",
  size: 100,
  most: 100,
  outOfRange: (most) => invalidParameter(`maxResults must be between 1 and ${most}.`),
  invalidToken,
});
