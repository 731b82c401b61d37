import { parseArn } from "../../../shared/arn.js";
import { accessConfigurationMissing, unrecognisedSource } from "../errors/invocations.js";
import type { EventSourceMappingConfiguration } from "../generated/types.js";

/** The source type of a mapping, which determines the allowed settings and the defaults. */
export type SourceKind = "queue" | "fifo-queue" | "kinesis" | "dynamodb" | "kafka" | "broker" | "documents";

/** The members of a mapping that identify its source. */
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
  // Amazon DocumentDB clusters have RDS ARNs.
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

/** A source in errors: its ARN, or the servers of a Kafka cluster. */
export function sourceName({ EventSourceArn, SelfManagedEventSource }: Source): string {
  return (
    EventSourceArn ??
    Object.values(SelfManagedEventSource?.Endpoints ?? {})
      .flat()
      .join(",")
  );
}
