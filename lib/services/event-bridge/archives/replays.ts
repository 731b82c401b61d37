import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { replayed } from "../events/envelope.js";
import { ingest } from "../events/ingest.js";
import { REPLAYS, type ReplayRow } from "../state/archives.js";
import type { Envelope } from "../state/events.js";
import { archivedEvents } from "./store.js";

/** The timer that starts, continues or cancels a replay. */
const STEP = "event-bridge.replay";
/** The number of events that a replay sends in one step. */
const PORTION = 1_000;

/** Starts a replay. Its events are sent later. */
export function beginReplay(ctx: Context, replay: ReplayRow): void {
  ctx.table(REPLAYS).put(replay.name, replay);
  ctx.later("replayStart", STEP, replay.name);
}

export function cancel(ctx: Context, replay: ReplayRow): ReplayRow {
  const row: ReplayRow = { ...replay, state: "CANCELLING" };
  ctx.table(REPLAYS).put(row.name, row);
  ctx.later("replayCancellation", STEP, row.name);
  return row;
}

const step: TimerHandler = (name, ctx) => {
  const replay = ctx.table(REPLAYS).get(name);
  switch (replay?.state) {
    case "CANCELLING":
      return ctx.table(REPLAYS).put(name, { ended: ctx.now(), ...replay, state: "CANCELLED" });
    case "STARTING":
    case "RUNNING":
      return run(ctx, replay);
  }
};

function run(ctx: Context, replay: ReplayRow): void {
  const { name, archive, bus, filterArns, from, to } = replay;
  let { position, lastReplayed } = replay;
  const portion: string[] = [];
  let isOver = true;
  for (const [place, { at, event }] of archivedEvents(ctx, archive, position)) {
    if (at >= to) break;
    if (portion.length === PORTION) {
      isOver = false;
      break;
    }
    position = place;
    if (at >= from) portion.push(event);
  }
  for (const event of portion) {
    ingest(ctx, bus, { json: replayed(event, name), onlyFor: filterArns });
    const { time }: Envelope = JSON.parse(event);
    lastReplayed = Date.parse(time);
  }
  const progress = {
    ...(position !== undefined && { position }),
    ...(lastReplayed !== undefined && { lastReplayed }),
    ...(isOver && { ended: ctx.now() }),
  };
  const row: ReplayRow = { ...progress, ...withoutProgress(replay), state: isOver ? "COMPLETED" : "RUNNING" };
  ctx.table(REPLAYS).put(name, row);
  if (!isOver) ctx.later("replay", STEP, name);
}

function withoutProgress({ position: _, lastReplayed: __, ...replay }: ReplayRow) {
  return replay;
}

export const REPLAY_TIMERS: Readonly<Record<string, TimerHandler>> = { [STEP]: step };
