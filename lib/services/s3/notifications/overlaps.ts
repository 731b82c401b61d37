import { invalidArgument } from "../errors/requests.js";
import type { EventConfiguration } from "./event-configuration.js";

/**
 * Rejects configurations that match the same event, and duplicate ids.
 *
 * @throws InvalidArgument
 */
export function checkOverlaps(all: readonly EventConfiguration[]): void {
  const ids = all.flatMap(({ Id }) => Id ?? []);
  if (new Set(ids).size < ids.length) {
    throw invalidArgument("Same ID used for multiple configurations. IDs must be unique", "Id");
  }
  all.forEach((one, index) => {
    if (!all.slice(index + 1).some((other) => overlap(one, other))) return;
    throw invalidArgument(
      "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
      "Configurations",
    );
  });
}

function overlap(one: EventConfiguration, other: EventConfiguration): boolean {
  return (
    one.Events.some((event) =>
      other.Events.some((another) => covers(event, another) || covers(another, event)),
    ) &&
    nested(textOf(one, "Prefix"), textOf(other, "Prefix"), (long, short) => long.startsWith(short)) &&
    nested(textOf(one, "Suffix"), textOf(other, "Suffix"), (long, short) => long.endsWith(short))
  );
}

/** Whether an event, possibly `s3:ObjectCreated:*`, includes another. */
function covers(event: string, other: string): boolean {
  return event === other || (event.endsWith("*") && other.startsWith(event.slice(0, -1)));
}

function nested(one: string, other: string, within: (long: string, short: string) => boolean): boolean {
  return within(one, other) || within(other, one);
}

function textOf({ Filter }: EventConfiguration, name: string): string {
  return Filter?.Key?.FilterRules?.find(({ Name }) => Name === name)?.Value ?? "";
}
