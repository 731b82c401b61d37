import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key, keyPrefix } from "../../../runtime/store/store.js";
import { ARCHIVED_MESSAGES } from "../state/archives.js";
import type { Notification } from "../state/messages.js";
import { TOPICS, type TopicRow } from "../state/topics.js";
import type { LocatedTopic } from "../topics/lookup.js";
import { retentionOf } from "./policies.js";

/** The timer that removes the messages whose retention has ended. */
const RETENTION = "sns.archive-retention";

/** Adds a message to the archive of its topic, if the topic has one. */
export function archiveMessage({ ctx, topic }: LocatedTopic, notification: Notification): void {
  const retention = retentionOf(topic);
  if (retention === undefined) return;
  const isFirst = archivedMessages(ctx, topic.id).next().done === true;
  const { timestamp, sequenceNumber = "" } = notification;
  ctx.table(ARCHIVED_MESSAGES).put(key(topic.id, timestamp, sequenceNumber), notification);
  if (isFirst) ctx.after(retention, RETENTION, topic.name, { background: true });
}

/** The messages in an archive, oldest first; with `after`, those behind this key. */
export function* archivedMessages(
  ctx: Context,
  topicId: string,
  after?: string,
): Generator<[string, Notification], undefined> {
  const prefix = keyPrefix(topicId);
  const from = after === undefined ? { from: prefix } : { after };
  for (const entry of ctx.table(ARCHIVED_MESSAGES).range(from)) {
    if (!entry[0].startsWith(prefix)) return;
    yield entry;
  }
}

/** The earliest time from which a topic can be replayed, in milliseconds since the epoch. */
export function beginningOf(ctx: Context, topic: TopicRow): number {
  return Math.max(topic.archivingSince ?? topic.created, ctx.now() - (retentionOf(topic) ?? 0));
}

/**
 * A topic after a change of its archive policy. Messages are removed with the archive, or at the end of the
 * retention.
 */
export function withArchive(ctx: Context, before: TopicRow, after: TopicRow): TopicRow {
  if (retentionOf(after) !== undefined) {
    removeExpired(ctx, after);
    return retentionOf(before) === undefined ? { ...after, archivingSince: ctx.now() } : after;
  }
  for (const [place] of [...archivedMessages(ctx, after.id)]) ctx.table(ARCHIVED_MESSAGES).delete(place);
  return after;
}

function removeExpired(ctx: Context, topic: TopicRow): void {
  const retention = retentionOf(topic) ?? 0;
  const end = ctx.now() - retention;
  for (const [place, { timestamp }] of [...archivedMessages(ctx, topic.id)]) {
    if (timestamp > end) return ctx.after(timestamp - end, RETENTION, topic.name, { background: true });
    ctx.table(ARCHIVED_MESSAGES).delete(place);
  }
}

export const ARCHIVE_TIMERS: Readonly<Record<string, TimerHandler>> = {
  [RETENTION]: (name, ctx) => {
    const topic = ctx.table(TOPICS).get(name);
    if (topic && retentionOf(topic) !== undefined) removeExpired(ctx, topic);
  },
};
