import { Pager } from "../../shared/pager.js";
import { invalidMarker } from "./errors.js";

/** Maximum and default page size 100. */
const rules = { size: 100, most: 100, invalidToken: invalidMarker };

/** Paging in EFS's newer operations. @throws BadRequest */
export const pager = new Pager({ ...rules, limit: "MaxResults", token: "NextToken" });

/** Paging in EFS's older operations. @throws BadRequest */
export const markerPager = new Pager({ ...rules, limit: "MaxItems", token: "Marker" });
