import type { Clock } from "../../clock/clock.js";
import type { Inspector } from "../../inspector/inspector.js";
import type { Delays } from "../../runtime/delays.js";
import type { Transitions } from "../../runtime/transitions.js";
import type { Credential } from "../../signing/credential.js";
import type { AuthorizationControl } from "../authorization.js";
import type { Faults } from "../faults.js";
import type { RequestLog } from "../requests.js";
import type { HeldSnapshots, Snapshot } from "../snapshot.js";
import type { Stubs } from "../stubs/stubs.js";

/** The simulator, as the HTTP control API uses it. */
export interface Controlled {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly delays: Delays;
  readonly transitions: Transitions;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly authorization: AuthorizationControl;
  readonly stubs: Stubs;
  readonly inspector: Inspector;
  /** It accepts connections, but is not ready yet. */
  readonly starting: boolean;
  /** The valid credentials, if signatures are verified. */
  readonly credentials: readonly Credential[] | undefined;
  /** The snapshots taken by clients in other processes. */
  readonly heldSnapshots: HeldSnapshots;
  env(): Record<string, string>;
  export(file: string): Promise<void>;
  reset(): void;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
}
