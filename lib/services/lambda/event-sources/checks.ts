import {
  batchNeedsWindow,
  invalidFilter,
  parameterUnsupported,
  startingPositionMissing,
  startingPositionOfQueue,
  startingPositionUnsupported,
  timestampWithoutPosition,
  windowOfFifo,
} from "../errors/invocations.js";
import type { EventSourceMappingConfiguration, FilterCriteria } from "../generated/types.js";
import { isQueue, isStream, type SourceKind } from "./source.js";

/** The members of CreateEventSourceMapping and UpdateEventSourceMapping that the source restricts. */
type Settings = EventSourceMappingConfiguration;

const LARGEST_UNWINDOWED_BATCH = 10;

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html lists per member which sources support it. */
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
  checkFilters(settings.FilterCriteria);
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

function checkFilters({ Filters = [] }: FilterCriteria = {}): void {
  for (const { Pattern = "" } of Filters) if (!isEventPattern(Pattern)) throw invalidFilter();
}

/** An event pattern: a JSON object whose leaves are lists of what matches. */
function isEventPattern(text: string): boolean {
  try {
    return isPatternNode(JSON.parse(text));
  } catch {
    return false;
  }
}

function isPatternNode(node: unknown): boolean {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return false;
  const members: unknown[] = Object.values(node);
  return members.length > 0 && members.every((value) => isMatchList(value) || isPatternNode(value));
}

function isMatchList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
