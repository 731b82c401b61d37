import type { Context } from "../../../runtime/context.js";
import { iamArn } from "../../../shared/arn.js";
import { newId, thisSecond } from "../arns.js";
import { checkServerCertificate, normalizedPem } from "../certificates.js";
import { quotaExceeded, serverCertificateExists, serverCertificateNotFound } from "../errors.js";
import type {
  DeleteServerCertificateRequest,
  GetServerCertificateRequest,
  GetServerCertificateResponse,
  ListServerCertificatesRequest,
  ListServerCertificatesResponse,
  ListServerCertificateTagsRequest,
  ListServerCertificateTagsResponse,
  ServerCertificateMetadata,
  TagServerCertificateRequest,
  UntagServerCertificateRequest,
  UpdateServerCertificateRequest,
  UploadServerCertificateRequest,
  UploadServerCertificateResponse,
} from "../generated/types.js";
import { pageOfList, pageOfRows } from "../paging.js";
import { SERVER_CERTIFICATES_PER_ACCOUNT } from "../quotas.js";
import { keyOf, SERVER_CERTIFICATES, type ServerCertificateRow } from "../state.js";
import { describeTags, tagging } from "../tags.js";

/**
 * The private key is validated but not stored, because no response contains it.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html
 */
export function uploadServerCertificate(
  input: UploadServerCertificateRequest,
  ctx: Context,
): UploadServerCertificateResponse {
  const { ServerCertificateName: name, Path = "/", CertificateBody: body, CertificateChain: chain } = input;
  const expiresAt = checkServerCertificate(body, input.PrivateKey, chain);
  const table = ctx.table(SERVER_CERTIFICATES);
  if (table.has(keyOf(name))) throw serverCertificateExists(name);
  if (table.size >= SERVER_CERTIFICATES_PER_ACCOUNT)
    throw quotaExceeded("ServerCertificatesPerAccount", SERVER_CERTIFICATES_PER_ACCOUNT);
  const row: ServerCertificateRow = {
    name,
    path: Path,
    id: newId(ctx, "ASCA"),
    arn: arnOf(ctx, Path, name),
    createdAt: thisSecond(ctx),
    body: normalizedPem(body),
    expiresAt,
    tags: tagging.checked(input.Tags),
    ...(chain !== undefined && { chain: normalizedPem(chain) }),
  };
  save(ctx, row);
  return { ServerCertificateMetadata: describeServerCertificate(row), ...describeTags(row.tags) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html */
export function getServerCertificate(
  input: GetServerCertificateRequest,
  ctx: Context,
): GetServerCertificateResponse {
  const row = find(ctx, input.ServerCertificateName);
  return {
    ServerCertificate: {
      ServerCertificateMetadata: describeServerCertificate(row),
      CertificateBody: row.body,
      CertificateChain: row.chain,
      Tags: row.tags,
    },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html */
export function listServerCertificates(
  input: ListServerCertificatesRequest,
  ctx: Context,
): ListServerCertificatesResponse {
  const { items, paging } = pageOfRows(input, "ListServerCertificates", ctx.table(SERVER_CERTIFICATES));
  return { ServerCertificateMetadataList: items.map(describeServerCertificate), ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServerCertificate.html */
export function updateServerCertificate(input: UpdateServerCertificateRequest, ctx: Context): object {
  const row = find(ctx, input.ServerCertificateName);
  const { NewServerCertificateName: name = row.name, NewPath: path = row.path } = input;
  const table = ctx.table(SERVER_CERTIFICATES);
  if (keyOf(name) !== keyOf(row.name) && table.has(keyOf(name))) throw serverCertificateExists(name);
  table.delete(keyOf(row.name));
  save(ctx, { ...row, name, path, arn: arnOf(ctx, path, name) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServerCertificate.html */
export function deleteServerCertificate(input: DeleteServerCertificateRequest, ctx: Context): object {
  const { name } = find(ctx, input.ServerCertificateName);
  ctx.table(SERVER_CERTIFICATES).delete(keyOf(name));
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagServerCertificate.html */
export function tagServerCertificate(input: TagServerCertificateRequest, ctx: Context): object {
  const row = find(ctx, input.ServerCertificateName);
  save(ctx, { ...row, tags: tagging.merged(row.tags, input.Tags) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagServerCertificate.html */
export function untagServerCertificate(input: UntagServerCertificateRequest, ctx: Context): object {
  const row = find(ctx, input.ServerCertificateName);
  save(ctx, { ...row, tags: tagging.without(row.tags, input.TagKeys) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificateTags.html */
export function listServerCertificateTags(
  input: ListServerCertificateTagsRequest,
  ctx: Context,
): ListServerCertificateTagsResponse {
  const { arn, tags } = find(ctx, input.ServerCertificateName);
  const { items, paging } = pageOfList(input, `tags of ${arn}`, tags);
  return { Tags: items, ...paging };
}

function find(ctx: Context, name: string): ServerCertificateRow {
  const row = ctx.table(SERVER_CERTIFICATES).get(keyOf(name));
  if (!row) throw serverCertificateNotFound(name);
  return row;
}

function save(ctx: Context, row: ServerCertificateRow): void {
  ctx.table(SERVER_CERTIFICATES).put(keyOf(row.name), row);
}

function arnOf(ctx: Context, path: string, name: string): string {
  return iamArn(ctx, `server-certificate${path}${name}`);
}

function describeServerCertificate(row: ServerCertificateRow): ServerCertificateMetadata {
  return {
    Path: row.path,
    ServerCertificateName: row.name,
    ServerCertificateId: row.id,
    Arn: row.arn,
    UploadDate: row.createdAt,
    Expiration: row.expiresAt,
  };
}
