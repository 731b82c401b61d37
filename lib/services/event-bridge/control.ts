import {
  change,
  defineControl,
  list,
  type StateOf,
  stateOf,
} from "../../control/definition/define-control.js";
import { listOf, moment, object, string, unchecked } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { busAddress, busArn, busesOf, busNamed } from "./buses/lookup.js";
import { type BusEventView, describeEvents } from "./events/describe.js";
import { putAnyEntry } from "./events/put.js";
import type { PutEventsRequestEntry, Target } from "./generated/types.js";
import { ruleArn } from "./rules/lookup.js";
import { RULES, type RuleRow } from "./state/rules.js";

export type { BusEventView as BusEvent } from "./events/describe.js";

/** An event bus. */
export interface EventBridgeBus {
  readonly name: string;
  readonly arn: string;
  /** JSON. Omitted if the bus has no policy. */
  readonly policy?: string;
}

/** A rule with its targets. */
export interface EventBridgeRule {
  readonly bus: string;
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  /** The event pattern, parsed. */
  readonly eventPattern?: unknown;
  readonly scheduleExpression?: string;
  /** The AWS service that created the rule, for managed rules. */
  readonly managedBy?: string;
  /** The targets, as passed to PutTargets. */
  readonly targets: readonly Target[];
}

/** An event that a test sends to a bus. */
export interface EventToPut {
  readonly source: string;
  readonly detailType: string;
  /** An object, sent as JSON. Default `{}`. */
  readonly detail?: unknown;
  readonly resources?: readonly string[];
  /** The name or ARN of the bus. Default `default`. */
  readonly bus?: string;
  /** A date or milliseconds since the epoch. Default: the current simulated time. */
  readonly time?: Date | number;
}

/** All buses and rules, without the events. */
export type EventBridgeState = StateOf<EventBridgeSim, "buses" | "rules">;

/** `sim.eventBridge`: reads and controls buses. Returned values are copies. */
export interface EventBridgeSim {
  /** Returns the API for another account or region. */
  at(scope: Scope): EventBridgeSim;
  /** Returns all buses, sorted by name. */
  buses(): EventBridgeBus[];
  /**
   * Returns the rules of all buses, or of one, sorted by bus and name.
   *
   * @throws TypeError if the bus does not exist.
   */
  rules(bus?: string): EventBridgeRule[];
  /**
   * Returns the events that all buses, or one, have received, oldest first, with the matching rules and the
   * result of each target. The option `historyLimit` limits their number.
   *
   * @throws TypeError if the bus does not exist.
   */
  events(bus?: string): BusEventView[];
  /**
   * Sends an event to a bus and returns its id. Sources with the prefix `aws.` are allowed, so that a test
   * can send events of AWS services.
   *
   * @throws TypeError if the bus does not exist; Error if PutEvents would reject the event.
   */
  put(event: EventToPut): string;
  /** Returns all buses and rules, without the events. */
  state(at?: Scope): EventBridgeState;
}

const BUS = optional("bus", string);
const EVENT = param(
  "event",
  object<EventToPut>(
    {
      source: string,
      detailType: string,
      detail: unchecked<unknown>(),
      resources: listOf(string),
      bus: string,
      time: moment,
    },
    "source",
    "detailType",
  ),
);

const reads = { buses: list([], buses), rules: list([BUS], rules) };

export const eventBridgeControl = defineControl<EventBridgeSim>(
  {
    ...reads,
    events: list([BUS], (ctx, bus) => describeEvents(ctx, bus === undefined ? undefined : busOf(ctx, bus))),
    put: change(
      [EVENT],
      (ctx, event) => {
        busOf(ctx, event.bus);
        const { EventId: id, ErrorCode: code, ErrorMessage: message } = putAnyEntry(ctx, entryOf(event));
        if (id === undefined) throw new Error(`${code}: ${message}`);
        return id;
      },
      { as: "eventId", paths: ["/events"] },
    ),
    state: stateOf(reads),
  },
  { placed: true },
);

function buses(ctx: Context): EventBridgeBus[] {
  return Array.from(busesOf(ctx), ({ name, policy }) => ({
    name,
    arn: busArn(ctx, name),
    ...(policy !== undefined && { policy }),
  }));
}

function rules(ctx: Context, wanted?: string): EventBridgeRule[] {
  const bus = wanted === undefined ? undefined : busOf(ctx, wanted);
  return Array.from(ctx.table(RULES).values())
    .filter((rule) => (bus ?? rule.bus) === rule.bus)
    .map((rule) => describeRule(ctx, rule));
}

function describeRule(ctx: Context, rule: RuleRow): EventBridgeRule {
  const { bus, name, state, pattern, schedule, managedBy, targets } = rule;
  const eventPattern: unknown = pattern === undefined ? undefined : JSON.parse(pattern);
  return {
    bus,
    name,
    arn: ruleArn(ctx, rule),
    state,
    ...(pattern !== undefined && { eventPattern }),
    ...(schedule !== undefined && { scheduleExpression: schedule }),
    ...(managedBy !== undefined && { managedBy }),
    targets,
  };
}

/** The name of a bus. @throws UnknownResource */
function busOf(ctx: Context, nameOrArn?: string): string {
  const { ctx: there, name } = busAddress(ctx, nameOrArn);
  if (busNamed(there, name)) return name;
  const known = Array.from(busesOf(there), (bus) => bus.name);
  throw new UnknownResource("event bus", name, known, there);
}

function entryOf({
  source,
  detailType,
  detail = {},
  resources,
  bus,
  time,
}: EventToPut): PutEventsRequestEntry {
  return {
    Source: source,
    DetailType: detailType,
    Detail: JSON.stringify(detail),
    ...(resources && { Resources: resources }),
    ...(bus !== undefined && { EventBusName: bus }),
    ...(time !== undefined && { Time: new Date(time) }),
  };
}
