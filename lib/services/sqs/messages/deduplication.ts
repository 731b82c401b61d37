import { key } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import {
  DEDUPLICATIONS,
  type DeduplicationRow,
  type MessageContent,
  type MessageRow,
} from "../state/messages.js";
import { expireId, ID_LIFETIME } from "./expiring-ids.js";

/** The parts of a message that identify duplicates. */
type Identified = Pick<MessageContent, "groupId" | "deduplicationId">;

/** The message with the same deduplication id that was accepted within the last five minutes. */
export function earlierMessage(at: LocatedQueue, message: Identified): DeduplicationRow | undefined {
  const { ctx } = at;
  const row = ctx.table(DEDUPLICATIONS).get(placeOf(at, message));
  return row && row.until > ctx.now() ? row : undefined;
}

/** Stores a message for the detection of duplicates. */
export function rememberMessage(at: LocatedQueue, { content, number }: MessageRow): void {
  const { ctx } = at;
  const { id } = content;
  const place = placeOf(at, content);
  const until = ctx.now() + ID_LIFETIME;
  ctx.table(DEDUPLICATIONS).put(place, { id, number, until });
  expireId(at, place, until);
}

function placeOf({ queue }: LocatedQueue, { groupId = "", deduplicationId = "" }: Identified): string {
  const group = queue.attributes.DeduplicationScope === "messageGroup" ? groupId : "";
  return key(queue.id, group, deduplicationId);
}
