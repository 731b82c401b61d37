import type { Context } from "../../../runtime/context.js";
import { passing } from "../../../shared/pager.js";
import { busArn, busesOf, DEFAULT_BUS, existingBus } from "../buses/lookup.js";
import {
  alreadyExists,
  busHasRules,
  defaultBusDeletion,
  eventSourceNotFound,
  limitExceeded,
  slashInBusName,
} from "../errors/buses.js";
import type {
  CreateEventBusRequest,
  CreateEventBusResponse,
  DeleteEventBusRequest,
  DescribeEventBusRequest,
  DescribeEventBusResponse,
  EventBus,
  ListEventBusesRequest,
  ListEventBusesResponse,
  UpdateEventBusRequest,
  UpdateEventBusResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { rulesOnBus } from "../rules/lookup.js";
import { BUSES, type BusRow } from "../state/buses.js";
import { tagging } from "../tags.js";

const MOST_BUSES = 100;

export function createEventBus(input: CreateEventBusRequest, ctx: Context): CreateEventBusResponse {
  const { Name: name, EventSourceName: source } = input;
  if (source !== undefined) throw eventSourceNotFound(source);
  if (name.startsWith("aws.partner/")) throw eventSourceNotFound(name);
  if (name.includes("/")) throw slashInBusName();
  const buses = ctx.table(BUSES);
  if (name === DEFAULT_BUS || buses.has(name)) throw alreadyExists(`Event bus ${name}`);
  if (buses.size >= MOST_BUSES) throw limitExceeded();
  buses.put(name, {
    name,
    ...settingsOf(input),
    tags: tagging.checked(input.Tags),
    created: ctx.now(),
    modified: ctx.now(),
  });
  return { EventBusArn: busArn(ctx, name), ...settingsIn(input) };
}

export function updateEventBus(input: UpdateEventBusRequest, ctx: Context): UpdateEventBusResponse {
  const { bus } = existingBus(ctx, input.Name);
  const row: BusRow = { ...bus, ...settingsOf(input), modified: ctx.now() };
  ctx.table(BUSES).put(bus.name, row);
  return { Arn: busArn(ctx, bus.name), Name: bus.name, ...settingsIn(input) };
}

export function describeEventBus(input: DescribeEventBusRequest, ctx: Context): DescribeEventBusResponse {
  const { ctx: there, bus } = existingBus(ctx, input.Name);
  return {
    ...describeBus(there, bus),
    KmsKeyIdentifier: bus.kmsKey,
    DeadLetterConfig: bus.deadLetterConfig,
    LogConfig: bus.logConfig,
  };
}

export function listEventBuses(input: ListEventBusesRequest, ctx: Context): ListEventBusesResponse {
  const { NamePrefix: prefix = "" } = input;
  const { items, next } = pager.page(input, {
    name: ["ListEventBuses", prefix],
    after: (last = "") => passing(busesOf(ctx), ({ name }) => name > last && name.startsWith(prefix)),
    position: ({ name }) => name,
  });
  return { EventBuses: items.map((bus) => describeBus(ctx, bus)), NextToken: next };
}

/** Succeeds for a bus that does not exist. */
export function deleteEventBus({ Name: name }: DeleteEventBusRequest, ctx: Context): object {
  if (name === DEFAULT_BUS) throw defaultBusDeletion();
  for (const _ of rulesOnBus(ctx, name)) throw busHasRules();
  ctx.table(BUSES).delete(name);
  return {};
}

type Settings = Pick<
  CreateEventBusRequest,
  "Description" | "KmsKeyIdentifier" | "DeadLetterConfig" | "LogConfig"
>;

function settingsOf({ Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig }: Settings) {
  return {
    ...(Description !== undefined && { description: Description }),
    ...(KmsKeyIdentifier !== undefined && { kmsKey: KmsKeyIdentifier }),
    ...(DeadLetterConfig && { deadLetterConfig: DeadLetterConfig }),
    ...(LogConfig && { logConfig: LogConfig }),
  };
}

/** Responses repeat the settings of the request. */
function settingsIn({ Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig }: Settings): Settings {
  return { Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig };
}

function describeBus(ctx: Context, bus: BusRow): EventBus {
  return {
    Name: bus.name,
    Arn: busArn(ctx, bus.name),
    Description: bus.description,
    Policy: bus.policy,
    CreationTime: bus.created === undefined ? undefined : new Date(bus.created),
    LastModifiedTime: bus.modified === undefined ? undefined : new Date(bus.modified),
  };
}
