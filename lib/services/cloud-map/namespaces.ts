import type { Context } from "../../runtime/context.js";
import {
  duplicateRequest,
  limitExceeded,
  namespaceAlreadyExists,
  namespaceHasServices,
  wrongNamespaceType,
} from "./errors.js";
import type { Namespace, NamespaceSummary, NamespaceType, SOA, Tag } from "./generated/types.js";
import { submit } from "./lifecycle.js";
import { addNamespace, namespaceWithZone } from "./namespace-store.js";
import { quotas } from "./quotas.js";
import { findNamespace, newHostedZoneId, newNamespaceId } from "./references.js";
import { NAMESPACE_REQUESTS, NAMESPACES, type NamespaceRow, zoneKey } from "./state/namespaces.js";
import { tagging } from "./tags.js";

/** The common members of the three operations that create namespaces. */
interface NamespaceRequest {
  readonly Name: string;
  readonly CreatorRequestId?: string;
  readonly Description?: string;
  readonly Vpc?: string;
  readonly Tags?: readonly Tag[];
  readonly Properties?: { readonly DnsProperties: { readonly SOA: SOA } };
}

const DEFAULT_SOA_TTL = 15;

/**
 * Starts the operation that creates a namespace. The same request with the same `CreatorRequestId` returns
 * the same operation.
 *
 * @throws NamespaceAlreadyExists, DuplicateRequest, ResourceLimitExceeded, InvalidInput, TooManyTagsException
 */
export function beginCreation(ctx: Context, type: NamespaceType, input: NamespaceRequest): string {
  const request = JSON.stringify([type, input]);
  const token = input.CreatorRequestId;
  const earlier = token === undefined ? undefined : ctx.table(NAMESPACE_REQUESTS).get(token);
  if (earlier?.request === request) return earlier.operationId;
  if (earlier) throw duplicateRequest("CREATE_NAMESPACE", earlier.operationId);
  const namespace = newNamespace(ctx, type, input);
  // A private zone is rejected later, by Route 53.
  const existing = type === "DNS_PRIVATE" ? undefined : namespaceWithZone(ctx, namespace);
  if (existing) throw namespaceAlreadyExists(existing.name, existing.id, existing.creatorRequestId);
  const limit = quotas(ctx).namespaces;
  if (ctx.table(NAMESPACES).size >= limit)
    throw limitExceeded(`The account has reached the quota of ${limit} namespaces in ${ctx.region}.`);
  const subject = type === "DNS_PRIVATE" ? namespace.id : zoneKey(namespace);
  const operationId = submit(ctx, { type: "CREATE_NAMESPACE", namespace }, { subject });
  if (token !== undefined) ctx.table(NAMESPACE_REQUESTS).put(token, { request, operationId });
  return operationId;
}

/** Creates an HTTP namespace for ECS, without an operation. */
export function createdNamespace(ctx: Context, name: string, tags: readonly Tag[]): NamespaceRow {
  const row = newNamespace(ctx, "HTTP", { Name: name, Tags: tags });
  addNamespace(ctx, row);
  return row;
}

function newNamespace(ctx: Context, type: NamespaceType, input: NamespaceRequest): NamespaceRow {
  const { Name, Description, CreatorRequestId, Vpc, Properties } = input;
  const id = newNamespaceId(ctx);
  const zone = {
    id: newHostedZoneId(ctx),
    soaTtl: Properties?.DnsProperties.SOA.TTL ?? DEFAULT_SOA_TTL,
    ...(Vpc !== undefined && { vpc: Vpc }),
  };
  return {
    id,
    arn: ctx.arn(`namespace/${id}`),
    name: Name,
    httpName: Name,
    type,
    ...(Description !== undefined && { description: Description }),
    ...(type !== "HTTP" && { zone }),
    createDate: ctx.date(),
    ...(CreatorRequestId !== undefined && { creatorRequestId: CreatorRequestId }),
    tags: tagging.checked(input.Tags),
    serviceCount: 0,
    instanceCount: 0,
  };
}

/** The common members of the three operations that change namespaces. */
interface NamespaceUpdate {
  readonly Id: string;
  readonly UpdaterRequestId?: string;
  readonly Namespace: {
    readonly Description?: string;
    readonly Properties?: { readonly DnsProperties: { readonly SOA: SOA } };
  };
}

/** @throws NamespaceNotFound, DuplicateRequest, and InvalidInput for a namespace of another type. */
export function beginUpdate(ctx: Context, type: NamespaceType, input: NamespaceUpdate): string {
  const row = findNamespace(ctx, input.Id);
  if (row.type !== type) throw wrongNamespaceType(row.id, row.type);
  const { Description: description, Properties } = input.Namespace;
  const soaTtl = Properties?.DnsProperties.SOA.TTL;
  const change = {
    type: "UPDATE_NAMESPACE",
    namespaceId: row.id,
    ...(description !== undefined && { description }),
    ...(soaTtl !== undefined && { soaTtl }),
  } as const;
  return submit(ctx, change, { subject: row.id, request: JSON.stringify(input) });
}

/** @throws NamespaceNotFound, ResourceInUse, DuplicateRequest */
export function beginDeletion(ctx: Context, reference: string): string {
  const row = findNamespace(ctx, reference);
  if (row.serviceCount > 0) throw namespaceHasServices();
  return submit(ctx, { type: "DELETE_NAMESPACE", namespaceId: row.id }, { subject: row.id });
}

/** A namespace as returned by GetNamespace. */
export function describeNamespace(ctx: Context, row: NamespaceRow): Namespace {
  return { ...describeNamespaceSummary(ctx, row), CreatorRequestId: row.creatorRequestId };
}

/** A namespace as returned by ListNamespaces. */
export function describeNamespaceSummary(ctx: Context, row: NamespaceRow): NamespaceSummary {
  const { zone } = row;
  return {
    Id: row.id,
    Arn: row.arn,
    ResourceOwner: ctx.account,
    Name: row.name,
    Type: row.type,
    Description: row.description,
    ServiceCount: row.serviceCount,
    Properties: {
      // Without a hosted zone the member is present but empty, as in the examples of botocore.
      DnsProperties: zone ? { HostedZoneId: zone.id, SOA: { TTL: zone.soaTtl } } : {},
      HttpProperties: { HttpName: row.httpName },
    },
    CreateDate: row.createDate,
  };
}
