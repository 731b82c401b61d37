import { Pager } from "../../shared/pager.js";
import { invalidMarker } from "./errors/requests.js";

/** Reads the pages of Lambda's List operations: 50 items, and never more. @throws InvalidParameterValueException */
export const pager = new Pager({
  limit: "MaxItems",
  token: "Marker",
  size: 50,
  most: 50,
  invalidToken: invalidMarker,
});
