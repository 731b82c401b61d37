import { type Route, routes } from "../http/router.js";
import { attachContainer } from "./attach.js";
import { createContainer } from "./create.js";
import { inspectContainer } from "./inspect.js";
import { killContainer } from "./kill.js";
import { listContainers } from "./list.js";
import { containerLogs } from "./logs.js";
import { deleteContainer, pruneContainers, renameContainer } from "./remove.js";
import { resizeContainer } from "./resize.js";
import { startContainer } from "./start.js";
import { containerStats } from "./stats.js";
import { restartContainer, stopContainer } from "./stop.js";
import { topContainer } from "./top.js";
import { waitContainer } from "./wait.js";

export const containerRoutes: readonly Route[] = routes({
  "GET /containers/json": listContainers,
  "POST /containers/create": createContainer,
  "POST /containers/prune": pruneContainers,
  "GET /containers/:id/json": inspectContainer,
  "POST /containers/:id/start": startContainer,
  "POST /containers/:id/stop": stopContainer,
  "POST /containers/:id/restart": restartContainer,
  "POST /containers/:id/kill": killContainer,
  "POST /containers/:id/wait": waitContainer,
  "POST /containers/:id/rename": renameContainer,
  "POST /containers/:id/attach": attachContainer,
  "POST /containers/:id/resize": resizeContainer,
  "GET /containers/:id/logs": containerLogs,
  "GET /containers/:id/top": topContainer,
  "GET /containers/:id/stats": containerStats,
  "DELETE /containers/:id": deleteContainer,
});
