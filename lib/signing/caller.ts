import type { Caller } from "../runtime/context.js";
import type { CallerDirectory } from "../runtime/ports/callers.js";
import type { AccountRegion } from "../runtime/store/store.js";
import { iamArn } from "../shared/arn.js";
import { type AccountsByKey, accountOf } from "./credential.js";
import type { SignatureReading } from "./scope.js";

/** Who a request is from, and which account and region it works in. */
export interface Identity extends AccountRegion {
  readonly caller: Caller;
  /** Left out for unsigned requests. */
  readonly accessKeyId?: string;
}

/**
 * The account of a request: that of the session behind its access key; or the
 * one that the key was given; or the key itself when it is a 12-digit number;
 * or the simulator's own. The region is the one it was signed for.
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

/** The IAM user that every key without a session stands for. Few operations ask for its names. */
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
