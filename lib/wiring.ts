import type { Simulation } from "./runtime/context.js";
import type { CallerDirectory } from "./runtime/ports/callers.js";
import type { QueueConsumers } from "./runtime/ports/queue-consumers.js";
import { discoveryPort } from "./services/cloud-map/port.js";
import { resourcesPort as cloudMapResources } from "./services/cloud-map/ports/resources.js";
import { networkPort } from "./services/ec2/port.js";
import { resourcesPort as ec2Resources } from "./services/ec2/ports/resources.js";
import { imagesPort } from "./services/ecr/ports/images.js";
import { resourcesPort as ecrResources } from "./services/ecr/ports/resources.js";
import { taskAgentPort } from "./services/ecs/agent/port.js";
import { containerTasksPort, interfacesPort as taskInterfacesPort } from "./services/ecs/port.js";
import { resourcesPort as ecsResources } from "./services/ecs/ports/resources.js";
import { fileSystemsPort } from "./services/efs/ports/file-systems.js";
import { interfacesPort as mountTargetInterfacesPort } from "./services/efs/ports/interfaces.js";
import { resourcesPort as efsResources } from "./services/efs/ports/resources.js";
import { busTargets, eventBusesPort } from "./services/event-bridge/ports/event-buses.js";
import { resourcesPort as eventBridgeResources } from "./services/event-bridge/ports/resources.js";
import { callersPort as userCallersPort } from "./services/iam/ports/callers.js";
import { identitiesPort } from "./services/iam/ports/identities.js";
import { resourcesPort as iamResources } from "./services/iam/ports/resources.js";
import { rolesPort } from "./services/iam/ports/roles.js";
import { services } from "./services/index.js";
import { queueConsumersPort as mappingsPort } from "./services/lambda/event-sources/queues/port.js";
import { functionsPort } from "./services/lambda/ports/functions.js";
import { resourcesPort as lambdaResources } from "./services/lambda/ports/resources.js";
import { resourcesPort as logsResources } from "./services/logs/ports/resources.js";
import { logsPort } from "./services/logs/ports/sink.js";
import { queueConsumersPort as pipesPort } from "./services/pipes/port.js";
import { resourcesPort as pipesResources } from "./services/pipes/ports/resources.js";
import { bucketPoliciesPort } from "./services/s3/ports/bucket-policies.js";
import { bucketTagsPort } from "./services/s3/ports/bucket-tags.js";
import { bucketsPort } from "./services/s3/ports/buckets.js";
import { codeStorePort } from "./services/s3/ports/code-store.js";
import { objectsPort } from "./services/s3/ports/objects.js";
import { resourcesPort as s3Resources } from "./services/s3/ports/resources.js";
import { accessPointsPort, accountPublicAccessPort } from "./services/s3-control/port.js";
import { resourcesPort as schedulerResources } from "./services/scheduler/ports/resources.js";
import { resourcesPort as snsResources } from "./services/sns/ports/resources.js";
import { topicsPort } from "./services/sns/ports/topics.js";
import { queuesPort } from "./services/sqs/ports/queues.js";
import { resourcesPort as sqsResources } from "./services/sqs/ports/resources.js";
import { taskObserverPort } from "./services/step-functions/port.js";
import { resourcesPort as stepFunctionsResources } from "./services/step-functions/ports/resources.js";
import { callersPort as sessionCallersPort } from "./services/sts/ports/callers.js";
import { sessionsPort } from "./services/sts/ports/sessions.js";
import { contextsOf } from "./simulation.js";

/** Connects the services of a simulation to the ports through which they call each other. */
export function connectPorts(simulation: Simulation): void {
  const { ports } = simulation;
  const of = (name: keyof typeof services) => contextsOf(simulation, services[name]);
  const s3 = of("s3");
  const iam = of("iam");
  ports.accessPoints = accessPointsPort(of("s3Control"));
  ports.accountPublicAccess = accountPublicAccessPort(of("s3Control"));
  ports.bucketPolicies = bucketPoliciesPort;
  ports.bucketTags = bucketTagsPort(s3);
  ports.buckets = bucketsPort(s3);
  ports.callers = eitherOf(sessionCallersPort(of("sts")), userCallersPort(iam));
  ports.codeStore = codeStorePort(s3);
  ports.containerTasks = containerTasksPort(of("ecs"));
  ports.discovery = discoveryPort(of("cloudMap"));
  ports.eventBuses = eventBusesPort(of("eventBridge"));
  ports.eventTargets = new Map([["events", busTargets(of("eventBridge"))]]);
  ports.fileSystems = fileSystemsPort(of("efs"));
  ports.functions = functionsPort(of("lambda"));
  ports.identities = identitiesPort(iam);
  ports.images = imagesPort(of("ecr"));
  ports.interfaces = [taskInterfacesPort(of("ecs")), mountTargetInterfacesPort(of("efs"))];
  ports.logs = logsPort(of("logs"));
  ports.network = networkPort(of("ec2"));
  ports.objects = objectsPort(s3);
  ports.resources = new Map([
    ["ec2", ec2Resources(of("ec2"))],
    ["ecr", ecrResources(of("ecr"))],
    ["ecs", ecsResources(of("ecs"))],
    ["elasticfilesystem", efsResources(of("efs"))],
    ["events", eventBridgeResources(of("eventBridge"))],
    ["iam", iamResources(iam)],
    ["lambda", lambdaResources(of("lambda"))],
    ["logs", logsResources(of("logs"))],
    ["pipes", pipesResources(of("pipes"))],
    ["s3", s3Resources(s3)],
    ["scheduler", schedulerResources(of("scheduler"))],
    ["servicediscovery", cloudMapResources(of("cloudMap"))],
    ["sns", snsResources(of("sns"))],
    ["sqs", sqsResources(of("sqs"))],
    ["states", stepFunctionsResources(of("stepFunctions"))],
  ]);
  ports.queueConsumers = bothOf(mappingsPort(of("lambda")), pipesPort(of("pipes")));
  ports.queues = queuesPort(of("sqs"));
  ports.roles = rolesPort(iam);
  ports.sessions = sessionsPort(of("sts"));
  ports.taskAgent = taskAgentPort(of("ecs"));
  ports.topics = topicsPort(of("sns"));
  ports.taskObserver = taskObserverPort(of("stepFunctions"));
}

/** Resolves an access key in one directory, then in another. */
function eitherOf(one: CallerDirectory, other: CallerDirectory): CallerDirectory {
  return {
    resolve: (key) => one.resolve(key) ?? other.resolve(key),
    secret: (key) => one.secret(key) ?? other.secret(key),
  };
}

/** Notifies two consumers of messages that become visible. */
function bothOf(one: QueueConsumers, other: QueueConsumers): QueueConsumers {
  return {
    messagesAreVisible(region, arnOf) {
      one.messagesAreVisible(region, arnOf);
      other.messagesAreVisible(region, arnOf);
    },
  };
}
