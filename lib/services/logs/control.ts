import { change, defineControl, list, read, type StateOf } from "../../control/definition/define-control.js";
import { type Kind, moment, object, string, stringOr } from "../../control/definition/kinds.js";
import { optional, optionalRest, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { withPrefix } from "../../runtime/store/store.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
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

/** An event to put: a message with the current or another time. */
export type LogMessage = string | { readonly message: string; readonly timestamp?: number | Date };

/** An event, as returned to tests. */
export interface LoggedEvent {
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
}

/** The state of CloudWatch Logs, without events. */
export interface LogsState extends StateOf<LogsSim, "metricFilters" | "subscriptionFilters"> {
  readonly groups: readonly (LogGroup & { readonly streams: LogStream[] })[];
}

/** `sim.logs`: reads and writes logs. All results are copies. */
export interface LogsSim {
  /** The control object for another account or region. */
  at(scope: Scope): LogsSim;
  /**
   * Puts events of any age and in any order into a stream. Creates missing groups and streams. Subscription
   * filters process the events.
   *
   * @throws TypeError for invalid names of groups or streams.
   */
  put(group: string, stream: string, ...messages: LogMessage[]): void;
  /**
   * Returns the messages of a group, or of one of its streams, in time order.
   *
   * @throws TypeError for a group that does not exist.
   */
  messages(group: string, stream?: string): string[];
  /**
   * Returns the events of a group, or of one of its streams, in time order.
   *
   * @throws TypeError for a group that does not exist.
   */
  events(group: string, stream?: string): LoggedEvent[];
  /** Returns all groups by name, as DescribeLogGroups does. */
  groups(): LogGroup[];
  /**
   * Returns the streams of a group by name, as DescribeLogStreams does.
   *
   * @throws TypeError for a group that does not exist.
   */
  streams(group: string): LogStream[];
  /**
   * Returns the deliveries of subscription filters so far, to functions and to destinations that are not
   * simulated.
   */
  deliveries(): SubscriptionDelivery[];
  /** Returns the metric filters, by group and name. */
  metricFilters(): MetricFilter[];
  /** Returns the subscription filters, by group and name. */
  subscriptionFilters(): SubscriptionFilter[];
  /** Returns all groups with their streams, and all filters, without events. */
  state(at?: Scope): LogsState;
}

const MESSAGE: Kind<LogMessage> = stringOr(
  object<Exclude<LogMessage, string>>({ message: string, timestamp: moment }, "message"),
);
const IN_GROUP = [param("group", string), optional("stream", string)] as const;

export const logsControl = defineControl<LogsSim>(
  {
    put: change([param("group", string), param("stream", string), optionalRest("messages", MESSAGE)], put, {
      paths: ["/groups/{group}/streams/{stream}/events"],
    }),
    messages: list(
      IN_GROUP,
      (ctx, group, stream) => eventsOf(ctx, group, stream).map(({ message }) => message),
      {
        paths: ["/groups/{group}/messages"],
      },
    ),
    events: list(IN_GROUP, eventsOf, { paths: ["/groups/{group}/events"] }),
    groups: list([], groupsOf),
    streams: list([param("group", string)], streamsOf, { paths: ["/groups/{group}/streams"] }),
    deliveries: list([], (ctx): SubscriptionDelivery[] => [...ctx.table(DELIVERIES).values()]),
    metricFilters: list([], metricFilters),
    subscriptionFilters: list([], subscriptionFilters),
    state: read([], (ctx) => ({
      groups: groupsOf(ctx).map((group) => ({ ...group, streams: streamsOf(ctx, group.logGroupName ?? "") })),
      metricFilters: metricFilters(ctx),
      subscriptionFilters: subscriptionFilters(ctx),
    })),
  },
  { placed: true },
);

function put(ctx: Context, group: string, stream: string, ...messages: LogMessage[]): void {
  checkNames(group, stream);
  const events = messages.map((given) => {
    const { message, timestamp = ctx.now() } = typeof given === "string" ? { message: given } : given;
    return { message, timestamp: Number(timestamp) };
  });
  append(ctx, group, stream, events);
}

function eventsOf(ctx: Context, group: string, stream?: string): LoggedEvent[] {
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

function metricFilters(ctx: Context): MetricFilter[] {
  return [...ctx.table(METRIC_FILTERS).values()];
}

function subscriptionFilters(ctx: Context): SubscriptionFilter[] {
  return [...ctx.table(SUBSCRIPTION_FILTERS).values()];
}

function checkNames(group: string, stream: string): void {
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(group)) {
    throw new TypeError(
      `Invalid log group name: ${JSON.stringify(group)}. Use letters, digits and . - _ / # only.`,
    );
  }
  if (!/^[^:*]{1,512}$/.test(stream)) {
    throw new TypeError(`Invalid log stream name: ${JSON.stringify(stream)}. Remove : and *.`);
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
