import { notImplemented } from "../errors.js";
import type { Route } from "../http/router.js";

/** Operations of the Engine API that this backend does not have, with their names there. */
const OPERATIONS: Readonly<Record<string, string>> = {
  "POST /containers/:id/pause": "ContainerPause",
  "POST /containers/:id/unpause": "ContainerUnpause",
  "POST /containers/:id/update": "ContainerUpdate",
  "GET /containers/:id/changes": "ContainerChanges",
  "GET /containers/:id/export": "ContainerExport",
  "GET /containers/:id/attach/ws": "ContainerAttachWebsocket",
  "HEAD /containers/:id/archive": "ContainerArchiveInfo",
  "GET /containers/:id/archive": "ContainerArchive",
  "PUT /containers/:id/archive": "PutContainerArchive",
  "POST /build": "ImageBuild",
  "POST /build/prune": "BuildPrune",
  "POST /commit": "ImageCommit",
  "GET /images/get": "ImageGetAll",
  "GET /images/search": "ImageSearch",
  "POST /images/load": "ImageLoad",
  "GET /images/*name/get": "ImageGet",
  "POST /images/*name/push": "ImagePush",
  "POST /auth": "SystemAuth",
  "POST /session": "Session",
  "POST /grpc": "Grpc",
  "GET /distribution/*name/json": "DistributionInspect",
  "PUT /volumes/:name": "VolumeUpdate",
  "GET /swarm": "SwarmInspect",
  "POST /swarm/init": "SwarmInit",
  "POST /swarm/join": "SwarmJoin",
  "POST /swarm/leave": "SwarmLeave",
  "GET /nodes": "NodeList",
  "GET /services": "ServiceList",
  "POST /services/create": "ServiceCreate",
  "GET /tasks": "TaskList",
  "GET /secrets": "SecretList",
  "POST /secrets/create": "SecretCreate",
  "GET /configs": "ConfigList",
  "POST /configs/create": "ConfigCreate",
  "POST /plugins/pull": "PluginPull",
};

/** Routes that return 501 and name the operation. */
export const unimplementedRoutes: readonly Route[] = Object.entries(OPERATIONS).map(([line, operation]) => {
  const [method = "", path = ""] = line.split(" ");
  return {
    method,
    path,
    handler: () => {
      throw notImplemented(operation);
    },
  };
});
