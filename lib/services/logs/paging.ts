import { Pager } from "../../shared/pager.js";
import { invalidToken } from "./errors.js";

/** Paging in most listings: 50 items unless the request has a `limit`. @throws InvalidParameterException */
export const pager = new Pager({ limit: "limit", token: "nextToken", size: 50, invalidToken });

/**
 * Paging for queries and their definitions: 1,000 items unless the request has `maxResults`. @throws
 * InvalidParameterException
 */
export const queryPager = new Pager({ limit: "maxResults", token: "nextToken", size: 1000, invalidToken });
