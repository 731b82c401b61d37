import type { Backend } from "../backend.js";
import { pageNotFound } from "../errors.js";
import { ARCHITECTURE, BACKEND_VERSION } from "../http/headers.js";
import { json, type Plain, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { type Route, routes } from "../http/router.js";
import { API_VERSION, MIN_API_VERSION } from "../http/versions.js";
import { capabilities } from "./capabilities.js";
import { diskUsage } from "./disk-usage.js";
import { systemInfo } from "./info.js";

export const systemRoutes: readonly Route[] = routes({
  "GET /_ping": ping,
  "HEAD /_ping": ping,
  "GET /version": version,
  "GET /info": systemInfo,
  "GET /system/df": diskUsage,
  "GET /internal/v1/capabilities": () => json(200, capabilities),
  // `docker inspect` looks for its name everywhere: another status than 404 would replace its message.
  "GET /plugins/:name/json": () => {
    throw pageNotFound();
  },
  "GET /plugins": () => json(200, []),
});

function ping(_: Backend, { method }: DockerRequest): Plain {
  return {
    status: 200,
    headers: {
      "Builder-Version": "1",
      Swarm: "inactive",
      "Cache-Control": "no-cache, no-store, must-revalidate",
      Pragma: "no-cache",
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Length": method === "HEAD" ? "0" : "2",
    },
    body: method === "HEAD" ? undefined : "OK",
  };
}

function version(): Reply {
  const details = {
    ApiVersion: API_VERSION,
    MinAPIVersion: MIN_API_VERSION,
    GitCommit: "",
    GoVersion: "",
    Os: "linux",
    Arch: ARCHITECTURE,
    KernelVersion: "",
    BuildTime: "",
  };
  return json(200, {
    Platform: { Name: "Sockerless on Amazon ECS" },
    Components: [
      { Name: "Engine", Version: BACKEND_VERSION, Details: { ...details, Experimental: "false" } },
    ],
    Version: BACKEND_VERSION,
    ...details,
  });
}
