import type { Context } from "../../../runtime/context.js";
import {
  batchNeedsWindow,
  parameterUnsupported,
  queueMissing,
  queueTimeoutTooShort,
  startingPositionMissing,
  startingPositionOfQueue,
  startingPositionUnsupported,
  timestampWithoutPosition,
  windowOfFifo,
} from "../errors/invocations.js";
import type { EventSourceMappingConfiguration } from "../generated/types.js";
import { readFilters } from "./filters.js";
import { isQueue, isStream, type SourceKind } from "./source.js";

/** The members of CreateEventSourceMapping and UpdateEventSourceMapping that depend on the source. */
type Settings = EventSourceMappingConfiguration;

const LARGEST_UNWINDOWED_BATCH = 10;

/**
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html lists the supported sources
 * of each member.
 */
const NOT_FOR_QUEUES = [
  "DestinationConfig",
  "ParallelizationFactor",
  "MaximumRecordAgeInSeconds",
  "BisectBatchOnFunctionError",
  "MaximumRetryAttempts",
  "TumblingWindowInSeconds",
] as const satisfies readonly (keyof Settings)[];
const NOT_FOR_STREAMS = [
  "ScalingConfig",
  "ProvisionedPollerConfig",
] as const satisfies readonly (keyof Settings)[];

/** @throws InvalidParameterValueException for settings that a source of this kind does not have. */
export function checkSettings(kind: SourceKind, settings: Settings): void {
  if (settings.DestinationConfig?.OnSuccess?.Destination) throw parameterUnsupported("DestinationConfig");
  const unsupported = isQueue(kind) ? NOT_FOR_QUEUES : isStream(kind) ? NOT_FOR_STREAMS : [];
  for (const member of unsupported) if (settings[member] !== undefined) throw parameterUnsupported(member);
  if (isQueue(kind)) checkBatch(kind, settings);
  readFilters(settings.FilterCriteria);
}

/** @throws InvalidParameterValueException for a position in a source that has none, or none in one that needs one. */
export function checkStartingPosition(kind: SourceKind, settings: Settings): void {
  const { StartingPosition: position, StartingPositionTimestamp: timestamp, EventSourceArn = "" } = settings;
  if (isQueue(kind)) {
    if ((position ?? timestamp) !== undefined) throw startingPositionOfQueue();
    return;
  }
  if (isStream(kind) && position === undefined) throw startingPositionMissing();
  if (kind === "dynamodb" && position === "AT_TIMESTAMP") throw startingPositionUnsupported(EventSourceArn);
  if (timestamp !== undefined && position !== "AT_TIMESTAMP") throw timestampWithoutPosition();
}

function checkBatch(kind: SourceKind, settings: Settings): void {
  const { BatchSize = 0, MaximumBatchingWindowInSeconds: seconds = 0 } = settings;
  if (kind === "fifo-queue" && seconds > 0) throw windowOfFifo();
  if (BatchSize > LARGEST_UNWINDOWED_BATCH && seconds === 0) throw batchNeedsWindow();
}

/**
 * @param functionTimeout in seconds
 * @throws InvalidParameterValueException for a queue that does not exist, or that shows messages again while the
 *   function still works on them
 */
export function checkQueue(ctx: Context, { EventSourceArn = "" }: Settings, functionTimeout: number): void {
  const queue = ctx.ports.queues?.describe(EventSourceArn);
  if (!queue) throw queueMissing();
  if (queue.visibilityTimeout < functionTimeout)
    throw queueTimeoutTooShort(queue.visibilityTimeout, functionTimeout);
}
