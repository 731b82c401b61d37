import type { AnyService } from "./dispatch/routes.js";
import type { Context, Simulation } from "./runtime/context.js";
import type { CallerDirectory } from "./runtime/ports.js";
import type { Scope } from "./runtime/scope.js";
import { serviceDiscovery } from "./services/cloud-map/port.js";
import { network } from "./services/ec2/network.js";
import { imageRegistry } from "./services/ecr/pulls.js";
import { taskInterfaces } from "./services/ecs/tasks/interfaces.js";
import { fileSystemDirectory } from "./services/efs/directory.js";
import { mountTargetInterfaces } from "./services/efs/interfaces.js";
import { roleDirectory, userDirectory } from "./services/iam/directory.js";
import { services } from "./services/index.js";
import { functionInvoker } from "./services/lambda/function-port.js";
import { logSink } from "./services/logs/sink.js";
import { bucketDirectory } from "./services/s3/bucket-directory.js";
import { codeStore, objectReader } from "./services/s3/code-store.js";
import { bucketTags } from "./services/s3/tags-port.js";
import { accountPublicAccess } from "./services/s3-control/public-access.js";
import { callerDirectory } from "./services/sts/callers.js";
import { contextOf } from "./simulation.js";

/** Plugs the services of a simulation into the ports through which they reach each other. */
export function plugIn(simulation: Simulation): void {
  const { ports, store } = simulation;
  const { cloudMap, ec2, ecr, ecs, efs, lambda, logs, s3 } = services;
  /** Contexts of a service, wherever it is asked for. */
  const of =
    (service: AnyService) =>
    (at: Scope): Context =>
      contextOf(simulation, service, at);
  ports.accountPublicAccess = accountPublicAccess(store);
  ports.bucketTags = bucketTags(of(s3));
  ports.buckets = bucketDirectory(store);
  ports.callers = firstOf(callerDirectory(store), userDirectory(store));
  ports.codeStore = codeStore(of(s3));
  ports.discovery = serviceDiscovery(of(cloudMap));
  ports.fileSystems = fileSystemDirectory(store);
  ports.functions = functionInvoker(of(lambda));
  ports.images = imageRegistry(of(ecr));
  ports.interfaces = [taskInterfaces(of(ecs)), mountTargetInterfaces(of(efs))];
  ports.logs = logSink(of(logs));
  ports.network = network(of(ec2));
  ports.objects = objectReader(of(s3));
  ports.roles = roleDirectory(store);
}

/** Asks one directory of access keys after the other. */
function firstOf(...directories: readonly CallerDirectory[]): CallerDirectory {
  return {
    resolve: (key) => directories.map((directory) => directory.resolve(key)).find((known) => known),
    secret: (key) => directories.map((directory) => directory.secret(key)).find((known) => known),
  };
}
