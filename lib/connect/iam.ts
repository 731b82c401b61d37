import type { IamControl, ManagedPolicyOptions } from "../services/iam/control.js";
import { segment } from "./calls.js";
import { ConnectedService } from "./service.js";

/** What IAM holds for an account. */
export interface IamState {
  readonly roles: ReturnType<IamControl["roles"]>;
  readonly policies: ReturnType<IamControl["policies"]>;
  readonly users: ReturnType<IamControl["users"]>;
  readonly groups: ReturnType<IamControl["groups"]>;
  readonly instanceProfiles: ReturnType<IamControl["instanceProfiles"]>;
  readonly accessKeys: ReturnType<IamControl["accessKeys"]>;
  readonly oidcProviders: ReturnType<IamControl["oidcProviders"]>;
}

/** IAM of a simulator in another process. */
export class ConnectedIam extends ConnectedService<IamState> {
  /** Adds a policy of AWS's own that the simulator does not know, or replaces one, for all accounts. */
  async addManagedPolicy(name: string, options: ManagedPolicyOptions = {}): Promise<void> {
    await this.calls.call("POST", `/iam/managed-policies/${segment(name)}`, { body: options });
  }
}
