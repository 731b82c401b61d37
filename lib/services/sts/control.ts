import { defineControl, list, type StateOf, stateOf } from "../../control/definition/define-control.js";
import { SESSIONS, type SessionRow } from "./state.js";

/** The sessions of STS. */
export type StsState = StateOf<StsSim, "sessions">;

/** `sim.sts`: the temporary credentials that STS issued. */
export interface StsSim {
  /** All that STS holds, for all accounts. */
  state(): StsState;

  /** Every session, by access key id, in all accounts. Copies, without the secrets. */
  sessions(): SessionRow[];
}

const reads = {
  sessions: list([], (ctx): SessionRow[] => [...ctx.table(SESSIONS).values()], { everywhere: true }),
};

export const stsControl = defineControl<StsSim>({ ...reads, state: stateOf(reads) });
