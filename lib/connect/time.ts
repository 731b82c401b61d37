import type { Duration } from "../clock/duration.js";
import type { ClockMode } from "../clock/timeline.js";
import type { Delay, DelaysOption } from "../runtime/delays.js";
import type { Calls } from "./calls.js";

interface Time {
  readonly now: string;
  readonly mode: ClockMode;
}

/** The clock of a simulator in another process. `sleep` is missing: nobody there could wait for this process to act. */
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

  /** Whether the clock runs with real time or stands still until told. */
  async mode(): Promise<ClockMode> {
    return (await this.time()).mode;
  }

  /** Moves time forward; resolves when everything that fell due has happened. */
  async advance(duration: Duration): Promise<void> {
    await this.calls.call("POST", "/clock/advance", { body: { duration } });
  }

  /** Moves time to a moment; backwards without undoing anything. */
  async set(moment: Date | number | string): Promise<void> {
    await this.calls.call("POST", "/clock/set", { body: { time: moment } });
  }

  /** Stops time until {@link resume}; `advance` still moves it. */
  async freeze(): Promise<void> {
    await this.calls.call("POST", "/clock/freeze");
  }

  /** Lets simulated time advance with real time again, from its current value. */
  async resume(): Promise<void> {
    await this.calls.call("POST", "/clock/resume");
  }

  /** Advances until nothing is left to happen, housekeeping apart. */
  async runUntilIdle(): Promise<void> {
    await this.calls.call("POST", "/clock/run-until-idle");
  }

  private time(): Promise<Time> {
    return this.calls.call<Time>("GET", "/clock");
  }
}

/** How long transitions take in a simulator in another process. */
export class ConnectedDelays {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** Changes delays from now on; transitions that are under way keep theirs. */
  async set(option: DelaysOption): Promise<void> {
    await this.calls.call("PATCH", "/delays", { body: option });
  }

  /** The delays in force, by service and transition; durations in milliseconds. */
  all(): Promise<Record<string, Record<string, Delay>>> {
    return this.calls.call("GET", "/delays");
  }

  /** Back to the delays that the simulator was made with. */
  async reset(): Promise<void> {
    await this.calls.call("DELETE", "/delays");
  }
}

/** Transitions that wait to be let go, because their delay is `"never"`. */
export class ConnectedTransitions {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** Lets them happen: all, or those of one resource. Says how many there were. */
  async release(service: string, transition: string, resource?: string): Promise<number> {
    const body = { service, transition, resource };
    return (await this.calls.call<{ released: number }>("POST", "/transitions/release", { body })).released;
  }
}
