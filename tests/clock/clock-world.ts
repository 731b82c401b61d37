import { Clock } from "../../lib/clock/clock.js";
import { Scheduler } from "../../lib/clock/scheduler.js";
import { type ClockMode, Timeline } from "../../lib/clock/timeline.js";
import { Work } from "../../lib/clock/work.js";
import { Eras } from "../../lib/runtime/era.js";
import { Store } from "../../lib/runtime/store/store.js";

export const AT = { account: "123456789012", region: "eu-west-1" };
export const START = Date.UTC(2030, 0, 1);

/** A clock with its parts; `failures` collects what due work threw outside an advance. */
export function makeClock(mode: ClockMode = "frozen", mostAtOneMoment?: number) {
  const store = new Store();
  const eras = new Eras();
  const scheduler = new Scheduler(store, eras, mostAtOneMoment);
  const work = new Work();
  const failures: unknown[] = [];
  const clock = new Clock(new Timeline(mode, START), scheduler, work, (failure) => failures.push(failure));
  /** Schedules `run` for a moment after the start. */
  const at = (offset: number, key: string, background = false) =>
    scheduler.schedule(START + offset, { ...AT, kind: "note", key, background });
  return { store, eras, scheduler, work, clock, failures, at, elapsed: () => clock.now() - START };
}
