import type { Context } from "../../../runtime/context.js";
import { mappedFunctionMissing } from "../errors/invocations.js";
import type {
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  UpdateEventSourceMappingRequest,
} from "../generated/types.js";
import { versionOf } from "../lookup.js";
import { functionArn, referenceOf } from "../references.js";
import { LATEST } from "../state.js";
import { DEFAULTS } from "./defaults.js";
import type { MappingSettings } from "./mapping.js";
import type { SourceKind } from "./source.js";

/** The common members of a request and a mapping, by the names that AWS returns. */
type Change = Omit<EventSourceMappingConfiguration, "UUID" | "FunctionArn">;

/** The settings of a new mapping: as requested, else the defaults of its source type. */
export function newMappingSettings(
  ctx: Context,
  kind: SourceKind,
  input: CreateEventSourceMappingRequest,
): MappingSettings {
  const { FunctionName, Enabled: _, Tags: __, ...given } = input;
  const UUID = ctx.ids.uuid();
  const settings: MappingSettings = {
    ...DEFAULTS[kind],
    ...defined(given),
    UUID,
    FunctionArn: mappedFunctionArn(ctx, FunctionName),
    EventSourceMappingArn: ctx.arn(`event-source-mapping:${UUID}`),
  };
  const consumers = consumerGroup(ctx, kind, input);
  return withDestination({ ...settings, ...consumers });
}

/** The settings after an update: omitted members keep their values, empty ones are removed. */
export function changedMappingSettings(
  ctx: Context,
  before: MappingSettings,
  input: UpdateEventSourceMappingRequest,
): MappingSettings {
  const { UUID: _, FunctionName, Enabled: __, ...given } = input;
  const FunctionArn = FunctionName === undefined ? before.FunctionArn : mappedFunctionArn(ctx, FunctionName);
  const settings = { ...before, ...defined(given), FunctionArn };
  return withDestination({
    ...settings,
    FilterCriteria: settings.FilterCriteria?.Filters?.length ? settings.FilterCriteria : undefined,
    KMSKeyArn: settings.KMSKeyArn || undefined,
    ScalingConfig: settings.ScalingConfig?.MaximumConcurrency ? settings.ScalingConfig : undefined,
  });
}

/**
 * The ARN of the function of a mapping. Recorded: `$LATEST` is kept after a name or a partial ARN, and
 * removed from a full ARN.
 *
 * @throws InvalidParameterValueException if the function, version or alias does not exist.
 */
function mappedFunctionArn(ctx: Context, functionName: string): string {
  const { name, qualifier } = referenceOf(ctx, functionName);
  if (!versionOf(ctx, { name, qualifier })) throw mappedFunctionMissing();
  const dropped = qualifier === LATEST && functionName.startsWith("arn:");
  return functionArn(ctx, { name, qualifier: dropped ? undefined : qualifier });
}

/** An empty `OnFailure` is also returned. */
function withDestination(settings: MappingSettings): MappingSettings {
  const { DestinationConfig } = settings;
  if (!DestinationConfig) return settings;
  const OnFailure = DestinationConfig.OnFailure?.Destination ? DestinationConfig.OnFailure : {};
  return { ...settings, DestinationConfig: { OnFailure } };
}

/** Kafka consumers have a group; AWS generates its name if the request has none. */
function consumerGroup(ctx: Context, kind: SourceKind, input: CreateEventSourceMappingRequest): Change {
  if (kind !== "kafka") return {};
  const ConsumerGroupId = ctx.ids.uuid();
  return input.SelfManagedEventSource
    ? { SelfManagedKafkaEventSourceConfig: { ConsumerGroupId, ...input.SelfManagedKafkaEventSourceConfig } }
    : {
        AmazonManagedKafkaEventSourceConfig: {
          ConsumerGroupId,
          ...input.AmazonManagedKafkaEventSourceConfig,
        },
      };
}

/** The defined members of a request, so that omitted ones do not overwrite earlier values. */
function defined(members: Change): Change {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
