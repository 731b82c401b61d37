import { Pager } from "../../shared/pager.js";
import { invalidNextToken } from "./errors/buses.js";

/** Pages of lists: 100 items unless the request has `Limit`. @throws ValidationException */
export const pager = new Pager({
  limit: "Limit",
  token: "NextToken",
  size: 100,
  most: 100,
  invalidToken: invalidNextToken,
});
