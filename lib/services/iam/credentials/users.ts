import type { Context } from "../../../runtime/context.js";
import { quotaExceeded, stillReferenced } from "../errors.js";
import { findPrincipal, savePrincipal, USER } from "../principals.js";
import type { UserRow } from "../state.js";
import { userNameOf } from "../users.js";
import { certificateNotFound, publicKeyNotFound, serviceCredentialNotFound } from "./errors.js";
import type {
  CredentialRow,
  ServiceCredentialRow,
  SigningCertificateRow,
  SshKeyRow,
  UserCredentials,
} from "./rows.js";

/** The user in a request, or its caller. @throws NoSuchEntity, ValidationError */
export function userOf(ctx: Context, input: { readonly UserName?: string }): UserRow {
  return findPrincipal(ctx, USER, userNameOf(ctx, input));
}

/** Changes some of a user's credentials. */
export function saveCredentials(ctx: Context, user: UserRow, changes: Partial<UserCredentials>): void {
  savePrincipal(ctx, USER, { ...user, credentials: { ...user.credentials, ...changes } });
}

/** Adds a credential to a list. @throws LimitExceeded */
export function withCredential<Row>(rows: readonly Row[], row: Row, quota: string, most: number): Row[] {
  if (rows.length >= most) throw quotaExceeded(quota, most);
  return [...rows, row];
}

/** A list of credentials with an id and a status. */
export interface CredentialKind<Row extends CredentialRow> {
  readonly of: (credentials: UserCredentials) => readonly Row[];
  readonly changed: (rows: readonly Row[]) => Partial<UserCredentials>;
  readonly notFound: (id: string) => Error;
}

export const SSH_KEYS: CredentialKind<SshKeyRow> = {
  of: ({ sshKeys }) => sshKeys,
  changed: (sshKeys) => ({ sshKeys }),
  notFound: publicKeyNotFound,
};

export const CERTIFICATES: CredentialKind<SigningCertificateRow> = {
  of: ({ certificates }) => certificates,
  changed: (certificates) => ({ certificates }),
  notFound: certificateNotFound,
};

export const SERVICE_CREDENTIALS: CredentialKind<ServiceCredentialRow> = {
  of: ({ serviceCredentials }) => serviceCredentials,
  changed: (serviceCredentials) => ({ serviceCredentials }),
  notFound: serviceCredentialNotFound,
};

/** The credential with an id. @throws NoSuchEntity */
export function credentialOf<Row extends CredentialRow>(
  { credentials }: UserRow,
  { of, notFound }: CredentialKind<Row>,
  id: string,
): Row {
  const row = of(credentials).find((candidate) => candidate.id === id);
  if (!row) throw notFound(id);
  return row;
}

/** Changes members of a credential. @throws NoSuchEntity */
export function changeCredential<Row extends CredentialRow>(
  ctx: Context,
  user: UserRow,
  kind: CredentialKind<Row>,
  id: string,
  changes: Partial<Row>,
): Row {
  const row = credentialOf(user, kind, id);
  const changed = { ...row, ...changes };
  const rows = kind.of(user.credentials).map((other) => (other === row ? changed : other));
  saveCredentials(ctx, user, kind.changed(rows));
  return changed;
}

/** @throws NoSuchEntity */
export function removeCredential<Row extends CredentialRow>(
  ctx: Context,
  user: UserRow,
  kind: CredentialKind<Row>,
  id: string,
): void {
  const row = credentialOf(user, kind, id);
  const rows = kind.of(user.credentials).filter((other) => other !== row);
  saveCredentials(ctx, user, kind.changed(rows));
}

/** @throws DeleteConflict as long as the user has any: a user can be deleted when all of it is gone. */
export function requireNoCredentials({ credentials }: UserRow): void {
  const { loginProfile, sshKeys, certificates, mfaDevices, serviceCredentials } = credentials;
  if (loginProfile) throw stillReferenced("delete login profile");
  if (mfaDevices.length > 0) throw stillReferenced("delete MFA device");
  if (certificates.length > 0) throw stillReferenced("delete signing certificates");
  if (sshKeys.length + serviceCredentials.length > 0) throw stillReferenced("remove referenced objects");
}
