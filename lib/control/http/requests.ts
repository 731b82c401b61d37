import { RemoteError, type RemoteRoutes } from "../../core/remote.js";
import type { RequestFilter } from "../requests.js";
import type { Controlled } from "./controlled.js";

const FILTERS = ["service", "operation", "status", "errorCode", "account", "region", "accessKeyId"] as const;

/** `/_sim/requests`: the log of requests. */
export function requestRoutes({ requests }: Controlled): RemoteRoutes {
  return {
    "GET /": ({ query }) => ({ requests: requests.filter(filterOf(query)) }),
    "DELETE /": () => requests.clear(),
  };
}

function filterOf(query: Readonly<Record<string, string>>): RequestFilter {
  const strange = Object.keys(query).find((name) => !FILTERS.some((known) => known === name));
  if (strange !== undefined) {
    throw new RemoteError(
      400,
      `Requests have no "${strange}" to filter by. There are: ${FILTERS.join(", ")}.`,
    );
  }
  const { status, ...filter } = query;
  return { ...filter, ...(status !== undefined && { status: Number(status) }) };
}
