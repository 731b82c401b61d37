import type { Simulation } from "./runtime/context.js";
import type { CallerDirectory } from "./runtime/ports/callers.js";
import { discoveryPort } from "./services/cloud-map/port.js";
import { networkPort } from "./services/ec2/port.js";
import { imagesPort } from "./services/ecr/port.js";
import { interfacesPort as taskInterfacesPort } from "./services/ecs/port.js";
import { fileSystemsPort } from "./services/efs/ports/file-systems.js";
import { interfacesPort as mountTargetInterfacesPort } from "./services/efs/ports/interfaces.js";
import { callersPort as userCallersPort } from "./services/iam/ports/callers.js";
import { rolesPort } from "./services/iam/ports/roles.js";
import { services } from "./services/index.js";
import { functionsPort } from "./services/lambda/port.js";
import { logsPort } from "./services/logs/port.js";
import { bucketTagsPort } from "./services/s3/ports/bucket-tags.js";
import { bucketsPort } from "./services/s3/ports/buckets.js";
import { codeStorePort } from "./services/s3/ports/code-store.js";
import { objectsPort } from "./services/s3/ports/objects.js";
import { accountPublicAccessPort } from "./services/s3-control/port.js";
import { callersPort as sessionCallersPort } from "./services/sts/port.js";
import { contextsOf } from "./simulation.js";

/** Plugs the services of a simulation into the ports through which they reach each other. */
export function plugIn(simulation: Simulation): void {
  const { ports } = simulation;
  const of = (name: keyof typeof services) => contextsOf(simulation, services[name]);
  const s3 = of("s3");
  const iam = of("iam");
  ports.accountPublicAccess = accountPublicAccessPort(of("s3Control"));
  ports.bucketTags = bucketTagsPort(s3);
  ports.buckets = bucketsPort(s3);
  ports.callers = eitherOf(sessionCallersPort(of("sts")), userCallersPort(iam));
  ports.codeStore = codeStorePort(s3);
  ports.discovery = discoveryPort(of("cloudMap"));
  ports.fileSystems = fileSystemsPort(of("efs"));
  ports.functions = functionsPort(of("lambda"));
  ports.images = imagesPort(of("ecr"));
  ports.interfaces = [taskInterfacesPort(of("ecs")), mountTargetInterfacesPort(of("efs"))];
  ports.logs = logsPort(of("logs"));
  ports.network = networkPort(of("ec2"));
  ports.objects = objectsPort(s3);
  ports.roles = rolesPort(iam);
}

/** Looks an access key up in one directory, then in another. */
function eitherOf(one: CallerDirectory, other: CallerDirectory): CallerDirectory {
  return {
    resolve: (key) => one.resolve(key) ?? other.resolve(key),
    secret: (key) => one.secret(key) ?? other.secret(key),
  };
}
