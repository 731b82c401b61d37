import type { Authorizer } from "../authorization/authorizer.js";
import { AUTHORIZATION_MODES, type AuthorizationMode } from "../authorization/modes.js";
import type { ClientCredentials } from "../client-config.js";
import type { Simulation } from "../runtime/context.js";
import { parseArn } from "../shared/arn.js";
import { namesOf, rejectUnknownMembers } from "../text/suggestions.js";
import { shown } from "../values/foreign-values.js";

/**
 * The principal of a client. At most one of `role` and `user`; without either, the root user of the account.
 */
export interface Actor {
  /** Name or ARN of an IAM role: the client uses a session of it. */
  readonly role?: string | undefined;
  /** Name of an IAM user: the client uses an access key of it. */
  readonly user?: string | undefined;
  /** Account of the role or user. Default the simulator's. */
  readonly accountId?: string | undefined;
}

const ACTOR_MEMBERS = namesOf<Actor>({ role: true, user: true, accountId: true });

/** `sim.authorization`: whether permissions are evaluated, and credentials of roles and users. */
export class AuthorizationControl {
  private readonly authorizer: Authorizer;

  /** @internal */
  constructor(private readonly simulation: Simulation) {
    this.authorizer = simulation.authorization;
  }

  /**
   * `"off"`, `"audit"` or `"enforce"`. A reset restores the value of the option.
   *
   * @throws TypeError for any other value.
   */
  get mode(): AuthorizationMode {
    return this.authorizer.mode;
  }

  set mode(mode: AuthorizationMode) {
    if (!AUTHORIZATION_MODES.includes(mode))
      throw new TypeError(
        `The authorization mode cannot be ${shown(mode)}. Use "off", "audit" or "enforce".`,
      );
    this.authorizer.mode = mode;
  }

  /**
   * Returns credentials of a role or user: a new session, or an access key.
   *
   * @throws TypeError if IAM does not have the role or user.
   */
  credentials(actor: Actor): ClientCredentials {
    rejectUnknownMembers(actor, ACTOR_MEMBERS, "The actor");
    const { role, user } = actor;
    if ((role === undefined) === (user === undefined))
      throw new TypeError("A client acts as either a role or a user. Use { role } or { user }.");
    return role === undefined ? this.keyOf(user ?? "", actor) : this.sessionOf(role, actor);
  }

  /** @internal The credentials of the role or user of a client; `undefined` for clients of an account. */
  actingAs({ role, user, accountId }: Actor): ClientCredentials | undefined {
    const acts = role !== undefined || user !== undefined;
    return acts ? this.credentials({ role, user, accountId }) : undefined;
  }

  private sessionOf(role: string, { accountId }: Actor): ClientCredentials {
    const { ports, settings } = this.simulation;
    const account = accountId ?? (parseArn(role)?.account || settings.account);
    const known = ports.identities?.role(account, role);
    if (!known) throw missing("role", role, account);
    const at = { account, region: settings.region };
    const issued = this.simulation.store.transaction(() => ports.sessions?.begin(at, known.arn, "aws-sim"));
    if (!issued) throw missing("role", role, account);
    const { accessKeyId, secretAccessKey, sessionToken } = issued;
    return { accessKeyId, secretAccessKey, sessionToken };
  }

  private keyOf(user: string, { accountId }: Actor): ClientCredentials {
    const { ports, settings, store } = this.simulation;
    const account = accountId ?? settings.account;
    const key = store.transaction(() => ports.identities?.accessKey(account, user));
    if (!key) throw missing("user", user, account);
    return key;
  }
}

function missing(kind: string, name: string, account: string): TypeError {
  const operation = kind === "role" ? "CreateRole" : "CreateUser";
  return new TypeError(
    `There is no ${kind} "${name}" in the account ${account}. Create it with IAM's ${operation} before a client uses it.`,
  );
}
