import { parsedObject } from "../../../policies/document.js";
import { AttributeFlaw } from "../errors/subscriptions.js";
import { attributeInvalid } from "../errors/topics.js";
import type { Replay } from "../state/archives.js";
import type { Notification } from "../state/messages.js";
import { unexpectedIn } from "../subscriptions/filter-policy.js";

const DAY = 86_400_000;
const MOST_DAYS = 365;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;
const REPLAY_MEMBERS: ReadonlySet<string> = new Set(["PointType", "StartingPoint", "EndingPoint"]);

/**
 * Checks the archive policy of a topic. `{}` ends archiving; the empty string is rejected (seen on AWS, whose
 * error text is not known).
 *
 * @throws InvalidParameter
 */
export function readArchivePolicy(text: string): string {
  const policy = parsedObject(text);
  if (policy && Object.keys(policy).length === 0) return "";
  const days = daysOf(policy?.MessageRetentionPeriod);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw attributeInvalid(
      "ArchivePolicy",
      `MessageRetentionPeriod must be an integer between 1 and ${MOST_DAYS}`,
    );
  return text;
}

/** The retention of a topic's archive in milliseconds; `undefined` for a topic without an archive. */
export function retentionOf({ attributes }: { readonly attributes: ReadonlyMap<string, string> }) {
  const policy = attributes.get("ArchivePolicy");
  return policy === undefined ? undefined : daysOf(parsedObject(policy)?.MessageRetentionPeriod) * DAY;
}

function daysOf(period: unknown): number {
  return typeof period === "string" || typeof period === "number" ? Number(period) : Number.NaN;
}

/** The part of an archive that a replay sends again, in milliseconds since the epoch, both inclusive. */
export interface ReplayRange {
  readonly from: number;
  readonly to?: number;
}

/**
 * Reads the replay policy of a subscription. AWS does not document the error texts.
 *
 * @throws AttributeFlaw
 * https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html
 */
export function replayRangeOf(text: string): ReplayRange {
  const policy = parsedObject(text);
  if (!policy) throw new AttributeFlaw(`ReplayPolicy: failed to parse JSON. ${unexpectedIn(text)}`);
  const unknown = Object.keys(policy).find((name) => !REPLAY_MEMBERS.has(name));
  if (unknown !== undefined)
    throw new AttributeFlaw(`ReplayPolicy: invalid JSON. Attribute ${unknown} is unknown.`);
  const { PointType, StartingPoint, EndingPoint } = policy;
  if (PointType !== "Timestamp")
    throw new AttributeFlaw(
      `ReplayPolicy: Invalid value [${String(PointType)}]. PointType must be Timestamp.`,
    );
  const from = pointOf("StartingPoint", StartingPoint);
  if (EndingPoint === undefined) return { from };
  const to = pointOf("EndingPoint", EndingPoint);
  if (to < from) throw new AttributeFlaw("ReplayPolicy: EndingPoint must not be before StartingPoint.");
  return { from, to };
}

/**
 * Whether a running replay will send a message that is published now, so that it is sent once and in order.
 */
export function isLeftToReplay(replay: Replay | undefined, { timestamp }: Notification): boolean {
  if (replay?.status !== "Pending" && replay?.status !== "In progress") return false;
  return replay.from <= timestamp && timestamp <= (replay.to ?? timestamp);
}

function pointOf(name: string, value: unknown): number {
  const time = typeof value === "string" && TIME.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return Math.max(0, time);
  throw new AttributeFlaw(`ReplayPolicy: Invalid value [${String(value)}]. ${name} must be a timestamp.`);
}
