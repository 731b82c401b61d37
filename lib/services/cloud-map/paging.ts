import { Pager } from "../../shared/pager.js";
import { invalidToken } from "./errors.js";

/** Paging in Cloud Map's List operations: 100 items unless the request has a size. @throws InvalidInput */
export const pager = new Pager({ limit: "MaxResults", token: "NextToken", size: 100, invalidToken });
