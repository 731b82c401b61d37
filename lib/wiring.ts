import type { World } from "./core/context.js";
import type { CallerDirectory } from "./core/ports.js";
import { cloudMap } from "./services/cloud-map/index.js";
import { serviceDiscovery } from "./services/cloud-map/port.js";
import { network } from "./services/ec2/network.js";
import { imageRegistry } from "./services/ecr/pulls.js";
import { taskInterfaces } from "./services/ecs/tasks/interfaces.js";
import { fileSystemDirectory } from "./services/efs/directory.js";
import { mountTargetInterfaces } from "./services/efs/interfaces.js";
import { roleDirectory, userDirectory } from "./services/iam/directory.js";
import { services } from "./services/index.js";
import { functionInvoker } from "./services/lambda/function-port.js";
import { lambda } from "./services/lambda/index.js";
import { logs } from "./services/logs/index.js";
import { logSink } from "./services/logs/sink.js";
import { codeStore } from "./services/s3/code-store.js";
import { s3 } from "./services/s3/index.js";
import { bucketTags } from "./services/s3/tags-port.js";
import { accountPublicAccess } from "./services/s3-control/public-access.js";
import { callerDirectory } from "./services/sts/callers.js";
import { contextOf } from "./world.js";

/** Fills the ports of a world: the one place that knows which service answers which. */
export function plugIn(world: World): void {
  const { ports, store } = world;
  ports.accountPublicAccess = accountPublicAccess(store);
  ports.bucketTags = bucketTags((at) => contextOf(world, s3, at));
  ports.callers = firstOf(callerDirectory(store), userDirectory(store));
  ports.roles = roleDirectory(store);
  ports.network = network((at) => contextOf(world, services.ec2, at));
  ports.interfaces = [
    taskInterfaces((at) => contextOf(world, services.ecs, at)),
    mountTargetInterfaces((at) => contextOf(world, services.efs, at)),
  ];
  ports.discovery = serviceDiscovery((at) => contextOf(world, cloudMap, at));
  ports.images = imageRegistry((at) => contextOf(world, services.ecr, at));
  ports.fileSystems = fileSystemDirectory(store);
  ports.functions = functionInvoker((at) => contextOf(world, lambda, at));
  ports.codeStore = codeStore((at) => contextOf(world, s3, at));
  ports.logs = logSink((at) => contextOf(world, logs, at));
}

/** Asks one directory of access keys after the other. */
function firstOf(...directories: readonly CallerDirectory[]): CallerDirectory {
  return {
    resolve: (key) => directories.map((directory) => directory.resolve(key)).find((known) => known),
    secret: (key) => directories.map((directory) => directory.secret(key)).find((known) => known),
  };
}
