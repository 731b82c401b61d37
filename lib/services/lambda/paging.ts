import { Pager } from "../../shared/pager.js";
import { invalidMarker } from "./errors/requests.js";

/** Paging in Lambda's List operations: 50 items at most. @throws InvalidParameterValueException */
export const pager = new Pager({
  limit: "MaxItems",
  token: "Marker",
  size: 50,
  most: 50,
  invalidToken: invalidMarker,
});
