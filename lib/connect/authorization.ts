import type { AuthorizationMode } from "../authorization/modes.js";
import type { ClientCredentials } from "../client-config.js";
import type { Actor } from "../control/authorization.js";
import type { Calls } from "./calls.js";

/** Whether a simulator in another process evaluates and enforces the permissions of callers. */
export class ConnectedAuthorization {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** `"off"`, `"audit"` or `"enforce"`. */
  async mode(): Promise<AuthorizationMode> {
    return (await this.calls.call<{ mode: AuthorizationMode }>("GET", "/authorization")).mode;
  }

  /** Changes the mode until a reset. */
  async set(mode: AuthorizationMode): Promise<void> {
    await this.calls.call("POST", "/authorization", { body: { mode } });
  }

  /**
   * Returns credentials of a role or user: a new session, or an access key. @throws ControlError if IAM does
   * not have it.
   */
  credentials(actor: Actor): Promise<ClientCredentials> {
    return this.calls.call("POST", "/authorization/credentials", { body: actor });
  }
}
