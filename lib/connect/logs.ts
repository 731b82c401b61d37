import type { Scope } from "../runtime/scope.js";
import type { LoggedEvent, LogMessage, LogsControl } from "../services/logs/control.js";
import type { SubscriptionDelivery } from "../services/logs/state/deliveries.js";
import { type Calls, segment } from "./calls.js";
import type { Json } from "./json.js";
import { read } from "./reads.js";
import { ConnectedService } from "./service.js";

/** What CloudWatch Logs holds. Events are too many to show. */
export interface LogsState {
  readonly groups: (ReturnType<LogsControl["groups"]>[number] & {
    readonly streams: ReturnType<LogsControl["streams"]>;
  })[];
  readonly metricFilters: ReturnType<LogsControl["metricFilters"]>;
  readonly subscriptionFilters: ReturnType<LogsControl["subscriptionFilters"]>;
}

/** CloudWatch Logs of a simulator in another process. */
export class ConnectedLogs extends ConnectedService<LogsState> {
  /** @internal */
  constructor(
    calls: Calls,
    private readonly place: Scope = {},
  ) {
    super(calls, "logs");
  }

  /** The logs of another account or region. */
  at(place: Scope): ConnectedLogs {
    return new ConnectedLogs(this.calls, { ...this.place, ...place });
  }

  /** Puts events into a stream, of any age and in any order. The group and the stream are made if need be. */
  async put(group: string, stream: string, ...messages: LogMessage[]): Promise<void> {
    const path = `/logs/groups/${segment(group)}/streams/${segment(stream)}/events`;
    await this.calls.call("POST", path, { query: this.query(), body: { messages: messages.map(asJson) } });
  }

  /**
   * The events of a group, or of one of its streams, in order of time.
   *
   * @throws ControlError for a group that does not exist.
   */
  async events(group: string, stream?: string): Promise<LoggedEvent[]> {
    const query = { ...this.query(), stream };
    const path = `/logs/groups/${segment(group)}/events`;
    return (await this.calls.call<{ events: LoggedEvent[] }>("GET", path, { query })).events;
  }

  /** The messages of those events. */
  async messages(group: string, stream?: string): Promise<string[]> {
    return (await this.events(group, stream)).map(({ message }) => message);
  }

  /** All groups by name, as DescribeLogGroups shows them. */
  groups(): Promise<Json<ReturnType<LogsControl["groups"]>>> {
    return read(this.calls, "logs", "groups", [], this.place);
  }

  /** The streams of a group by name, as DescribeLogStreams shows them. */
  streams(group: string): Promise<Json<ReturnType<LogsControl["streams"]>>> {
    return read(this.calls, "logs", "streams", [group], this.place);
  }

  /** Metric filters, by the names of their groups and their own. */
  metricFilters(): Promise<Json<ReturnType<LogsControl["metricFilters"]>>> {
    return read(this.calls, "logs", "metricFilters", [], this.place);
  }

  /** Subscription filters, by the names of their groups and their own. */
  subscriptionFilters(): Promise<Json<ReturnType<LogsControl["subscriptionFilters"]>>> {
    return read(this.calls, "logs", "subscriptionFilters", [], this.place);
  }

  /** What subscription filters have delivered so far. */
  deliveries(): Promise<Json<SubscriptionDelivery>[]> {
    return read(this.calls, "logs", "deliveries", [], this.place);
  }

  private query() {
    return { ...this.place };
  }
}

function asJson(message: LogMessage): LogMessage {
  if (typeof message === "string" || message.timestamp === undefined) return message;
  // Members that do not exist go along: the simulator rejects them.
  return { ...message, timestamp: Number(message.timestamp) };
}
