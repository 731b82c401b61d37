import type { Context } from "../../../runtime/context.js";
import { iamArn } from "../../../shared/arn.js";
import { longId, thisSecond } from "../arns.js";
import {
  privateKeyNotFound,
  quotaExceeded,
  samlProviderExists,
  samlProviderNotFound,
  unreadableMetadata,
} from "../errors.js";
import type {
  CreateSAMLProviderRequest,
  CreateSAMLProviderResponse,
  DeleteSAMLProviderRequest,
  GetSAMLProviderRequest,
  GetSAMLProviderResponse,
  ListSAMLProvidersRequest,
  ListSAMLProvidersResponse,
  ListSAMLProviderTagsRequest,
  ListSAMLProviderTagsResponse,
  TagSAMLProviderRequest,
  UntagSAMLProviderRequest,
  UpdateSAMLProviderRequest,
  UpdateSAMLProviderResponse,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { readMetadata } from "../saml-metadata.js";
import { SAML_PROVIDERS, type SamlProviderRow } from "../state.js";
import { describeTags, tagging } from "../tags.js";

/** Validity of metadata without its own expiration, in years. */
const VALID_YEARS = 100;
const PRIVATE_KEYS = 2;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
export function createSAMLProvider(
  input: CreateSAMLProviderRequest,
  ctx: Context,
): CreateSAMLProviderResponse {
  const { Name, SAMLMetadataDocument: metadata, AssertionEncryptionMode: encryption = "Allowed" } = input;
  const arn = iamArn(ctx, `saml-provider/${Name}`);
  if (ctx.table(SAML_PROVIDERS).has(arn)) throw samlProviderExists(Name);
  const createdAt = thisSecond(ctx);
  const row: SamlProviderRow = {
    arn,
    id: longId(ctx),
    metadata,
    encryption,
    privateKeys: input.AddPrivateKey === undefined ? [] : [newKey(ctx)],
    createdAt,
    validUntil: expirationOf(metadata, createdAt),
    tags: tagging.checked(input.Tags),
  };
  save(ctx, row);
  return { SAMLProviderArn: arn, ...describeTags(row.tags) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html */
export function getSAMLProvider(input: GetSAMLProviderRequest, ctx: Context): GetSAMLProviderResponse {
  const row = find(ctx, input.SAMLProviderArn);
  return {
    SAMLProviderUUID: row.id,
    SAMLMetadataDocument: row.metadata,
    CreateDate: row.createdAt,
    ValidUntil: row.validUntil,
    Tags: row.tags,
    AssertionEncryptionMode: row.encryption,
    PrivateKeyList: row.privateKeys.map(({ id, addedAt }) => ({ KeyId: id, Timestamp: addedAt })),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html */
export function listSAMLProviders(_input: ListSAMLProvidersRequest, ctx: Context): ListSAMLProvidersResponse {
  return {
    SAMLProviderList: Array.from(ctx.table(SAML_PROVIDERS).values(), ({ arn, validUntil, createdAt }) => ({
      Arn: arn,
      ValidUntil: validUntil,
      CreateDate: createdAt,
    })),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html */
export function updateSAMLProvider(
  input: UpdateSAMLProviderRequest,
  ctx: Context,
): UpdateSAMLProviderResponse {
  const row = find(ctx, input.SAMLProviderArn);
  const { SAMLMetadataDocument: metadata = row.metadata, RemovePrivateKey: removed } = input;
  if (removed !== undefined && !row.privateKeys.some(({ id }) => id === removed))
    throw privateKeyNotFound(removed);
  const privateKeys = row.privateKeys.filter(({ id }) => id !== removed);
  if (input.AddPrivateKey !== undefined) privateKeys.push(newKey(ctx));
  if (privateKeys.length > PRIVATE_KEYS) throw quotaExceeded("PrivateKeysPerSAMLProvider", PRIVATE_KEYS);
  save(ctx, {
    ...row,
    metadata,
    privateKeys,
    validUntil: expirationOf(metadata, row.createdAt),
    encryption: input.AssertionEncryptionMode ?? row.encryption,
  });
  return { SAMLProviderArn: row.arn };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html */
export function deleteSAMLProvider(input: DeleteSAMLProviderRequest, ctx: Context): object {
  ctx.table(SAML_PROVIDERS).delete(find(ctx, input.SAMLProviderArn).arn);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagSAMLProvider.html */
export function tagSAMLProvider(input: TagSAMLProviderRequest, ctx: Context): object {
  const row = find(ctx, input.SAMLProviderArn);
  save(ctx, { ...row, tags: tagging.merged(row.tags, input.Tags) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagSAMLProvider.html */
export function untagSAMLProvider(input: UntagSAMLProviderRequest, ctx: Context): object {
  const row = find(ctx, input.SAMLProviderArn);
  save(ctx, { ...row, tags: tagging.without(row.tags, input.TagKeys) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviderTags.html */
export function listSAMLProviderTags(
  input: ListSAMLProviderTagsRequest,
  ctx: Context,
): ListSAMLProviderTagsResponse {
  const { arn, tags } = find(ctx, input.SAMLProviderArn);
  const { items, paging } = pageOfList(input, `tags of ${arn}`, tags);
  return { Tags: items, ...paging };
}

function find(ctx: Context, arn: string): SamlProviderRow {
  const row = ctx.table(SAML_PROVIDERS).get(arn);
  if (!row) throw samlProviderNotFound(arn);
  return row;
}

function save(ctx: Context, row: SamlProviderRow): void {
  ctx.table(SAML_PROVIDERS).put(row.arn, row);
}

function newKey(ctx: Context) {
  return { id: longId(ctx), addedAt: thisSecond(ctx) };
}

/** @throws InvalidInput */
function expirationOf(metadata: string, createdAt: Date): Date {
  const read = readMetadata(metadata);
  if (!read) throw unreadableMetadata();
  if (read.validUntil) return read.validUntil;
  const end = new Date(createdAt);
  end.setUTCFullYear(end.getUTCFullYear() + VALID_YEARS);
  return end;
}
