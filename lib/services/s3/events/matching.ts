import type { EventConfiguration } from "../notifications/event-configuration.js";
import type { Webhook } from "../state/events.js";
import type { S3Event } from "./event.js";
import { includes } from "./names.js";

/** Whether a notification configuration matches an event. */
export function isConfiguredFor({ Events, Filter }: EventConfiguration, { name, version }: S3Event): boolean {
  if (!Events.some((event) => includes(event, name))) return false;
  return (Filter?.Key?.FilterRules ?? []).every(({ Name, Value = "" }) =>
    Name === "Prefix" ? version.key.startsWith(decoded(Value)) : version.key.endsWith(decoded(Value)),
  );
}

/** Whether a webhook matches an event; without a list of events, it matches all. */
export function matches({ events, prefix = "", suffix = "" }: Webhook, { name, version }: S3Event): boolean {
  if (events && !events.some((event) => includes(event, name))) return false;
  return version.key.startsWith(prefix) && version.key.endsWith(suffix);
}

/** Filters have keys in the encoding of records: a space is `+`. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return value;
  }
}
