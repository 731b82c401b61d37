import { parseArn } from "../../../shared/arn.js";
import { accessConfigurationMissing, unrecognisedSource } from "../errors/invocations.js";
import type { EventSourceMappingConfiguration } from "../generated/types.js";

/** What kind of source a mapping reads from: its kind decides what may be set, and the defaults. */
export type SourceKind = "queue" | "fifo-queue" | "kinesis" | "dynamodb" | "kafka" | "broker" | "documents";

/** The members of a mapping that name its source. */
export type Source = Pick<
  EventSourceMappingConfiguration,
  "EventSourceArn" | "SelfManagedEventSource" | "SourceAccessConfigurations"
>;

const KINDS: ReadonlyMap<string, SourceKind> = new Map([
  ["sqs", "queue"],
  ["kinesis", "kinesis"],
  ["dynamodb", "dynamodb"],
  ["kafka", "kafka"],
  ["mq", "broker"],
  // Amazon DocumentDB's clusters have ARNs of RDS.
  ["rds", "documents"],
]);

/** @throws InvalidParameterValueException for a source that Lambda does not read from. */
export function sourceKind(source: Source): SourceKind {
  const { EventSourceArn, SelfManagedEventSource } = source;
  if (SelfManagedEventSource !== undefined) {
    if (source.SourceAccessConfigurations === undefined) throw accessConfigurationMissing();
    return "kafka";
  }
  const arn = EventSourceArn === undefined ? undefined : parseArn(EventSourceArn);
  const kind = KINDS.get(arn?.service ?? "");
  if (!arn || !kind) throw unrecognisedSource();
  return kind === "queue" && arn.resource.endsWith(".fifo") ? "fifo-queue" : kind;
}

export function isQueue(kind: SourceKind): boolean {
  return kind === "queue" || kind === "fifo-queue";
}

export function isStream(kind: SourceKind): boolean {
  return kind === "kinesis" || kind === "dynamodb";
}

/** A source as errors name it: its ARN, or the servers of a Kafka cluster. */
export function sourceName({ EventSourceArn, SelfManagedEventSource }: Source): string {
  return (
    EventSourceArn ??
    Object.values(SelfManagedEventSource?.Endpoints ?? {})
      .flat()
      .join(",")
  );
}
