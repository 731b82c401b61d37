import { type Route, routes } from "../http/router.js";
import { createExec } from "./create.js";
import { inspectExec, resizeExec } from "./inspect.js";
import { startExec } from "./start.js";

export const execRoutes: readonly Route[] = routes({
  "POST /containers/:id/exec": createExec,
  "POST /exec/:id/start": startExec,
  "GET /exec/:id/json": inspectExec,
  "POST /exec/:id/resize": resizeExec,
});
