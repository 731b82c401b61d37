import type { Context } from "../../../runtime/context.js";
import { keyPrefix, type Table, withPrefix } from "../../../runtime/store/store.js";
import type { Page } from "../../../shared/pager.js";
import type { ListTaskDefinitionFamiliesRequest, ListTaskDefinitionsRequest } from "../generated/types.js";
import { pager } from "../paging.js";
import {
  FAMILIES_BY_STATUS,
  familyListingKey,
  type IndexRow,
  revisionListingKey,
  TASK_DEFINITIONS,
  TASK_DEFINITIONS_BY_STATUS,
} from "../state/task-definitions.js";

/** A page of ARNs by family and revision. Despite its name, `familyPrefix` is a complete family name. */
export function revisionPage(ctx: Context, request: ListTaskDefinitionsRequest): Page<string> {
  const { status = "ACTIVE", sort = "ASC", familyPrefix } = request;
  const prefix = familyPrefix === undefined ? keyPrefix(status) : keyPrefix(status, familyPrefix);
  const index = ctx.table(TASK_DEFINITIONS_BY_STATUS);
  const { items, next } = pager.page(request, {
    name: `ListTaskDefinitions ${sort} ${prefix}`,
    after: (position) =>
      sort === "ASC" ? withPrefix(index, prefix, position) : backwards(index, prefix, position),
    position: ({ key }) => revisionListingKey(status, key),
  });
  return {
    items: items.map(
      ({ key }) => ctx.table(TASK_DEFINITIONS).get(key)?.taskDefinition.taskDefinitionArn ?? key,
    ),
    next,
  };
}

/** A page of family names that start with `familyPrefix`. */
export function familyPage(ctx: Context, request: ListTaskDefinitionFamiliesRequest): Page<string> {
  const { status = "ALL", familyPrefix = "" } = request;
  const prefix = familyListingKey(status, familyPrefix);
  const { items, next } = pager.rows(
    request,
    `ListTaskDefinitionFamilies ${prefix}`,
    ctx.table(FAMILIES_BY_STATUS),
    { prefix },
  );
  return { items: items.map(({ key }) => key), next };
}

/** As {@link withPrefix}, in reverse order; `\uffff` sorts after everything that can follow a prefix. */
function* backwards(table: Table<IndexRow>, prefix: string, after: string | undefined): Generator<IndexRow> {
  for (const [key, row] of table.range({
    ...(after === undefined ? { from: `${prefix}\uffff` } : { after }),
    reverse: true,
  })) {
    if (!key.startsWith(prefix)) return;
    yield row;
  }
}
