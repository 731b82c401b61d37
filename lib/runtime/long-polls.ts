import type { Context } from "./context.js";
import type { TimerHandler } from "./service.js";
import { defineTransient, type TransientDefinition } from "./transient-state.js";

/** A request that waits until there is something to return. It checks again when that may have changed. */
export class LongPoll {
  /** The wait has ended: its time is over, or its client has disconnected. */
  over = false;
  /** The client has disconnected: what the poll received would be lost. */
  abandoned = false;
  private readonly standing = new AbortController();
  private resume = (): void => {};

  constructor(private readonly forget: (poll: LongPoll) => void) {}

  /** Aborts when the poll is finished. */
  get signal(): AbortSignal {
    return this.standing.signal;
  }

  /** Resolves when the poll must check again. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.resume = resolve;
    });
  }

  wake(): void {
    this.resume();
  }

  end(): void {
    this.over = true;
    this.resume();
  }

  /** Ends the poll after its response. */
  finish(): void {
    this.forget(this);
    this.standing.abort();
  }
}

/** The waiting polls, by subject. They are not stored, because clients repeat them. */
class WaitingPolls {
  private readonly bySubject = new Map<string, Map<string, LongPoll>>();

  begin(subject: string, id: string): LongPoll {
    let polls = this.bySubject.get(subject);
    if (!polls) {
      polls = new Map();
      this.bySubject.set(subject, polls);
    }
    const poll = new LongPoll(() => {
      polls.delete(id);
      if (polls.size === 0 && this.bySubject.get(subject) === polls) this.bySubject.delete(subject);
    });
    polls.set(id, poll);
    return poll;
  }

  /** Wakes the polls of a subject in order of arrival. Returns whether there are any. */
  wake(subject: string): boolean {
    const polls = this.bySubject.get(subject);
    for (const poll of polls?.values() ?? []) poll.wake();
    return polls !== undefined;
  }

  find(subject: string, id: string): LongPoll | undefined {
    return this.bySubject.get(subject)?.get(id);
  }

  interrupt(): void {
    for (const polls of [...this.bySubject.values()]) for (const poll of [...polls.values()]) poll.finish();
  }
}

/** The polls of one operation, such as ReceiveMessage. @param name unique among all services: `sqs.polls` */
export function defineLongPolls(name: string): LongPolls {
  return defineTransient(name, () => new WaitingPolls());
}

/** What {@link defineLongPolls} returns. */
export type LongPolls = TransientDefinition<WaitingPolls>;

/**
 * Starts a wait of at most `wait` milliseconds of simulated time. If time is stopped, the wait ends after
 * several seconds of real time.
 *
 * @param subject what the poll waits for, without spaces: the id of a queue
 */
export function beginLongPoll(ctx: Context, polls: LongPolls, subject: string, wait: number): LongPoll {
  const id = ctx.ids.uuid();
  const poll = ctx.transient(polls).begin(subject, id);
  ctx.after(wait, timerOf(polls), `${subject} ${id}`, { background: true });
  void ctx.untilTimeStops(poll.signal).then(() => poll.end());
  const removeListener = ctx.client?.onClose(() => {
    poll.abandoned = true;
    poll.end();
  });
  if (removeListener) poll.signal.addEventListener("abort", removeListener, { once: true });
  return poll;
}

/** Wakes the polls of a subject after the transaction. */
export function wakeLongPolls(ctx: Context, polls: LongPolls, subject: string): void {
  // An advance waits for the reaction of their clients.
  if (ctx.transient(polls).wake(subject)) ctx.work.touch();
}

/** The timers that a service needs for each of its {@link LongPolls}. */
export function longPollTimers(polls: LongPolls): Readonly<Record<string, TimerHandler>> {
  return {
    [timerOf(polls)]: (key, ctx) => {
      const [subject = "", id = ""] = key.split(" ");
      const poll = ctx.transient(polls).find(subject, id);
      if (!poll) return;
      poll.end();
      ctx.work.touch();
    },
  };
}

function timerOf({ name }: LongPolls): string {
  return `${name}-end`;
}
