import type { ControlHost } from "../../core/service.js";
import { SESSIONS, type SessionRow } from "./state.js";

/** `sim.sts`: the temporary credentials that were given out. */
export class StsControl {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  /** Every session, by access key id, in all accounts. Copies; secrets are not kept. */
  sessions(): SessionRow[] {
    return [...this.host.context().table(SESSIONS).values()].map((row) => structuredClone(row));
  }
}
