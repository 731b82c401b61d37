import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { archiveArn } from "../archives/managed-rules.js";
import { beginReplay, cancel } from "../archives/replays.js";
import { busArn, existingBus } from "../buses/lookup.js";
import {
  replayEndsBeforeStart,
  replayNotActive,
  replayNotFound,
  replayOnOtherBus,
  replaySourceInvalid,
} from "../errors/archives.js";
import { alreadyExists, limitExceeded } from "../errors/buses.js";
import type {
  CancelReplayRequest,
  CancelReplayResponse,
  DescribeReplayRequest,
  DescribeReplayResponse,
  ListReplaysRequest,
  ListReplaysResponse,
  Replay,
  StartReplayRequest,
  StartReplayResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { ARCHIVES, REPLAYS, type ReplayRow } from "../state/archives.js";

const MOST_ACTIVE = 10;
const ACTIVE: ReadonlySet<string> = new Set(["STARTING", "RUNNING", "CANCELLING"]);

export function startReplay(input: StartReplayRequest, ctx: Context): StartReplayResponse {
  const { ReplayName: name, Description, EventStartTime, EventEndTime, Destination } = input;
  const { bus } = existingBus(ctx, Destination.Arn);
  const source = archiveIn(input.EventSourceArn);
  const archive = ctx.table(ARCHIVES).get(source);
  if (!archive) throw replaySourceInvalid(source);
  if (archive.bus !== bus.name) throw replayOnOtherBus();
  if (EventStartTime >= EventEndTime) throw replayEndsBeforeStart();
  if (ctx.table(REPLAYS).has(name)) throw alreadyExists(`Replay ${name}`);
  const active = Array.from(ctx.table(REPLAYS).values()).filter(({ state }) => ACTIVE.has(state));
  if (active.length >= MOST_ACTIVE) throw limitExceeded();
  const replay: ReplayRow = {
    name,
    archive: source,
    bus: bus.name,
    ...(Description !== undefined && { description: Description }),
    state: "STARTING",
    ...(Destination.FilterArns && { filterArns: Destination.FilterArns }),
    from: EventStartTime.getTime(),
    to: EventEndTime.getTime(),
    started: ctx.now(),
  };
  beginReplay(ctx, replay);
  return { ReplayArn: replayArn(ctx, name), State: replay.state, ReplayStartTime: ctx.date() };
}

export function describeReplay(input: DescribeReplayRequest, ctx: Context): DescribeReplayResponse {
  const replay = existingReplay(ctx, input.ReplayName);
  return {
    ...describe(ctx, replay),
    ReplayArn: replayArn(ctx, replay.name),
    Description: replay.description,
    Destination: { Arn: busArn(ctx, replay.bus), FilterArns: replay.filterArns ?? [] },
  };
}

export function listReplays(input: ListReplaysRequest, ctx: Context): ListReplaysResponse {
  const { NamePrefix: prefix = "", State, EventSourceArn } = input;
  const source = EventSourceArn === undefined ? undefined : archiveIn(EventSourceArn);
  const { items, next } = pager.rows(input, ["ListReplays", prefix, State, source], ctx.table(REPLAYS), {
    prefix,
    wanted: ({ archive, state }) => (source ?? archive) === archive && (State ?? state) === state,
  });
  return { Replays: items.map((replay) => describe(ctx, replay)), NextToken: next };
}

export function cancelReplay(input: CancelReplayRequest, ctx: Context): CancelReplayResponse {
  const replay = existingReplay(ctx, input.ReplayName);
  if (replay.state !== "STARTING" && replay.state !== "RUNNING") throw replayNotActive(replay.name);
  const { state } = cancel(ctx, replay);
  return { ReplayArn: replayArn(ctx, replay.name), State: state };
}

function replayArn(ctx: Context, name: string): string {
  return ctx.arn(`replay/${name}`);
}

function archiveIn(arn: string): string {
  return (parseArn(arn)?.resource ?? arn).replace(/^archive\//, "");
}

function existingReplay(ctx: Context, name: string): ReplayRow {
  const replay = ctx.table(REPLAYS).get(name);
  if (!replay) throw replayNotFound(name);
  return replay;
}

function describe(ctx: Context, replay: ReplayRow): Replay {
  const date = (moment: number | undefined) => (moment === undefined ? undefined : new Date(moment));
  return {
    ReplayName: replay.name,
    EventSourceArn: archiveArn(ctx, replay.archive),
    State: replay.state,
    EventStartTime: new Date(replay.from),
    EventEndTime: new Date(replay.to),
    EventLastReplayedTime: date(replay.lastReplayed),
    ReplayStartTime: new Date(replay.started),
    ReplayEndTime: date(replay.ended),
  };
}
