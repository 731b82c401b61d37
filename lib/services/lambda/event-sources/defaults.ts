import type { EventSourceMappingConfiguration } from "../generated/types.js";
import type { SourceKind } from "./source.js";

const QUEUE: EventSourceMappingConfiguration = {
  BatchSize: 10,
  MaximumBatchingWindowInSeconds: 0,
  StateTransitionReason: "USER_INITIATED",
  FunctionResponseTypes: [],
};

const STREAM: EventSourceMappingConfiguration = {
  BatchSize: 100,
  MaximumBatchingWindowInSeconds: 0,
  ParallelizationFactor: 1,
  MaximumRecordAgeInSeconds: -1,
  MaximumRetryAttempts: -1,
  BisectBatchOnFunctionError: false,
  TumblingWindowInSeconds: 0,
  DestinationConfig: { OnFailure: {} },
  LastProcessingResult: "No records processed",
  StateTransitionReason: "User action",
  FunctionResponseTypes: [],
};

const KAFKA: EventSourceMappingConfiguration = {
  BatchSize: 100,
  DestinationConfig: { OnFailure: {} },
  LastProcessingResult: "No records processed",
  StateTransitionReason: "USER_INITIATED",
};

const OTHER: EventSourceMappingConfiguration = {
  BatchSize: 100,
  LastProcessingResult: "No records processed",
  StateTransitionReason: "USER_INITIATED",
};

/** Default settings of a mapping: recorded for queues and streams, documented for the rest. */
export const DEFAULTS: Readonly<Record<SourceKind, EventSourceMappingConfiguration>> = {
  queue: QUEUE,
  "fifo-queue": QUEUE,
  kinesis: STREAM,
  dynamodb: STREAM,
  kafka: KAFKA,
  broker: OTHER,
  documents: OTHER,
};
