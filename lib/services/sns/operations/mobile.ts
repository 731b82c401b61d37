import type { Context } from "../../../runtime/context.js";
import { endpointHasOtherAttributes } from "../errors/mobile.js";
import { applicationNotFound, endpointNotFound } from "../errors/parameters.js";
import type {
  CreateEndpointResponse,
  CreatePlatformApplicationInput,
  CreatePlatformApplicationResponse,
  CreatePlatformEndpointInput,
  DeleteEndpointInput,
  DeletePlatformApplicationInput,
  GetEndpointAttributesInput,
  GetEndpointAttributesResponse,
  GetPlatformApplicationAttributesInput,
  GetPlatformApplicationAttributesResponse,
  ListEndpointsByPlatformApplicationInput,
  ListEndpointsByPlatformApplicationResponse,
  ListPlatformApplicationsInput,
  ListPlatformApplicationsResponse,
  SetEndpointAttributesInput,
  SetPlatformApplicationAttributesInput,
} from "../generated/types.js";
import { applicationAttributes, checkApplication, checkPlatform } from "../mobile/applications.js";
import { endpointAttributes, hasSameAttributes } from "../mobile/endpoints.js";
import { pager } from "../paging.js";
import { APPLICATIONS, type ApplicationRow, ENDPOINTS, type EndpointRow } from "../state/mobile.js";
import { readArn } from "../topics/lookup.js";

export function createPlatformApplication(
  input: CreatePlatformApplicationInput,
  ctx: Context,
): CreatePlatformApplicationResponse {
  const { Name: name, Platform: platform, Attributes } = input;
  checkPlatform(platform);
  checkApplication(name, Attributes);
  const arn = ctx.arn(`app/${platform}/${name}`);
  const attributes = applicationAttributes(Attributes, new Map([["Enabled", "true"]]));
  ctx.table(APPLICATIONS).put(arn, { arn, name, platform, attributes });
  return { PlatformApplicationArn: arn };
}

export function getPlatformApplicationAttributes(
  input: GetPlatformApplicationAttributesInput,
  ctx: Context,
): GetPlatformApplicationAttributesResponse {
  return { Attributes: Object.fromEntries(existingApplication(ctx, input).attributes) };
}

export function setPlatformApplicationAttributes(
  input: SetPlatformApplicationAttributesInput,
  ctx: Context,
): object {
  const application = existingApplication(ctx, input);
  const attributes = applicationAttributes(input.Attributes, application.attributes);
  ctx.table(APPLICATIONS).put(application.arn, { ...application, attributes });
  return {};
}

/** Deletes its endpoints too. Succeeds for an application that does not exist. */
export function deletePlatformApplication(input: DeletePlatformApplicationInput, ctx: Context): object {
  const { PlatformApplicationArn: arn } = input;
  readArn(ctx, arn, "PlatformApplicationArn");
  ctx.table(APPLICATIONS).delete(arn);
  for (const endpoint of endpointsOf(ctx, arn)) ctx.table(ENDPOINTS).delete(endpoint.arn);
  return {};
}

export function listPlatformApplications(
  input: ListPlatformApplicationsInput,
  ctx: Context,
): ListPlatformApplicationsResponse {
  const { items, next } = pager.rows(input, "applications", ctx.table(APPLICATIONS));
  const PlatformApplications = items.map(({ arn, attributes }) => ({
    PlatformApplicationArn: arn,
    Attributes: Object.fromEntries(attributes),
  }));
  return { PlatformApplications, NextToken: next };
}

export function createPlatformEndpoint(
  input: CreatePlatformEndpointInput,
  ctx: Context,
): CreateEndpointResponse {
  const { Token, CustomUserData, Attributes = {} } = input;
  const application = existingApplication(ctx, input);
  const given = { ...Attributes, Token, ...(CustomUserData !== undefined && { CustomUserData }) };
  const attributes = endpointAttributes(given, new Map([["Enabled", "true"]]));
  const known = endpointsOf(ctx, application.arn).find((row) => row.attributes.get("Token") === Token);
  if (known && !hasSameAttributes(known, attributes)) throw endpointHasOtherAttributes(known.arn);
  if (known) return { EndpointArn: known.arn };
  const { platform, name } = application;
  const arn = ctx.arn(`endpoint/${platform}/${name}/${ctx.ids.uuid()}`);
  ctx.table(ENDPOINTS).put(arn, { arn, application: application.arn, attributes });
  return { EndpointArn: arn };
}

export function getEndpointAttributes(
  input: GetEndpointAttributesInput,
  ctx: Context,
): GetEndpointAttributesResponse {
  return { Attributes: Object.fromEntries(existingEndpoint(ctx, input.EndpointArn).attributes) };
}

export function setEndpointAttributes(input: SetEndpointAttributesInput, ctx: Context): object {
  const endpoint = existingEndpoint(ctx, input.EndpointArn);
  const attributes = endpointAttributes(input.Attributes, endpoint.attributes);
  ctx.table(ENDPOINTS).put(endpoint.arn, { ...endpoint, attributes });
  return {};
}

/** Succeeds for an endpoint that does not exist. Its subscriptions remain. */
export function deleteEndpoint(input: DeleteEndpointInput, ctx: Context): object {
  readArn(ctx, input.EndpointArn, "EndpointArn");
  ctx.table(ENDPOINTS).delete(input.EndpointArn);
  return {};
}

export function listEndpointsByPlatformApplication(
  input: ListEndpointsByPlatformApplicationInput,
  ctx: Context,
): ListEndpointsByPlatformApplicationResponse {
  const { arn } = existingApplication(ctx, input);
  const { items, next } = pager.list(input, ["endpoints", arn], endpointsOf(ctx, arn), (row) => row.arn);
  const Endpoints = items.map((row) => ({
    EndpointArn: row.arn,
    Attributes: Object.fromEntries(row.attributes),
  }));
  return { Endpoints, NextToken: next };
}

/** @throws InvalidParameter, NotFound */
function existingApplication(
  ctx: Context,
  { PlatformApplicationArn: arn }: { readonly PlatformApplicationArn: string },
): ApplicationRow {
  readArn(ctx, arn, "PlatformApplicationArn");
  const application = ctx.table(APPLICATIONS).get(arn);
  if (!application) throw applicationNotFound();
  return application;
}

/** @throws InvalidParameter, NotFound */
function existingEndpoint(ctx: Context, arn: string): EndpointRow {
  readArn(ctx, arn, "EndpointArn");
  const endpoint = ctx.table(ENDPOINTS).get(arn);
  if (!endpoint) throw endpointNotFound();
  return endpoint;
}

function endpointsOf(ctx: Context, application: string): readonly EndpointRow[] {
  return [...ctx.table(ENDPOINTS).values()].filter((row) => row.application === application);
}
