import type { Context } from "../../../runtime/context.js";
import { queueMapped, sourceMapped } from "../errors/invocations.js";
import { checkQueue, checkSettings, checkStartingPosition } from "../event-sources/checks.js";
import { beginTransition, mappingDescribed, refuseWhileInUse } from "../event-sources/lifecycle.js";
import {
  describeMapping,
  EVENT_SOURCE_MAPPINGS,
  type EventSourceMappingRow,
  existingMapping,
  type MappingSettings,
  type MappingState,
} from "../event-sources/mapping.js";
import { changedMappingSettings, newMappingSettings } from "../event-sources/settings.js";
import { isQueue, sourceKind, sourceName } from "../event-sources/source.js";
import { checkQueueReader } from "../execution-role.js";
import type {
  CreateEventSourceMappingRequest,
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  GetEventSourceMappingRequest,
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
  UpdateEventSourceMappingRequest,
} from "../generated/types.js";
import { isLatest, versionOf } from "../lookup.js";
import { pager } from "../paging.js";
import { functionArn, parseReference, referenceOf } from "../references.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export function createEventSourceMapping(
  input: CreateEventSourceMappingRequest,
  ctx: Context,
): EventSourceMappingConfiguration {
  const kind = sourceKind(input);
  checkStartingPosition(kind, input);
  checkSettings(kind, input);
  tagging.checked(input.Tags);
  const settings = newMappingSettings(ctx, kind, input);
  checkSource(ctx, settings);
  refuseDuplicate(ctx, settings);
  const row = beginTransition(ctx, {
    settings,
    enabled: input.Enabled ?? true,
    state: "Creating",
    lastModified: ctx.date(),
    tags: input.Tags ?? {},
  });
  return describeMapping(row);
}

export function getEventSourceMapping(
  input: GetEventSourceMappingRequest,
  ctx: Context,
): EventSourceMappingConfiguration {
  const row = existingMapping(ctx, input.UUID);
  mappingDescribed(ctx, row);
  return describeMapping(row);
}

export function updateEventSourceMapping(
  input: UpdateEventSourceMappingRequest,
  ctx: Context,
): EventSourceMappingConfiguration {
  const before = existingMapping(ctx, input.UUID);
  refuseWhileInUse(before, "update");
  const { BatchSize, MaximumBatchingWindowInSeconds } = before.settings;
  checkSettings(sourceKind(before.settings), { BatchSize, MaximumBatchingWindowInSeconds, ...input });
  const enabled = input.Enabled ?? before.enabled;
  const row = beginTransition(ctx, {
    ...before,
    settings: changedMappingSettings(ctx, before.settings, input),
    enabled,
    state: transitionTo(enabled, before),
    lastModified: ctx.date(),
  });
  return describeMapping(row);
}

/** The mapping has the state Deleting until it is removed. */
export function deleteEventSourceMapping(
  input: DeleteEventSourceMappingRequest,
  ctx: Context,
): EventSourceMappingConfiguration {
  const before = existingMapping(ctx, input.UUID);
  refuseWhileInUse(before, "delete");
  return describeMapping(beginTransition(ctx, { ...before, state: "Deleting" }));
}

export function listEventSourceMappings(
  input: ListEventSourceMappingsRequest,
  ctx: Context,
): ListEventSourceMappingsResponse {
  const { EventSourceArn, FunctionName } = input;
  const wanted = FunctionName === undefined ? undefined : unambiguousArn(ctx, referenceOf(ctx, FunctionName));
  const page = pager.page(input, {
    name: JSON.stringify(["ListEventSourceMappings", EventSourceArn, wanted]),
    after: function* (position) {
      for (const row of ctx.table(EVENT_SOURCE_MAPPINGS).values({ after: position })) {
        if (EventSourceArn !== undefined && row.settings.EventSourceArn !== EventSourceArn) continue;
        if (wanted === undefined || mappedArn(ctx, row.settings) === wanted) yield row;
      }
    },
    position: ({ settings }) => settings.UUID,
    size: 100,
    most: 100,
  });
  return { EventSourceMappings: page.items.map(describeMapping), NextMarker: page.next };
}

/** @throws InvalidParameterValueException for a queue that the function cannot work on */
function checkSource(ctx: Context, settings: MappingSettings): void {
  if (!isQueue(sourceKind(settings))) return;
  const { name = "", qualifier } = parseReference(settings.FunctionArn) ?? {};
  const { Timeout = 0, Role = "" } = versionOf(ctx, { name, qualifier })?.settings ?? {};
  checkQueue(ctx, settings, Timeout);
  checkQueueReader(ctx, Role, settings.EventSourceArn ?? "");
}

function transitionTo(enabled: boolean, before: EventSourceMappingRow): MappingState {
  if (enabled === before.enabled) return "Updating";
  return enabled ? "Enabling" : "Disabling";
}

/** @throws ResourceConflictException for a source that the function is already mapped to. */
function refuseDuplicate(ctx: Context, settings: MappingSettings): void {
  const [source, target] = [sourceName(settings), mappedArn(ctx, settings)];
  for (const { settings: other } of ctx.table(EVENT_SOURCE_MAPPINGS).values()) {
    if (sourceName(other) !== source || mappedArn(ctx, other) !== target) continue;
    const name = parseReference(settings.FunctionArn)?.name ?? "";
    const conflict = isQueue(sourceKind(settings)) ? queueMapped : sourceMapped;
    throw conflict(source, name, other.UUID);
  }
}

function mappedArn(ctx: Context, { FunctionArn }: MappingSettings): string {
  return unambiguousArn(ctx, parseReference(FunctionArn) ?? { name: "" });
}

/** A function with or without `$LATEST` is the same. */
function unambiguousArn(ctx: Context, { name, qualifier }: { name: string; qualifier?: string }): string {
  return functionArn(ctx, { name, qualifier: isLatest(qualifier) ? undefined : qualifier });
}
