import type { Duration } from "../clock/duration.js";
import type { ClockMode } from "../clock/timeline.js";
import type { Delay, DelaysOption } from "../runtime/delays.js";
import type { Calls } from "./calls.js";

interface Time {
  readonly now: string;
  readonly mode: ClockMode;
}

/**
 * The clock of a simulator in another process. It has no `sleep`, because a simulator cannot wait for another
 * process.
 */
export class ConnectedClock {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** Simulated time, in milliseconds since the epoch. */
  async now(): Promise<number> {
    return (await this.date()).getTime();
  }

  /** Simulated time as a `Date`. */
  async date(): Promise<Date> {
    return new Date((await this.time()).now);
  }

  /** `"running"` if time follows real time, `"frozen"` if only a test changes it. */
  async mode(): Promise<ClockMode> {
    return (await this.time()).mode;
  }

  /** Moves time forward; resolves when all due work has completed. */
  async advance(duration: Duration): Promise<void> {
    await this.calls.call("POST", "/clock/advance", { body: { duration } });
  }

  /** Sets the time; moving backward undoes nothing. */
  async set(moment: Date | number | string): Promise<void> {
    await this.calls.call("POST", "/clock/set", { body: { time: moment } });
  }

  /** Stops time until {@link resume} is called. `advance` still moves it. */
  async freeze(): Promise<void> {
    await this.calls.call("POST", "/clock/freeze");
  }

  /** Makes simulated time follow real time again, from its current value. */
  async resume(): Promise<void> {
    await this.calls.call("POST", "/clock/resume");
  }

  /** Advances until no work is left except recurring housekeeping. */
  async runUntilIdle(): Promise<void> {
    await this.calls.call("POST", "/clock/run-until-idle");
  }

  private time(): Promise<Time> {
    return this.calls.call<Time>("GET", "/clock");
  }
}

/** How long state transitions take in a simulator in another process. */
export class ConnectedDelays {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** Changes delays. Transitions in progress keep theirs. */
  async set(option: DelaysOption): Promise<void> {
    await this.calls.call("PATCH", "/delays", { body: option });
  }

  /** The current delays by service and transition; durations in milliseconds. */
  all(): Promise<Record<string, Record<string, Delay>>> {
    return this.calls.call("GET", "/delays");
  }

  /** Restores the initial delays. */
  async reset(): Promise<void> {
    await this.calls.call("DELETE", "/delays");
  }
}

/** Pending transitions whose delay is `"never"`. */
export class ConnectedTransitions {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** Completes pending transitions, all or those of one resource; returns their number. */
  async release(service: string, transition: string, resource?: string): Promise<number> {
    const body = { service, transition, resource };
    return (await this.calls.call<{ released: number }>("POST", "/transitions/release", { body })).released;
  }
}
