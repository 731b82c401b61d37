import { Pager } from "../../shared/pager.js";
import { invalidMarker } from "./errors.js";

/** Pages have 100 items, and never more. */
const rules = { size: 100, most: 100, invalidToken: invalidMarker };

/** Reads the pages of EFS's newer operations. @throws BadRequest */
export const pager = new Pager({ ...rules, limit: "MaxResults", token: "NextToken" });

/** Reads the pages of EFS's older operations. @throws BadRequest */
export const markerPager = new Pager({ ...rules, limit: "MaxItems", token: "Marker" });
