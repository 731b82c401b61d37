import { Pager } from "../../shared/pager.js";
import { invalidRequest } from "./errors/requests.js";

/** Paging in listings. @throws InvalidRequest */
export const pager = new Pager({
  limit: "MaxResults",
  token: "NextToken",
  size: 1000,
  most: 1000,
  outOfRange: (most) => invalidRequest(`MaxResults must be between 1 and ${most}.`),
  invalidToken: () => invalidRequest("The NextToken is not valid."),
});
