import type { Clock } from "../../clock/clock.js";
import type { Delays } from "../../runtime/delays.js";
import type { Transitions } from "../../runtime/transitions.js";
import type { Credential } from "../../signing/credential.js";
import type { Faults } from "../faults.js";
import type { RequestLog } from "../requests.js";
import type { HeldSnapshots, Snapshot } from "../snapshot.js";

/** The simulator, as the control over HTTP sees it. */
export interface Controlled {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly delays: Delays;
  readonly transitions: Transitions;
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** It answers, but is not ready yet. */
  readonly starting: boolean;
  /** The valid credentials, where signatures are verified. */
  readonly credentials: readonly Credential[] | undefined;
  /** The snapshots that clients in other processes took. */
  readonly heldSnapshots: HeldSnapshots;
  env(): Record<string, string>;
  reset(): void;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
}
