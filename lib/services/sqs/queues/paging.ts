import { Pager } from "../../../shared/pager.js";
import { invalidValue, nextTokenInvalid } from "../errors/queues.js";

const MOST = 1000;

/** Pages of queues: 1,000 unless the request has `MaxResults`. @throws InvalidParameterValue */
export const pager = new Pager({
  limit: "MaxResults",
  token: "NextToken",
  size: MOST,
  most: MOST,
  outOfRange: () => invalidValue("", "MaxResults", "MaxResults must be an integer between 1 and 1000."),
  invalidToken: nextTokenInvalid,
});
