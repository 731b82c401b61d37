import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key, keyPrefix } from "../../../runtime/store/store.js";
import { ARCHIVED_EVENTS, ARCHIVES, type ArchivedEventRow, type ArchiveRow } from "../state/archives.js";

const DAY = 86_400_000;

/** The timer that removes the events whose retention has ended. */
const RETENTION = "event-bridge.archive-retention";

/** Stores an event that matched the pattern of an archive. */
export function archiveEvent(ctx: Context, name: string, json: string): void {
  const archive = ctx.table(ARCHIVES).get(name);
  if (!archive) return;
  const at = ctx.now();
  ctx.table(ARCHIVED_EVENTS).put(key(name, at, archive.next), { archive: name, at, event: json });
  putCounts(ctx, archive, 1, Buffer.byteLength(json));
  if (archive.retentionDays > 0 && archive.eventCount === 0) watchRetention(ctx, archive, at);
}

/** The events of an archive in order of arrival; with `after`, those behind this key. */
export function* archivedEvents(
  ctx: Context,
  name: string,
  after?: string,
): Generator<[string, ArchivedEventRow]> {
  const prefix = keyPrefix(name);
  for (const entry of ctx.table(ARCHIVED_EVENTS).range(after === undefined ? { from: prefix } : { after })) {
    if (!entry[0].startsWith(prefix)) return;
    yield entry;
  }
}

/** Removes an archive with its events. */
export function removeArchive(ctx: Context, name: string): void {
  for (const [place] of [...archivedEvents(ctx, name)]) ctx.table(ARCHIVED_EVENTS).delete(place);
  ctx.table(ARCHIVES).delete(name);
}

/** Schedules the removal of events at the end of their retention. */
export function watchRetention(ctx: Context, { name, retentionDays }: ArchiveRow, first: number): void {
  ctx.after(Math.max(0, first + retentionDays * DAY - ctx.now()), RETENTION, name, { background: true });
}

const removeExpired: TimerHandler = (name, ctx) => {
  const archive = ctx.table(ARCHIVES).get(name);
  if (!archive || archive.retentionDays === 0) return;
  const end = ctx.now() - archive.retentionDays * DAY;
  const expired: [string, ArchivedEventRow][] = [];
  let left: ArchivedEventRow | undefined;
  for (const entry of archivedEvents(ctx, name)) {
    if (entry[1].at > end) {
      left = entry[1];
      break;
    }
    expired.push(entry);
  }
  for (const [place] of expired) ctx.table(ARCHIVED_EVENTS).delete(place);
  const bytes = expired.reduce((sum, [, { event }]) => sum + Buffer.byteLength(event), 0);
  if (expired.length > 0) putCounts(ctx, archive, -expired.length, -bytes);
  if (left) watchRetention(ctx, archive, left.at);
};

function putCounts(ctx: Context, archive: ArchiveRow, events: number, bytes: number): void {
  ctx.table(ARCHIVES).put(archive.name, {
    ...archive,
    eventCount: archive.eventCount + events,
    sizeBytes: archive.sizeBytes + bytes,
    next: archive.next + Math.max(0, events),
  });
}

export const ARCHIVE_TIMERS: Readonly<Record<string, TimerHandler>> = { [RETENTION]: removeExpired };
