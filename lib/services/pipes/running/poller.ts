import type { Context } from "../../../runtime/context.js";
import { POLLERS, type PollerRow } from "../state.js";

export const POLL = "pipes.poll";

const IDLE: PollerRow = { planned: false, running: 0, gathered: [] };

export function pollerOf(ctx: Context, pipe: string): PollerRow {
  return ctx.table(POLLERS).get(pipe) ?? IDLE;
}

export function changePoller(ctx: Context, pipe: string, change: Partial<PollerRow>): void {
  ctx.table(POLLERS).put(pipe, { ...pollerOf(ctx, pipe), ...change });
}

/** Schedules a poll of a pipe after the current work. */
export function planPoll(ctx: Context, pipe: string): void {
  if (pollerOf(ctx, pipe).planned) return;
  changePoller(ctx, pipe, { planned: true });
  ctx.after(0, POLL, pipe);
}
