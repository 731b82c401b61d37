import type { AccountRegion } from "../runtime/store/store.js";

/** A long-term access key that the simulator accepts as valid (`verifySignatures`). */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Session token that requests must contain. Default none. */
  readonly sessionToken?: string;
  /**
   * Account of requests signed with this key. Default the access key id if it has 12 digits, else the
   * simulator's account.
   */
  readonly accountId?: string;
}

/** Accounts by access key id, for keys with an assigned account. */
export type AccountsByKey = ReadonlyMap<string, string>;

export function accountsByKey(credentials: readonly Credential[]): AccountsByKey {
  return new Map(
    credentials.flatMap(({ accessKeyId, accountId }) => (accountId ? [[accessKeyId, accountId]] : [])),
  );
}

/**
 * The account of a long-term key: the assigned one, else the key itself if it has 12 digits, else the
 * simulator's own.
 */
export function accountOf(
  accessKeyId: string,
  { account: home }: Pick<AccountRegion, "account">,
  accounts?: AccountsByKey,
): string {
  return accounts?.get(accessKeyId) ?? (/^\d{12}$/.test(accessKeyId) ? accessKeyId : home);
}
