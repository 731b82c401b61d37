import type { RequestFilter } from "../requests.js";
import type { Controlled } from "./controlled.js";
import type { Routes } from "./router.js";

/** `/_sim/requests`: the log of requests. */
export function requestRoutes({ requests }: Controlled): Routes {
  return {
    "GET /": ({ query }) => ({ requests: requests.filter(filterOf(query)) }),
    "DELETE /": () => requests.clear(),
  };
}

function filterOf(query: Readonly<Record<string, string>>): RequestFilter {
  const { status, ...filter } = query;
  // Names that do not exist are rejected by the log.
  return { ...filter, ...(status !== undefined && { status: Number(status) }) };
}
