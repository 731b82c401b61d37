import { unknownAttribute } from "../errors/queues.js";
import { backlogOf } from "../messages/backlog.js";
import { attributeOf, isSettable } from "./attributes.js";
import { type LocatedQueue, queueArn } from "./lookup.js";

/** Read-only attributes. Numbers of messages are exact. */
const READ_ONLY: ReadonlyMap<string, (at: LocatedQueue) => string> = new Map<
  string,
  (at: LocatedQueue) => string
>([
  ["QueueArn", ({ ctx, queue }) => queueArn(ctx, queue)],
  ["ApproximateNumberOfMessages", ({ ctx, queue }) => String(backlogOf(ctx, queue).visible)],
  ["ApproximateNumberOfMessagesNotVisible", ({ ctx, queue }) => String(backlogOf(ctx, queue).inFlight)],
  ["ApproximateNumberOfMessagesDelayed", ({ ctx, queue }) => String(backlogOf(ctx, queue).delayed)],
  ["CreatedTimestamp", ({ queue }) => seconds(queue.created)],
  ["LastModifiedTimestamp", ({ queue }) => seconds(queue.modified)],
]);

/**
 * Returns the named attributes of a queue; for `All` every one.
 *
 * @throws InvalidAttributeName
 */
export function describeAttributes(at: LocatedQueue, names: readonly string[]): Record<string, string> {
  const unknown = names.find((name) => name !== "All" && !READ_ONLY.has(name) && !isSettable(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
  const wanted = names.includes("All") ? [...READ_ONLY.keys(), ...Object.keys(at.queue.attributes)] : names;
  return Object.fromEntries(
    wanted.flatMap((name): [string, string][] => {
      const value = READ_ONLY.get(name)?.(at) ?? attributeOf(at.queue, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function seconds(moment: number): string {
  return String(Math.floor(moment / 1000));
}
