import type { AccountRegion } from "../runtime/store/store.js";

/** A long-term access key that the simulator takes for valid (`verifySignatures`). */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** For a key that comes with a session token: requests must carry it. Default none. */
  readonly sessionToken?: string;
  /** Account that requests signed with it work in. Default the key id, if that is 12 digits, else the simulator's account. */
  readonly accountId?: string;
}

/** Accounts by access key id, where the key was given one. */
export type AccountsByKey = ReadonlyMap<string, string>;

export function accountsByKey(credentials: readonly Credential[]): AccountsByKey {
  return new Map(
    credentials.flatMap(({ accessKeyId, accountId }) => (accountId ? [[accessKeyId, accountId]] : [])),
  );
}

/** The account of a long-term key: the one it was given, or the key itself when that is 12 digits, or the simulator's own. */
export function accountOf(
  accessKeyId: string,
  { account: home }: Pick<AccountRegion, "account">,
  accounts?: AccountsByKey,
): string {
  return accounts?.get(accessKeyId) ?? (/^\d{12}$/.test(accessKeyId) ? accessKeyId : home);
}
