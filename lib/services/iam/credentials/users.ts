import type { Context } from "../../../runtime/context.js";
import { quotaExceeded, stillReferenced } from "../errors.js";
import type { statusType } from "../generated/types.js";
import { findPrincipal, savePrincipal, USER } from "../principals.js";
import type { UserRow } from "../state.js";
import { userNameOf } from "../users.js";
import type { CredentialRow, UserCredentials } from "./rows.js";

/** The user that a request names, or who sends it. @throws NoSuchEntity, ValidationError */
export function userOf(ctx: Context, input: { readonly UserName?: string }): UserRow {
  return findPrincipal(ctx, USER, userNameOf(ctx, input));
}

/** Changes some of a user's credentials. */
export function saveCredentials(ctx: Context, user: UserRow, changes: Partial<UserCredentials>): void {
  savePrincipal(ctx, USER, { ...user, credentials: { ...user.credentials, ...changes } });
}

/** A list with one more credential. @throws LimitExceeded */
export function withCredential<Row>(rows: readonly Row[], row: Row, quota: string, most: number): Row[] {
  if (rows.length >= most) throw quotaExceeded(quota, most);
  return [...rows, row];
}

/** The credential of an id. @throws what `notFound` makes */
export function credentialOf<Row extends CredentialRow>(
  rows: readonly Row[],
  id: string,
  notFound: (id: string) => Error,
): Row {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw notFound(id);
  return row;
}

/** The list with another status of one credential. @throws what `notFound` makes */
export function withStatus<Row extends CredentialRow>(
  rows: readonly Row[],
  id: string,
  status: statusType,
  notFound: (id: string) => Error,
): Row[] {
  const row = credentialOf(rows, id, notFound);
  return rows.map((other) => (other === row ? { ...row, status } : other));
}

/** The list without one credential. @throws what `notFound` makes */
export function withoutCredential<Row extends CredentialRow>(
  rows: readonly Row[],
  id: string,
  notFound: (id: string) => Error,
): Row[] {
  const row = credentialOf(rows, id, notFound);
  return rows.filter((other) => other !== row);
}

/** @throws DeleteConflict as long as the user has any: a user can be deleted when all of it is gone. */
export function requireNoCredentials({ credentials }: UserRow): void {
  const { loginProfile, sshKeys, certificates, mfaDevices, serviceCredentials } = credentials;
  if (loginProfile) throw stillReferenced("delete login profile");
  if (mfaDevices.length > 0) throw stillReferenced("delete MFA device");
  if (certificates.length > 0) throw stillReferenced("delete signing certificates");
  if (sshKeys.length + serviceCredentials.length > 0) throw stillReferenced("remove referenced objects");
}
