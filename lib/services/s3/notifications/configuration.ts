import type { Context } from "../../../runtime/context.js";
import { generatedId } from "../buckets/generated-ids.js";
import { invalidArgument, malformedXml } from "../errors/requests.js";
import type { FilterRule, NotificationConfiguration } from "../generated/types.js";
import type { EventConfiguration } from "./event-configuration.js";
import { isEvent } from "./events.js";
import { checkOverlaps } from "./overlaps.js";

const MAX_CONFIGURATIONS = 100;

/**
 * A notification configuration as it is stored and returned: with ids, and with S3's spelling of `Prefix` and
 * `Suffix`.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 *
 * @throws MalformedXML, InvalidArgument
 */
export function normalizedNotification(
  ctx: Context,
  {
    QueueConfigurations,
    TopicConfigurations,
    LambdaFunctionConfigurations,
    ...rest
  }: NotificationConfiguration,
): NotificationConfiguration {
  const all = { QueueConfigurations, TopicConfigurations, LambdaFunctionConfigurations };
  const lists = Object.values(all).flatMap((list): readonly EventConfiguration[] => list ?? []);
  if (lists.length > MAX_CONFIGURATIONS) throw malformedXml();
  for (const configuration of lists) checkEvents(configuration);
  const normalized = {
    QueueConfigurations: QueueConfigurations?.map((each) => normalizedConfiguration(ctx, each)),
    TopicConfigurations: TopicConfigurations?.map((each) => normalizedConfiguration(ctx, each)),
    LambdaFunctionConfigurations: LambdaFunctionConfigurations?.map((each) =>
      normalizedConfiguration(ctx, each),
    ),
  };
  checkOverlaps(Object.values(normalized).flatMap((list): readonly EventConfiguration[] => list ?? []));
  return { ...normalized, ...rest };
}

/** Whether a configuration notifies nothing. */
export function isEmpty(configuration: NotificationConfiguration): boolean {
  return Object.values(configuration).every((part) => part === undefined);
}

function checkEvents({ Events }: EventConfiguration): void {
  if (Events.length === 0) throw malformedXml();
  const unknown = Events.find((event) => !isEvent(event));
  if (unknown !== undefined) {
    throw invalidArgument("The event is not supported for notifications", "Event", unknown);
  }
}

function normalizedConfiguration<Configuration extends EventConfiguration>(
  ctx: Context,
  configuration: Configuration,
): Configuration {
  const { Id, Filter } = configuration;
  const FilterRules = Filter?.Key?.FilterRules?.map(normalizedRule);
  if (FilterRules) checkOnce(FilterRules);
  return {
    ...configuration,
    Id: Id || generatedId(ctx),
    ...(FilterRules && { Filter: { Key: { FilterRules } } }),
  };
}

function normalizedRule({ Name, Value }: FilterRule): FilterRule {
  if (Name === undefined || Value === undefined) throw malformedXml();
  switch (Name.toLowerCase()) {
    case "prefix":
      return { Name: "Prefix", Value };
    case "suffix":
      return { Name: "Suffix", Value };
    default:
      throw invalidArgument("filter rule name must be either prefix or suffix", "FilterRule.Name", Name);
  }
}

function checkOnce(rules: readonly FilterRule[]): void {
  for (const name of ["Prefix", "Suffix"]) {
    if (rules.filter(({ Name }) => Name === name).length < 2) continue;
    const message = `Cannot specify more than one ${name.toLowerCase()} rule in a filter.`;
    throw invalidArgument(message, "FilterRule.Name", name.toLowerCase());
  }
}
