import type { Context } from "../../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { containerInstanceTarget } from "../attribute-targets.js";
import { attributeLimitExceeded, invalidParameter } from "../errors.js";
import type {
  Attribute,
  DeleteAttributesRequest,
  DeleteAttributesResponse,
  ListAttributesRequest,
  ListAttributesResponse,
  PutAttributesRequest,
  PutAttributesResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { findCluster } from "../references.js";
import { ATTRIBUTES, attributeKey } from "../state/attributes.js";

const MOST_ATTRIBUTES = 10;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAttributes.html */
export function putAttributes(input: PutAttributesRequest, ctx: Context): PutAttributesResponse {
  const cluster = findCluster(ctx, input.cluster);
  const rows = counted(input.attributes).map((attribute) => ({
    ...checked(attribute),
    targetId: containerInstanceTarget(ctx, cluster, attribute.targetId),
  }));
  const table = ctx.table(ATTRIBUTES);
  for (const row of rows) table.put(attributeKey(cluster.clusterName, row), row);
  const all = [...withPrefix(table, keyPrefix(cluster.clusterName))];
  for (const { targetId } of rows) {
    if (all.filter((row) => row.targetId === targetId).length > MOST_ATTRIBUTES)
      throw attributeLimitExceeded();
  }
  return { attributes: rows };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteAttributes.html */
export function deleteAttributes(input: DeleteAttributesRequest, ctx: Context): DeleteAttributesResponse {
  const cluster = findCluster(ctx, input.cluster);
  const table = ctx.table(ATTRIBUTES);
  const attributes: Attribute[] = [];
  for (const { name, value, targetId } of counted(input.attributes)) {
    const key = attributeKey(cluster.clusterName, {
      name,
      targetId: containerInstanceTarget(ctx, cluster, targetId),
    });
    const row = table.get(key);
    if (!row || (value !== undefined && row.value !== value)) continue;
    table.delete(key);
    attributes.push(row);
  }
  return { attributes };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAttributes.html */
export function listAttributes(input: ListAttributesRequest, ctx: Context): ListAttributesResponse {
  const { clusterName } = findCluster(ctx, input.cluster);
  const { attributeName, attributeValue } = input;
  if (attributeValue !== undefined && attributeName === undefined) {
    throw invalidParameter("You must specify an attribute name to use the attribute value filter.");
  }
  const prefix = attributeName === undefined ? keyPrefix(clusterName) : keyPrefix(clusterName, attributeName);
  const { items, next } = pager.rows(
    input,
    ["ListAttributes", prefix, attributeValue],
    ctx.table(ATTRIBUTES),
    {
      prefix,
      wanted: ({ value }) => (attributeValue ?? value) === value,
    },
  );
  return { attributes: items, nextToken: next };
}

function counted(attributes: readonly Attribute[]): readonly Attribute[] {
  if (attributes.length === 0) throw invalidParameter("Attributes can not be empty.");
  if (attributes.length > MOST_ATTRIBUTES)
    throw invalidParameter(`Attributes can have at most ${MOST_ATTRIBUTES} items.`);
  return attributes;
}

function checked({ name, value, targetType }: Attribute): Attribute {
  if (!/^[\w\-./\\]{1,128}$/.test(name)) throw invalidParameter("Attribute name is not valid.");
  if (value !== undefined && !/^[\w\-./\\:@ ]{1,128}$/.test(value))
    throw invalidParameter("Attribute value is not valid.");
  return { name, value, targetType: targetType ?? "container-instance" };
}
