import { defineControl, list, type StateOf, stateOf } from "../../control/definition/define-control.js";
import { SESSIONS, type SessionRow } from "./state.js";

/** The sessions of STS. */
export type StsState = StateOf<StsSim, "sessions">;

/** `sim.sts`: reads the temporary credentials issued by STS. */
export interface StsSim {
  /** Returns the state of STS, for all accounts. */
  state(): StsState;
  /** Returns copies of all sessions, by access key id, in all accounts, without the secrets. */
  sessions(): SessionRow[];
}

const reads = {
  sessions: list([], (ctx): SessionRow[] => [...ctx.table(SESSIONS).values()], { everywhere: true }),
};

export const stsControl = defineControl<StsSim>({ ...reads, state: stateOf(reads) });
