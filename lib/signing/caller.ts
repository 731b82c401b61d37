import type { Caller } from "../runtime/context.js";
import type { CallerDirectory } from "../runtime/ports/callers.js";
import type { AccountRegion } from "../runtime/store/store.js";
import { iamArn } from "../shared/arn.js";
import { type AccountsByKey, accountOf } from "./credential.js";
import type { SignatureReading } from "./scope.js";

/** The sender of a request, with its account and region. */
export interface Identity extends AccountRegion {
  readonly caller: Caller;
  /** Omitted for unsigned requests. */
  readonly accessKeyId?: string;
}

/**
 * The account of a request: that of the session of its access key; else the one assigned to the key; else the
 * key itself if it is a 12-digit number; else the simulator's own. The region is the one that it was signed
 * for.
 */
export function identify(
  reading: SignatureReading,
  home: AccountRegion,
  sessions: CallerDirectory | undefined,
  accounts?: AccountsByKey,
): Identity {
  if (reading.kind !== "signed")
    return {
      account: home.account,
      region: home.region,
      caller: new KeyOwner(home.account, home.region, ""),
    };
  const { accessKeyId, region: signedFor } = reading.signature;
  const region = signedFor || home.region;
  const session = sessions?.resolve(accessKeyId);
  if (session) return { account: session.account, region, accessKeyId, caller: { accessKeyId, ...session } };
  const account = accountOf(accessKeyId, home, accounts);
  return { account, region, accessKeyId, caller: new KeyOwner(account, region, accessKeyId) };
}

/** The IAM user of every key without a session. Few operations need its names. */
class KeyOwner implements Caller {
  readonly #account: string;
  readonly #region: string;

  constructor(
    account: string,
    region: string,
    readonly accessKeyId: string,
  ) {
    this.#account = account;
    this.#region = region;
  }

  get arn(): string {
    return iamArn({ account: this.#account, region: this.#region }, "user/aws-sim");
  }

  get userId(): string {
    return `AIDASIM00${this.#account}`;
  }
}
