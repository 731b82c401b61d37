import { RealTimeout } from "../clock/real-timeout.js";
import { writeJson } from "../control/http/json.js";
import type { Simulation } from "../runtime/context.js";
import type { WireResponse } from "../wire/message.js";
import type { Timeline } from "./timeline.js";

/** Maximum number of entries in one event. The next event contains the rest. */
const MOST_ENTRIES = 2_000;
/** Real milliseconds in which changes are collected to one event. */
const PAUSE = 100;
/** Real milliseconds after which an event is sent without changes: the clock may have moved. */
const HEARTBEAT = 1_000;

/**
 * Sends a timeline as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 */
export class EventStreams {
  private readonly open = new Set<Changes>();

  constructor(
    private readonly timeline: Timeline,
    private readonly clock: Simulation["clock"],
  ) {}

  /** The response that sends the entries which change after a cursor, until its client disconnects. */
  start(after: number): WireResponse {
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
    return { status: 200, headers, streamed: true, body: this.events(after) };
  }

  /** Ends all streams: a draining server would wait for them. */
  end(): void {
    for (const changes of this.open) changes.end();
  }

  private async *events(after: number): AsyncGenerator<Uint8Array> {
    const changes = new Changes(this.timeline);
    this.open.add(changes);
    try {
      let generation: number | undefined;
      for (let cursor = after; !changes.ended; ) {
        let page = this.timeline.page(cursor, MOST_ENTRIES);
        // Entries were removed: the reader starts again with the remaining ones.
        if (generation !== undefined && generation !== page.generation)
          page = this.timeline.page(0, MOST_ENTRIES);
        ({ cursor, generation } = page);
        const { now, mode } = { now: this.clock.now(), mode: this.clock.mode };
        yield Buffer.from(`id: ${cursor}\ndata: ${writeJson({ ...page, now, mode })}\n\n`);
        // Between the pages of many entries, yield to other work.
        await changes.pause(page.more ? 0 : PAUSE);
        if (!page.more) await changes.next(HEARTBEAT);
      }
    } finally {
      this.open.delete(changes);
      changes.end();
    }
  }
}

/** Waits for changes of a timeline. */
class Changes {
  ended = false;
  private changed = true;
  private wake = (): void => {};
  private finish = (): void => {};
  private readonly over = new Promise<void>((resolve) => {
    this.finish = resolve;
  });
  private readonly stop: () => void;

  constructor(timeline: Timeline) {
    this.stop = timeline.listen(() => this.notice());
  }

  /** Resolves after a change since the last call, at the end, or at the timeout. */
  async next(milliseconds: number): Promise<void> {
    if (!this.changed) await this.wait(milliseconds);
    this.changed = false;
  }

  /** Resolves at the timeout, or at the end. */
  async pause(milliseconds: number): Promise<void> {
    const timeout = new RealTimeout(milliseconds);
    await Promise.race([timeout.elapsed, this.over]);
    timeout.cancel();
  }

  end(): void {
    this.ended = true;
    this.stop();
    this.finish();
    this.wake();
  }

  private async wait(milliseconds: number): Promise<void> {
    if (this.ended) return;
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    const timeout = new RealTimeout(milliseconds);
    await Promise.race([timeout.elapsed, woken]);
    timeout.cancel();
  }

  private notice(): void {
    this.changed = true;
    this.wake();
  }
}
