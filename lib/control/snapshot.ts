import type { Sfc32State } from "../runtime/ids.js";
import type { StoreSnapshot } from "../runtime/store/store.js";

/** A state of a simulator, as `sim.snapshot()` took it. */
export interface Snapshot {
  /** @internal */
  readonly store: StoreSnapshot;
  /** @internal */
  readonly now: number;
  /** @internal */
  readonly ids: Sfc32State;
}
