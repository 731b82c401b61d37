import type { RequestFilter } from "../requests.js";
import type { Controlled } from "./controlled.js";
import type { Routes } from "./router.js";

/** `/_sim/requests`: the request log. */
export function requestRoutes({ requests }: Controlled): Routes {
  return {
    "GET /": ({ query }) => ({ requests: requests.filter(filterOf(query)) }),
    "DELETE /": () => requests.clear(),
    "GET /unanswered": () => ({ unanswered: requests.unanswered() }),
  };
}

function filterOf(query: Readonly<Record<string, string>>): RequestFilter {
  const { status, ...filter } = query;
  // The log rejects unknown names.
  return { ...filter, ...(status !== undefined && { status: Number(status) }) };
}
