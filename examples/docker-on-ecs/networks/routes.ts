import { type Route, routes } from "../http/router.js";
import { connectNetwork, createNetwork, deleteNetwork, disconnectNetwork, pruneNetworks } from "./changes.js";
import { inspectNetwork, listNetworks } from "./inspect.js";

export const networkRoutes: readonly Route[] = routes({
  "GET /networks": listNetworks,
  "POST /networks/create": createNetwork,
  "POST /networks/prune": pruneNetworks,
  "GET /networks/:name": inspectNetwork,
  "DELETE /networks/:name": deleteNetwork,
  "POST /networks/:name/connect": connectNetwork,
  "POST /networks/:name/disconnect": disconnectNetwork,
});
