import type { ControlHost, ShowsState } from "../../runtime/service.js";
import { SESSIONS, type SessionRow } from "./state.js";

/** `sim.sts`: the temporary credentials that were given out. */
export class StsControl implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  state(): object {
    return { sessions: this.sessions() };
  }

  /** Every session, by access key id, in all accounts. Copies, without the secrets. */
  sessions(): SessionRow[] {
    return [...this.host.context().table(SESSIONS).values()].map((row) => structuredClone(row));
  }
}
