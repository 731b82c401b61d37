import type { Scheduler, Timer } from "../clock/scheduler.js";
import type { Delays } from "./delays.js";
import { type AccountRegion, defineTable, key, keyParts, type Store, type Table } from "./store/store.js";

/** A transition that does not wait for time, but for `release` or for describe calls. */
interface Held extends Timer {
  readonly service: string;
  readonly transition: string;
  /** Remaining describe calls; omitted if only `release` completes it. */
  readonly describes?: number;
}

export const HELD = defineTable<Held>({
  name: "runtime.held-transitions",
  key: ["kind", "account", "region", "key"],
  scope: "global",
});
const EVERYWHERE: AccountRegion = { account: "", region: "" };

/**
 * Schedules changes of resources: on the clock, after a number of describe calls, or by a call of the test.
 */
export class Transitions {
  private readonly held: Table<Held>;

  /** @internal */
  constructor(
    store: Store,
    private readonly scheduler: Scheduler,
    private readonly delays: Delays,
    private readonly now: () => number,
  ) {
    this.held = store.table(HELD, EVERYWHERE);
  }

  /** Starts the delay `service.transition`; `timer` runs at its end. */
  begin(service: string, transition: string, timer: Timer): void {
    const delay = this.delays.get(service, transition);
    if (delay === "never") {
      this.held.put(heldKey(timer), { ...timer, service, transition });
    } else if (typeof delay === "object") {
      this.held.put(heldKey(timer), { ...timer, service, transition, describes: delay.describes });
    } else {
      this.scheduler.schedule(this.now() + this.delays.milliseconds(service, transition), timer);
    }
  }

  /** Whether any transition waits for something other than time. */
  get holdsAny(): boolean {
    return this.held.size > 0;
  }

  /** Counts a describe call of a resource; the last one makes its transition due. */
  described(timer: Timer): void {
    if (this.held.size === 0) return;
    const row = this.held.get(heldKey(timer));
    if (row?.describes === undefined) return;
    if (row.describes > 1) this.held.put(heldKey(timer), { ...row, describes: row.describes - 1 });
    else this.fire(row);
  }

  /**
   * Makes held transitions due now: all of a service and transition, or only those of the resource whose key
   * or ARN ends with `resource` (the parts of a key are joined by `/`). Returns their number.
   *
   * @throws TypeError for a service or a transition that does not exist.
   */
  release(service: string, transition: string, resource?: string): number {
    const name = this.delays.serviceOf(service, transition);
    const matching = [...this.held.values()].filter(
      (row) =>
        row.service === name &&
        row.transition === transition &&
        (resource === undefined || keyParts(row.key).join("/").endsWith(resource)),
    );
    for (const row of matching) this.fire(row);
    return matching.length;
  }

  private fire({ service, transition, describes, ...timer }: Held): void {
    this.held.delete(heldKey(timer));
    this.scheduler.schedule(this.now(), timer);
  }
}

function heldKey(timer: Timer): string {
  return key(timer.kind, timer.account, timer.region, timer.key);
}
