import type { Caller } from "../runtime/context.js";
import type { CallerDirectory } from "../runtime/ports/callers.js";
import type { AccountRegion } from "../runtime/store/store.js";
import { iamArn, rootArn } from "../shared/arn.js";
import { type AccountsByKey, accountOf } from "./credential.js";
import type { SignatureReading } from "./scope.js";

/** The sender of a request, with its account and region. */
export interface Identity extends AccountRegion {
  readonly caller: Caller;
  /** Omitted for unsigned requests. */
  readonly accessKeyId?: string;
}

/** How callers are known. */
export interface Callers {
  /** Finds those with keys of IAM and STS. */
  readonly sessions?: CallerDirectory | undefined;
  /** The accounts of other keys. */
  readonly accounts?: AccountsByKey | undefined;
  readonly authorization: Authorization;
}

interface Authorization {
  readonly decidesPermissions: boolean;
}

/**
 * The account of a request: that of the session of its access key; else the one assigned to the key; else the
 * key itself if it is a 12-digit number; else the simulator's own. The region is the one that it was signed
 * for.
 */
export function identify(
  reading: SignatureReading,
  home: AccountRegion,
  { sessions, accounts, authorization }: Callers,
): Identity {
  if (reading.kind !== "signed") {
    const { account, region } = home;
    return { account, region, caller: new KeyOwner({ account, region }, "", authorization) };
  }
  const { accessKeyId, region: signedFor } = reading.signature;
  const region = signedFor || home.region;
  const session = sessions?.resolve(accessKeyId);
  if (session) return { account: session.account, region, accessKeyId, caller: { accessKeyId, ...session } };
  const account = accountOf(accessKeyId, home, accounts);
  return {
    account,
    region,
    accessKeyId,
    caller: new KeyOwner({ account, region }, accessKeyId, authorization),
  };
}

/**
 * The owner of every key without a session: an IAM user. While permissions are decided it is the root user of the
 * account, as which it may do everything that no policy denies. Few operations need its names.
 */
class KeyOwner implements Caller {
  readonly #at: AccountRegion;
  readonly #authorization: Authorization;

  constructor(
    at: AccountRegion,
    readonly accessKeyId: string,
    authorization: Authorization,
  ) {
    this.#at = at;
    this.#authorization = authorization;
  }

  get arn(): string {
    return this.#authorization.decidesPermissions ? rootArn(this.#at) : iamArn(this.#at, "user/aws-sim");
  }

  get userId(): string {
    const { account } = this.#at;
    return this.#authorization.decidesPermissions ? account : `AIDASIM00${account}`;
  }
}
