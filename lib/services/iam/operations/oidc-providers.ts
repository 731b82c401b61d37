import type { Context } from "../../../runtime/context.js";
import { iamArn } from "../../../shared/arn.js";
import { thisSecond } from "../arns.js";
import { invalidUrl, oidcProviderExists, oidcProviderNotFound } from "../errors.js";
import type {
  AddClientIDToOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse,
  DeleteOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderResponse,
  ListOpenIDConnectProvidersRequest,
  ListOpenIDConnectProvidersResponse,
  ListOpenIDConnectProviderTagsRequest,
  ListOpenIDConnectProviderTagsResponse,
  RemoveClientIDFromOpenIDConnectProviderRequest,
  TagOpenIDConnectProviderRequest,
  UntagOpenIDConnectProviderRequest,
  UpdateOpenIDConnectProviderThumbprintRequest,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { OIDC_PROVIDERS, type OidcProviderRow } from "../state.js";
import { describeTags, tagging } from "../tags.js";

/** The thumbprint that AWS returns if it has retrieved the certificate itself. */
const ANY_THUMBPRINT = "0000000000000000000000000000000000000000";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
export function createOpenIDConnectProvider(
  input: CreateOpenIDConnectProviderRequest,
  ctx: Context,
): CreateOpenIDConnectProviderResponse {
  const [, url] = /^https:\/\/([^\s/]\S*?)\/?$/.exec(input.Url) ?? [];
  if (url === undefined) throw invalidUrl();
  const arn = iamArn(ctx, `oidc-provider/${url}`);
  if (ctx.table(OIDC_PROVIDERS).has(arn)) throw oidcProviderExists(input.Url);
  const row: OidcProviderRow = {
    arn,
    url,
    clientIds: input.ClientIDList ?? [],
    thumbprints: input.ThumbprintList ?? [ANY_THUMBPRINT],
    createdAt: thisSecond(ctx),
    tags: tagging.checked(input.Tags),
  };
  save(ctx, row);
  return { OpenIDConnectProviderArn: arn, ...describeTags(row.tags) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
export function getOpenIDConnectProvider(
  input: GetOpenIDConnectProviderRequest,
  ctx: Context,
): GetOpenIDConnectProviderResponse {
  const row = find(ctx, input.OpenIDConnectProviderArn);
  return {
    Url: row.url,
    ClientIDList: row.clientIds,
    ThumbprintList: row.thumbprints,
    CreateDate: row.createdAt,
    ...describeTags(row.tags),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html */
export function listOpenIDConnectProviders(
  _input: ListOpenIDConnectProvidersRequest,
  ctx: Context,
): ListOpenIDConnectProvidersResponse {
  return {
    OpenIDConnectProviderList: Array.from(ctx.table(OIDC_PROVIDERS).values(), ({ arn }) => ({ Arn: arn })),
  };
}

/**
 * Deleting a missing provider does nothing.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html
 */
export function deleteOpenIDConnectProvider(input: DeleteOpenIDConnectProviderRequest, ctx: Context): object {
  ctx.table(OIDC_PROVIDERS).delete(input.OpenIDConnectProviderArn);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html */
export function addClientIDToOpenIDConnectProvider(
  input: AddClientIDToOpenIDConnectProviderRequest,
  ctx: Context,
): object {
  const row = find(ctx, input.OpenIDConnectProviderArn);
  save(ctx, { ...row, clientIds: [...new Set([...row.clientIds, input.ClientID])] });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html */
export function removeClientIDFromOpenIDConnectProvider(
  input: RemoveClientIDFromOpenIDConnectProviderRequest,
  ctx: Context,
): object {
  const row = find(ctx, input.OpenIDConnectProviderArn);
  save(ctx, { ...row, clientIds: row.clientIds.filter((id) => id !== input.ClientID) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html */
export function updateOpenIDConnectProviderThumbprint(
  input: UpdateOpenIDConnectProviderThumbprintRequest,
  ctx: Context,
): object {
  save(ctx, { ...find(ctx, input.OpenIDConnectProviderArn), thumbprints: input.ThumbprintList });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html */
export function tagOpenIDConnectProvider(input: TagOpenIDConnectProviderRequest, ctx: Context): object {
  const row = find(ctx, input.OpenIDConnectProviderArn);
  save(ctx, { ...row, tags: tagging.merged(row.tags, input.Tags) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagOpenIDConnectProvider.html */
export function untagOpenIDConnectProvider(input: UntagOpenIDConnectProviderRequest, ctx: Context): object {
  const row = find(ctx, input.OpenIDConnectProviderArn);
  save(ctx, { ...row, tags: tagging.without(row.tags, input.TagKeys) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviderTags.html */
export function listOpenIDConnectProviderTags(
  input: ListOpenIDConnectProviderTagsRequest,
  ctx: Context,
): ListOpenIDConnectProviderTagsResponse {
  const { arn, tags } = find(ctx, input.OpenIDConnectProviderArn);
  const { items, paging } = pageOfList(input, `tags of ${arn}`, tags);
  return { Tags: items, ...paging };
}

function find(ctx: Context, arn: string): OidcProviderRow {
  const row = ctx.table(OIDC_PROVIDERS).get(arn);
  if (!row) throw oidcProviderNotFound(arn);
  return row;
}

function save(ctx: Context, row: OidcProviderRow): void {
  ctx.table(OIDC_PROVIDERS).put(row.arn, row);
}
