import type { Context } from "../../runtime/context.js";
import { Pager } from "../../shared/pager.js";
import { invalidNextToken, notFound, type ResourceKind } from "./errors.js";
import { type FilterValues, passing } from "./filters.js";
import type { Filter } from "./generated/types.js";
import { tagsOf } from "./tags/tags.js";

/** The common members of Describe operations. */
export interface DescribeRequest {
  readonly Filters?: readonly Filter[];
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/** The resources of a Describe operation. */
export interface DescribeSource<Item> {
  readonly kind: ResourceKind;
  readonly idOf: (item: Item) => string;
  /** In id order. */
  readonly all: Iterable<Item>;
  /** The ids in the request. */
  readonly ids: readonly string[] | undefined;
  readonly filters: FilterValues<Item>;
}

/** Maximum and default page size 1,000. */
const pager = new Pager({
  limit: "MaxResults",
  token: "NextToken",
  size: 1000,
  most: 1000,
  invalidToken: invalidNextToken,
});

/**
 * One page of a Describe operation.
 *
 * @throws …NotFound for a missing resource, InvalidParameterValue, InvalidNextToken
 */
export function describePage<Item>(
  ctx: Context,
  request: DescribeRequest,
  { kind, idOf, all, ids = [], filters }: DescribeSource<Item>,
): { items: Item[]; NextToken?: string } {
  const passes = passing(request.Filters, filters, (item) => tagsOf(ctx, idOf(item)));
  const items = [...all];
  const known = new Set(items.map(idOf));
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) throw notFound(kind, ...missing);
  const wanted = items.filter((item) => (ids.length === 0 || ids.includes(idOf(item))) && passes(item));
  return page(request, `Describe ${kind}`, wanted, idOf);
}

/** One page of a list in the order of `position`. @throws InvalidNextToken */
export function page<Item>(
  request: DescribeRequest,
  name: string,
  list: readonly Item[],
  position: (item: Item) => string,
): { items: Item[]; NextToken?: string } {
  const { items, next } = pager.list(request, name, list, position);
  return { items, NextToken: next };
}
