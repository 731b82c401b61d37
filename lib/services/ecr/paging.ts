import { type PageRequest, Pager } from "../../shared/pager.js";
import { invalidParameter, invalidToken } from "./errors/requests.js";

/** Paging in ECR's listings: 100 items unless the request has a size. @throws InvalidParameterException */
export const pager = new Pager({ limit: "maxResults", token: "nextToken", size: 100, invalidToken });

/**
 * Rejects paging members in a request with resource names, whose response has no pages. @throws
 * InvalidParameterException
 */
export function rejectPaging(request: PageRequest<"nextToken", "maxResults">, names: string): void {
  if (request.nextToken !== undefined) throw invalidParameter("nextToken", `Cannot be used with ${names}`);
  if (request.maxResults !== undefined) throw invalidParameter("maxResults", `Cannot be used with ${names}`);
}
