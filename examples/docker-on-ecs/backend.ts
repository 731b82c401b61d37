import type { WebSocket } from "ws";
import type { AgentClient } from "./agents/agent-client.js";
import type { AwsClients } from "./aws/clients.js";
import type { Clock } from "./clock.js";
import type { Settings } from "./config/settings.js";
import type { Attachments } from "./containers/attachments.js";
import type { Claims } from "./containers/claims.js";
import type { TaskMonitor } from "./containers/task-monitor.js";
import type { EventBus } from "./events/event-bus.js";
import type { Log } from "./log.js";
import type { Store } from "./store/store.js";

/** What all routes work with. */
export interface Backend {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly aws: AwsClients;
  readonly store: Store;
  readonly events: EventBus;
  readonly monitor: TaskMonitor;
  readonly agents: AgentClient;
  readonly attachments: Attachments;
  /** Names of containers that are being created. */
  readonly names: Claims;
  /** Ids of containers that are being removed. */
  readonly removals: Claims;
  /** The connections of running execs to their agents. */
  readonly execSockets: Map<string, WebSocket>;
}
