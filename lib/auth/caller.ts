import type { Caller } from "../core/context.js";
import type { CallerDirectory } from "../core/ports.js";
import type { Partition } from "../core/store.js";
import { type AccountsByKey, accountOf } from "./credential.js";
import type { SignatureReading } from "./scope.js";

/** Who a request is from, and which account and region it works in. */
export interface Identity extends Partition {
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
  home: Partition,
  sessions: CallerDirectory | undefined,
  accounts?: AccountsByKey,
): Identity {
  if (reading.kind !== "signed")
    return { account: home.account, region: home.region, caller: userOf(home.account, "") };
  const { accessKeyId, region: signedFor } = reading.signature;
  const region = signedFor || home.region;
  const session = sessions?.resolve(accessKeyId);
  if (session) return { account: session.account, region, accessKeyId, caller: { accessKeyId, ...session } };
  const account = accountOf(accessKeyId, home, accounts);
  return { account, region, accessKeyId, caller: userOf(account, accessKeyId) };
}

/** The IAM user that every key without a session stands for. */
function userOf(account: string, accessKeyId: string): Caller {
  return { accessKeyId, arn: `arn:aws:iam::${account}:user/aws-sim`, userId: `AIDASIM00${account}` };
}
