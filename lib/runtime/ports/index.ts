import type { AccessPointDirectory } from "./access-points.js";
import type { AccountPublicAccess } from "./account-public-access.js";
import type { BucketPolicies } from "./bucket-policies.js";
import type { BucketTags } from "./bucket-tags.js";
import type { BucketDirectory } from "./buckets.js";
import type { CallerDirectory } from "./callers.js";
import type { HandlerClients } from "./clients.js";
import type { CodeStore } from "./code-store.js";
import type { ContainerTasks, TaskObserver } from "./container-tasks.js";
import type { ServiceDiscovery } from "./discovery.js";
import type { EventBuses } from "./event-buses.js";
import type { EventTargets } from "./event-targets.js";
import type { FileSystemDirectory } from "./file-systems.js";
import type { FunctionInvoker } from "./functions.js";
import type { IdentityDirectory } from "./identities.js";
import type { ImageRegistry } from "./images.js";
import type { InterfaceSource } from "./interfaces.js";
import type { LogSink } from "./logs.js";
import type { Network } from "./network.js";
import type { ObjectReader } from "./objects.js";
import type { OperationCaller } from "./operations.js";
import type { QueueConsumers } from "./queue-consumers.js";
import type { Queues } from "./queues.js";
import type { ResourceDirectory } from "./resources.js";
import type { RoleDirectory } from "./roles.js";
import type { SessionDirectory } from "./sessions.js";
import type { TaskAgent } from "./task-agent.js";
import type { Topics } from "./topics.js";

/**
 * The interfaces through which services use each other without importing each other. `wiring.ts` connects
 * them; a port that no service implements is omitted.
 */
export interface Ports {
  accessPoints?: AccessPointDirectory;
  accountPublicAccess?: AccountPublicAccess;
  bucketPolicies?: BucketPolicies;
  bucketTags?: BucketTags;
  buckets?: BucketDirectory;
  callers?: CallerDirectory;
  clients?: HandlerClients;
  codeStore?: CodeStore;
  containerTasks?: ContainerTasks;
  discovery?: ServiceDiscovery;
  eventBuses?: EventBuses;
  eventTargets?: EventTargets;
  fileSystems?: FileSystemDirectory;
  functions?: FunctionInvoker;
  identities?: IdentityDirectory;
  images?: ImageRegistry;
  interfaces?: readonly InterfaceSource[];
  logs?: LogSink;
  network?: Network;
  objects?: ObjectReader;
  operations?: OperationCaller;
  /** By the service name in the ARNs of its resources. */
  resources?: ReadonlyMap<string, ResourceDirectory>;
  queueConsumers?: QueueConsumers;
  queues?: Queues;
  roles?: RoleDirectory;
  sessions?: SessionDirectory;
  taskAgent?: TaskAgent;
  taskObserver?: TaskObserver;
  topics?: Topics;
}
