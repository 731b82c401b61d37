import type { Context } from "../../../runtime/context.js";
import { newId, thisSecond } from "../arns.js";
import { duplicatePublicKey } from "../credentials/errors.js";
import type { SshKeyRow } from "../credentials/rows.js";
import { readPublicKey } from "../credentials/ssh-keys.js";
import {
  changeCredential,
  credentialOf,
  removeCredential,
  SSH_KEYS,
  saveCredentials,
  userOf,
  withCredential,
} from "../credentials/users.js";
import type {
  DeleteSSHPublicKeyRequest,
  encodingType,
  GetSSHPublicKeyRequest,
  GetSSHPublicKeyResponse,
  ListSSHPublicKeysRequest,
  ListSSHPublicKeysResponse,
  SSHPublicKey,
  UpdateSSHPublicKeyRequest,
  UploadSSHPublicKeyRequest,
  UploadSSHPublicKeyResponse,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { SSH_KEYS_PER_USER } from "../quotas.js";
import type { UserRow } from "../state.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html */
export function uploadSSHPublicKey(
  input: UploadSSHPublicKeyRequest,
  ctx: Context,
): UploadSSHPublicKeyResponse {
  const user = userOf(ctx, input);
  const { sshKeys } = user.credentials;
  const key = readPublicKey(input.SSHPublicKeyBody);
  if (sshKeys.some(({ fingerprint }) => fingerprint === key.fingerprint)) throw duplicatePublicKey();
  const row: SshKeyRow = { id: newId(ctx, "APKA"), status: "Active", createdAt: thisSecond(ctx), ...key };
  saveCredentials(ctx, user, {
    sshKeys: withCredential(sshKeys, row, "SSHPublicKeysPerUser", SSH_KEYS_PER_USER),
  });
  const encoding = input.SSHPublicKeyBody.trim().startsWith("-----BEGIN") ? "PEM" : "SSH";
  return { SSHPublicKey: describeSshKey(user, row, encoding) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSSHPublicKey.html */
export function getSSHPublicKey(input: GetSSHPublicKeyRequest, ctx: Context): GetSSHPublicKeyResponse {
  const user = userOf(ctx, input);
  const row = credentialOf(user, SSH_KEYS, input.SSHPublicKeyId);
  return { SSHPublicKey: describeSshKey(user, row, input.Encoding) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html */
export function listSSHPublicKeys(input: ListSSHPublicKeysRequest, ctx: Context): ListSSHPublicKeysResponse {
  const { name, credentials } = userOf(ctx, input);
  const { items, paging } = pageOfList(input, `SSH keys of ${name}`, credentials.sshKeys);
  const SSHPublicKeys = items.map(({ id, status, createdAt }) => ({
    UserName: name,
    SSHPublicKeyId: id,
    Status: status,
    UploadDate: createdAt,
  }));
  return { SSHPublicKeys, ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSSHPublicKey.html */
export function updateSSHPublicKey(input: UpdateSSHPublicKeyRequest, ctx: Context): object {
  changeCredential(ctx, userOf(ctx, input), SSH_KEYS, input.SSHPublicKeyId, { status: input.Status });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSSHPublicKey.html */
export function deleteSSHPublicKey(input: DeleteSSHPublicKeyRequest, ctx: Context): object {
  removeCredential(ctx, userOf(ctx, input), SSH_KEYS, input.SSHPublicKeyId);
  return {};
}

function describeSshKey({ name }: UserRow, row: SshKeyRow, encoding: encodingType): SSHPublicKey {
  return {
    UserName: name,
    SSHPublicKeyId: row.id,
    Fingerprint: row.fingerprint,
    SSHPublicKeyBody: encoding === "PEM" ? row.pem : row.ssh,
    Status: row.status,
    UploadDate: row.createdAt,
  };
}
