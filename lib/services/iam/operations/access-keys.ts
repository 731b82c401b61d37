import type { Context } from "../../../runtime/context.js";
import { newAccessKey } from "../access-keys.js";
import { accessKeyNotFound, quotaExceeded } from "../errors.js";
import type {
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  DeleteAccessKeyRequest,
  GetAccessKeyLastUsedRequest,
  GetAccessKeyLastUsedResponse,
  ListAccessKeysRequest,
  ListAccessKeysResponse,
  UpdateAccessKeyRequest,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { findPrincipal, USER } from "../principals.js";
import { ACCESS_KEYS_PER_USER } from "../quotas.js";
import { ACCESS_KEYS, type AccessKeyRow, keyOf, USERS } from "../state.js";
import { accessKeysOf, userNameOf } from "../users.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export function createAccessKey(input: CreateAccessKeyRequest, ctx: Context): CreateAccessKeyResponse {
  const { name } = findPrincipal(ctx, USER, userNameOf(ctx, input));
  if (accessKeysOf(ctx, name).length >= ACCESS_KEYS_PER_USER)
    throw quotaExceeded("AccessKeysPerUser", ACCESS_KEYS_PER_USER);
  const row = newAccessKey(ctx, name);
  return {
    AccessKey: {
      UserName: name,
      AccessKeyId: row.accessKeyId,
      Status: row.status,
      SecretAccessKey: row.secretAccessKey,
      CreateDate: row.createdAt,
    },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export function listAccessKeys(input: ListAccessKeysRequest, ctx: Context): ListAccessKeysResponse {
  const { name } = findPrincipal(ctx, USER, userNameOf(ctx, input));
  const { items, paging } = pageOfList(input, `access keys of ${name}`, accessKeysOf(ctx, name));
  const AccessKeyMetadata = items.map(({ accessKeyId, status, createdAt }) => ({
    UserName: name,
    AccessKeyId: accessKeyId,
    Status: status,
    CreateDate: createdAt,
  }));
  return { AccessKeyMetadata, ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export function updateAccessKey(input: UpdateAccessKeyRequest, ctx: Context): object {
  const row = findAccessKey(ctx, userNameOf(ctx, input), input.AccessKeyId);
  ctx.table(ACCESS_KEYS).put(row.accessKeyId, { ...row, status: input.Status });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export function deleteAccessKey(input: DeleteAccessKeyRequest, ctx: Context): object {
  const row = findAccessKey(ctx, userNameOf(ctx, input), input.AccessKeyId);
  ctx.table(ACCESS_KEYS).delete(row.accessKeyId);
  return {};
}

/**
 * Uses are not recorded. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
export function getAccessKeyLastUsed(
  input: GetAccessKeyLastUsedRequest,
  ctx: Context,
): GetAccessKeyLastUsedResponse {
  const row = ctx.table(ACCESS_KEYS).get(input.AccessKeyId);
  if (row?.account !== ctx.account) throw accessKeyNotFound(input.AccessKeyId);
  const UserName = ctx.table(USERS).get(row.user)?.name;
  return { UserName, AccessKeyLastUsed: { ServiceName: "N/A", Region: "N/A" } };
}

function findAccessKey(ctx: Context, user: string, id: string): AccessKeyRow {
  const { name } = findPrincipal(ctx, USER, user);
  const row = ctx.table(ACCESS_KEYS).get(id);
  if (row?.account !== ctx.account || row.user !== keyOf(name)) throw accessKeyNotFound(id);
  return row;
}
