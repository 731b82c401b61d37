import type { Context } from "../../runtime/context.js";
import { checkScope, type Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
import { withPrefix } from "../../runtime/store/store.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { namesOf, refuseUnknownMembers } from "../../text/suggestions.js";
import { append } from "./events/append.js";
import { startOf } from "./events/position.js";
import { oldestKept } from "./events/retention.js";
import { search } from "./events/search.js";
import type { LogGroup, LogStream, MetricFilter, SubscriptionFilter } from "./generated/types.js";
import { describeGroup } from "./groups.js";
import { DELIVERIES, type SubscriptionDelivery } from "./state/deliveries.js";
import { METRIC_FILTERS, SUBSCRIPTION_FILTERS } from "./state/filters.js";
import { LOG_GROUPS, type LogGroupRow } from "./state/groups.js";
import { LOG_STREAMS, streamKey } from "./state/streams.js";
import { describeStream } from "./streams.js";

/** An event to put: a message of now, or of another moment. */
export type LogMessage = string | { readonly message: string; readonly timestamp?: number | Date };

const MESSAGE_MEMBERS = namesOf<Exclude<LogMessage, string>>({ message: true, timestamp: true });

/** An event, as tests see it. */
export interface LoggedEvent {
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
}

/** `sim.logs`: what tests may do with logs, and see of them. Everything read is a copy. */
export class LogsControl implements ShowsState {
  /** @internal */
  constructor(
    private readonly host: ControlHost,
    private readonly place: Scope = {},
  ) {}

  /** The logs of another account or region. */
  at(place: Scope): LogsControl {
    checkScope(place);
    return new LogsControl(this.host, { ...this.place, ...place });
  }

  /**
   * Puts events into a stream, of any age and in any order, as no client can.
   * The group and the stream are made when they are not there. Subscription
   * filters see the events.
   *
   * @throws TypeError for names that groups or streams cannot have.
   */
  put(group: string, stream: string, ...messages: LogMessage[]): void {
    checkNames(group, stream);
    const ctx = this.context();
    const events = messages.map((given) => {
      if (typeof given === "object") refuseUnknownMembers(given, MESSAGE_MEMBERS, "A message to put");
      const { message, timestamp = ctx.now() } = typeof given === "string" ? { message: given } : given;
      return { message, timestamp: Number(timestamp) };
    });
    append(ctx, group, stream, events);
    ctx.simulation.clock.runDue();
  }

  /**
   * The messages of a group, or of one of its streams, in order of time.
   *
   * @throws TypeError for a group that does not exist.
   */
  messages(group: string, stream?: string): string[] {
    return this.events(group, stream).map(({ message }) => message);
  }

  /**
   * The events of a group, or of one of its streams, in order of time.
   *
   * @throws TypeError for a group that does not exist.
   */
  events(group: string, stream?: string): LoggedEvent[] {
    const ctx = this.context();
    const row = groupOf(ctx, group);
    const all = [...withPrefix(ctx.table(LOG_STREAMS), streamKey(group, ""))];
    const streams = all.filter(({ logStreamName }) => (stream ?? logStreamName) === logStreamName);
    const from = startOf(oldestKept(ctx, row));
    const found = search(ctx, { streams, from, until: Number.MAX_SAFE_INTEGER, matches: () => true });
    return Array.from(found, ({ stream: { logStreamName }, event }) => ({
      logStreamName,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestionTime,
    }));
  }

  /** All groups by name, as DescribeLogGroups shows them. */
  groups(): LogGroup[] {
    return groupsOf(this.context());
  }

  /**
   * The streams of a group by name, as DescribeLogStreams shows them.
   *
   * @throws TypeError for a group that does not exist.
   */
  streams(group: string): LogStream[] {
    return streamsOf(this.context(), group);
  }

  /** What subscription filters have delivered so far, to functions and to destinations that are not simulated. */
  deliveries(): SubscriptionDelivery[] {
    return structuredClone([...this.context().table(DELIVERIES).values()]);
  }

  /** Metric filters, by the names of their groups and their own. */
  metricFilters(): MetricFilter[] {
    return structuredClone([...this.context().table(METRIC_FILTERS).values()]);
  }

  /** Subscription filters, by the names of their groups and their own. */
  subscriptionFilters(): SubscriptionFilter[] {
    return structuredClone([...this.context().table(SUBSCRIPTION_FILTERS).values()]);
  }

  /** All groups with their streams, and all filters. Events are too many to show. */
  state(at: Scope = {}): object {
    const there = this.at(at);
    const groups = there.groups();
    return {
      groups: groups.map((group) => ({ ...group, streams: there.streams(group.logGroupName ?? "") })),
      metricFilters: there.metricFilters(),
      subscriptionFilters: there.subscriptionFilters(),
    };
  }

  private context(): Context {
    return this.host.context(this.place);
  }
}

function checkNames(group: string, stream: string): void {
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(group)) {
    throw new TypeError(
      `Not a name of a log group: ${JSON.stringify(group)}. Use letters, digits and . - _ / # only.`,
    );
  }
  if (!/^[^:*]{1,512}$/.test(stream)) {
    throw new TypeError(`Not a name of a log stream: ${JSON.stringify(stream)}. Leave out : and *.`);
  }
}

/** @throws UnknownResource */
function groupOf(ctx: Context, name: string): LogGroupRow {
  const groups = ctx.table(LOG_GROUPS);
  const row = groups.get(name);
  if (row) return row;
  const names = Array.from(groups.values(), ({ logGroupName }) => logGroupName);
  throw new UnknownResource("log group", name, names, ctx);
}

function groupsOf(ctx: Context): LogGroup[] {
  return [...ctx.table(LOG_GROUPS).values()].map((row) => describeGroup(ctx, row));
}

function streamsOf(ctx: Context, group: string): LogStream[] {
  const row = groupOf(ctx, group);
  const streams = withPrefix(ctx.table(LOG_STREAMS), streamKey(group, ""));
  return Array.from(streams, (stream) => describeStream(ctx, row, stream));
}
