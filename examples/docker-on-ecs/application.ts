import { DescribeClustersCommand } from "@aws-sdk/client-ecs";
import { AgentClient } from "./agents/agent-client.js";
import { type AwsConfig, createClients, destroyClients } from "./aws/clients.js";
import type { Backend } from "./backend.js";
import { type Clock, realClock } from "./clock.js";
import type { Settings } from "./config/settings.js";
import { Attachments } from "./containers/attachments.js";
import { Claims } from "./containers/claims.js";
import { taskChanged } from "./containers/life.js";
import { containerRoutes } from "./containers/routes.js";
import { TaskMonitor } from "./containers/task-monitor.js";
import { EventBus } from "./events/event-bus.js";
import { eventRoutes } from "./events/routes.js";
import { execRoutes } from "./exec/routes.js";
import { DockerServer } from "./http/server.js";
import { imageRoutes } from "./images/routes.js";
import { errorFields, jsonLog, type Log } from "./log.js";
import { networkRoutes } from "./networks/routes.js";
import { openStateFile } from "./store/sqlite.js";
import { Store } from "./store/store.js";
import { systemRoutes } from "./system/routes.js";
import { unimplementedRoutes } from "./system/unimplemented.js";
import { volumeRoutes } from "./volumes/routes.js";

/** What a backend is given besides its configuration; everything has a default. */
export interface ApplicationOptions {
  /** For the clients of the SDK; by default the chain of credentials and the endpoints of AWS. */
  readonly aws?: AwsConfig;
  readonly clock?: Clock;
  /** Where the log goes. Default standard output. */
  readonly log?: Log;
}

/** A backend that serves. */
export interface Application {
  /** The address on which it listens, with its real port. */
  readonly address: string;
  /** Stops accepting requests, completes those in progress, and ends; once, however often it is called. Tasks run on. */
  close(): Promise<void>;
}

/**
 * Starts a backend.
 *
 * @throws Error if its address is in use, or its state file cannot be opened.
 */
export async function startApplication(
  settings: Settings,
  {
    aws: config = {},
    clock = realClock,
    log = jsonLog((line) => process.stdout.write(line), clock),
  }: ApplicationOptions = {},
): Promise<Application> {
  const aws = createClients({ region: settings.region, ...config });
  const store = new Store(
    settings.stateFile === undefined ? undefined : await openStateFile(settings.stateFile),
  );
  const monitor: TaskMonitor = new TaskMonitor({ settings, clock, log, aws, store }, (before, after) =>
    taskChanged(backend, before, after),
  );
  const backend: Backend = {
    settings,
    clock,
    log,
    aws,
    store,
    monitor,
    events: new EventBus(clock),
    agents: new AgentClient(settings, clock),
    attachments: new Attachments(),
    names: new Claims(),
    removals: new Claims(),
    execSockets: new Map(),
  };
  const server = new DockerServer(backend, [
    ...systemRoutes,
    ...unimplementedRoutes,
    ...containerRoutes,
    ...execRoutes,
    ...imageRoutes,
    ...networkRoutes,
    ...volumeRoutes,
    ...eventRoutes,
  ]);
  const address = await server.listen(settings.listen);
  await checkCluster(backend);
  // Tasks of an earlier run of the backend go on.
  monitor.watch();
  log.info("ready", { address, region: settings.region, cluster: settings.cluster });
  const end = async () => {
    log.info("draining");
    await server.close(settings.drainTimeout);
    await monitor.stop();
    for (const socket of backend.execSockets.values()) socket.terminate();
    destroyClients(aws);
    store.close();
    log.info("stopped");
  };
  let ended: Promise<void> | undefined;
  return {
    address,
    close: () => {
      ended ??= end();
      return ended;
    },
  };
}

/** Warns if the cluster is missing: it can be created while the backend runs. */
async function checkCluster({ aws, log, settings }: Backend): Promise<void> {
  const { cluster } = settings;
  try {
    const { clusters } = await aws.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }));
    const status = clusters?.[0]?.status;
    if (status !== "ACTIVE")
      log.warn("the cluster cannot run tasks: create it", { cluster, status: status ?? "MISSING" });
  } catch (error) {
    log.warn("the cluster could not be described", { cluster, ...errorFields(error) });
  }
}
