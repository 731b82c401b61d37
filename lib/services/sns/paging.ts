import { Pager } from "../../shared/pager.js";
import { tokenInvalid } from "./errors/parameters.js";

/** Pages of lists: 100 items each. @throws InvalidParameter for an unknown token */
export const pager = new Pager({ token: "NextToken", size: 100, invalidToken: tokenInvalid });

/** As {@link pager}, for operations that name the token `nextToken`. */
export const phonePager = new Pager({ token: "nextToken", size: 100, invalidToken: tokenInvalid });

/** As {@link pager}, for requests with a page size. */
export const sandboxPager = new Pager({
  limit: "MaxResults",
  token: "NextToken",
  size: 100,
  invalidToken: tokenInvalid,
});
