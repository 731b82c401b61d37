import type { Context } from "../../../runtime/context.js";
import { newId, thisSecond } from "../arns.js";
import { serviceNotSupported } from "../credentials/errors.js";
import type { ServiceCredentialRow } from "../credentials/rows.js";
import {
  changeCredential,
  removeCredential,
  SERVICE_CREDENTIALS,
  saveCredentials,
  userOf,
  withCredential,
} from "../credentials/users.js";
import type {
  CreateServiceSpecificCredentialRequest,
  CreateServiceSpecificCredentialResponse,
  DeleteServiceSpecificCredentialRequest,
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse,
  ResetServiceSpecificCredentialRequest,
  ResetServiceSpecificCredentialResponse,
  ServiceSpecificCredential,
  ServiceSpecificCredentialMetadata,
  UpdateServiceSpecificCredentialRequest,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { SERVICE_CREDENTIALS_PER_SERVICE } from "../quotas.js";
import { USERS, type UserRow } from "../state.js";

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const DAY = 86_400_000;

/** Services that use a user name and a password, and those that use an API key. */
const SERVICES: ReadonlyMap<string, "password" | "key"> = new Map([
  ["codecommit.amazonaws.com", "password"],
  ["cassandra.amazonaws.com", "password"],
  ["bedrock.amazonaws.com", "key"],
  ["logs.amazonaws.com", "key"],
]);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html */
export function createServiceSpecificCredential(
  input: CreateServiceSpecificCredentialRequest,
  ctx: Context,
): CreateServiceSpecificCredentialResponse {
  const user = userOf(ctx, input);
  const { ServiceName: service, CredentialAgeDays: days } = input;
  if (!SERVICES.has(service)) throw serviceNotSupported(service);
  const { serviceCredentials } = user.credentials;
  const same = serviceCredentials.filter((row) => row.service === service);
  const suffix = same.length === 0 ? "" : `+${same.length}`;
  const createdAt = thisSecond(ctx);
  const row: ServiceCredentialRow = {
    id: newId(ctx, "ACCA"),
    status: "Active",
    createdAt,
    service,
    userName: `${user.name}${suffix}-at-${ctx.account}`,
    password: newPassword(ctx),
    ...(days !== undefined && { expiresAt: new Date(createdAt.getTime() + days * DAY) }),
  };
  withCredential(same, row, "ServiceSpecificCredentialsPerUser", SERVICE_CREDENTIALS_PER_SERVICE);
  saveCredentials(ctx, user, { serviceCredentials: [...serviceCredentials, row] });
  return { ServiceSpecificCredential: describeCredentialInFull(user, row) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html */
export function listServiceSpecificCredentials(
  input: ListServiceSpecificCredentialsRequest,
  ctx: Context,
): ListServiceSpecificCredentialsResponse {
  const { ServiceName: service, AllUsers } = input;
  if (service !== undefined && !SERVICES.has(service)) throw serviceNotSupported(service);
  const users = AllUsers === true ? [...ctx.table(USERS).values()] : [userOf(ctx, input)];
  const all = users.flatMap((user) => user.credentials.serviceCredentials.map((row) => ({ user, row })));
  const wanted = all.filter(({ row }) => service === undefined || row.service === service);
  const { items, paging } = pageOfList(input, "ListServiceSpecificCredentials", wanted);
  return {
    ServiceSpecificCredentials: items.map(({ user, row }) => describeCredential(user, row)),
    ...paging,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html */
export function updateServiceSpecificCredential(
  input: UpdateServiceSpecificCredentialRequest,
  ctx: Context,
): object {
  const { ServiceSpecificCredentialId: id, Status: status } = input;
  changeCredential(ctx, userOf(ctx, input), SERVICE_CREDENTIALS, id, { status });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResetServiceSpecificCredential.html */
export function resetServiceSpecificCredential(
  input: ResetServiceSpecificCredentialRequest,
  ctx: Context,
): ResetServiceSpecificCredentialResponse {
  const user = userOf(ctx, input);
  const id = input.ServiceSpecificCredentialId;
  const row = changeCredential(ctx, user, SERVICE_CREDENTIALS, id, { password: newPassword(ctx) });
  return { ServiceSpecificCredential: describeCredentialInFull(user, row) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceSpecificCredential.html */
export function deleteServiceSpecificCredential(
  input: DeleteServiceSpecificCredentialRequest,
  ctx: Context,
): object {
  removeCredential(ctx, userOf(ctx, input), SERVICE_CREDENTIALS, input.ServiceSpecificCredentialId);
  return {};
}

function newPassword(ctx: Context): string {
  return `${ctx.ids.text(BASE64, 43)}=`;
}

function describeCredential({ name }: UserRow, row: ServiceCredentialRow): ServiceSpecificCredentialMetadata {
  return {
    UserName: name,
    Status: row.status,
    ...(SERVICES.get(row.service) === "key"
      ? { ServiceCredentialAlias: row.userName }
      : { ServiceUserName: row.userName }),
    CreateDate: row.createdAt,
    ExpirationDate: row.expiresAt,
    ServiceSpecificCredentialId: row.id,
    ServiceName: row.service,
  };
}

/** With the password, which only the responses to creating and resetting have. */
function describeCredentialInFull(user: UserRow, row: ServiceCredentialRow): ServiceSpecificCredential {
  const isKey = SERVICES.get(row.service) === "key";
  return {
    ...describeCredential(user, row),
    ...(isKey ? { ServiceCredentialSecret: row.password } : { ServicePassword: row.password }),
  };
}
