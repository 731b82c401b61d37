import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key, keyParts } from "../../../runtime/store/store.js";
import { deliverToSubscriber } from "../deliveries/send.js";
import type { Replay } from "../state/archives.js";
import { SUBSCRIPTIONS, type SubscriptionRow } from "../state/subscriptions.js";
import { TOPICS } from "../state/topics.js";
import { accepts } from "../subscriptions/filters.js";
import { replayRangeOf, retentionOf } from "./policies.js";
import { archivedMessages } from "./store.js";

/** The timer that starts or continues a replay. */
const STEP = "sns.replay";
/** The number of messages that a replay sends in one step. */
const PORTION = 1_000;

/** A subscription whose replay policy was set; an earlier replay ends. */
export function withReplay(ctx: Context, row: SubscriptionRow): SubscriptionRow {
  const policy = row.attributes.get("ReplayPolicy");
  if (policy === undefined) return { ...row, replay: undefined };
  const replay: Replay = { status: "Pending", id: ctx.ids.uuid(), ...replayRangeOf(policy) };
  ctx.later("replay", STEP, key(row.arn, replay.id));
  return { ...row, replay };
}

const step: TimerHandler = (place, ctx) => {
  const [arn = "", replayId] = keyParts(place);
  const row = ctx.table(SUBSCRIPTIONS).get(arn);
  if (row?.replay === undefined || row.replay.id !== replayId) return;
  const replay = advanced(ctx, row, row.replay);
  ctx.table(SUBSCRIPTIONS).put(arn, { ...row, replay });
  if (replay.status === "In progress") ctx.later("replay", STEP, place);
};

/** Sends the next messages of a replay. */
function advanced(ctx: Context, row: SubscriptionRow, replay: Replay): Replay {
  const topic = ctx.table(TOPICS).get(row.topic);
  if (topic?.id !== row.topicId || retentionOf(topic) === undefined) return { ...replay, status: "Failed" };
  const { from, to = Number.POSITIVE_INFINITY } = replay;
  const first = replay.position ?? key(topic.id, from);
  let { position } = replay;
  let count = 0;
  for (const [place, notification] of archivedMessages(ctx, topic.id, first)) {
    if (notification.timestamp > to) break;
    if (count++ === PORTION) return { ...replay, status: "In progress", position };
    position = place;
    if (accepts(ctx, row, notification))
      deliverToSubscriber({ ctx, topic }, row, { replayed: true, ...notification });
  }
  return { ...replay, status: "Completed", position };
}

export const REPLAY_TIMERS: Readonly<Record<string, TimerHandler>> = { [STEP]: step };
