import type { Context } from "../../../runtime/context.js";
import { key, withPrefix } from "../../../runtime/store/store.js";
import { queryDefinitionNotFound } from "../errors.js";
import type {
  DeleteQueryDefinitionRequest,
  DeleteQueryDefinitionResponse,
  DescribeQueryDefinitionsRequest,
  DescribeQueryDefinitionsResponse,
  PutQueryDefinitionRequest,
  PutQueryDefinitionResponse,
} from "../generated/types.js";
import { queryPager } from "../paging.js";
import {
  DEFINITION_NAMES,
  definitionKey,
  QUERY_DEFINITIONS,
  type QueryDefinitionRow,
} from "../state/queries.js";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
export function putQueryDefinition(
  input: PutQueryDefinitionRequest,
  ctx: Context,
): PutQueryDefinitionResponse {
  const { queryDefinitionId = ctx.ids.uuid(), clientToken: _, ...definition } = input;
  const before = ctx.table(QUERY_DEFINITIONS).get(queryDefinitionId);
  if (input.queryDefinitionId !== undefined && !before) throw queryDefinitionNotFound();
  if (before) ctx.table(DEFINITION_NAMES).delete(definitionKey(before));
  const row: QueryDefinitionRow = {
    queryLanguage: "CWLI",
    logGroupNames: [],
    ...definition,
    queryDefinitionId,
    lastModified: ctx.now(),
  };
  ctx.table(QUERY_DEFINITIONS).put(queryDefinitionId, row);
  ctx.table(DEFINITION_NAMES).put(definitionKey(row), queryDefinitionId);
  return { queryDefinitionId };
}

export function describeQueryDefinitions(
  input: DescribeQueryDefinitionsRequest,
  ctx: Context,
): DescribeQueryDefinitionsResponse {
  const { queryDefinitionNamePrefix: prefix = "", queryLanguage } = input;
  const { items, next } = queryPager.page(input, {
    name: ["DescribeQueryDefinitions", prefix, queryLanguage],
    after: function* (position) {
      for (const id of withPrefix(ctx.table(DEFINITION_NAMES), key(prefix), position)) {
        const row = ctx.table(QUERY_DEFINITIONS).get(id);
        if (row && (queryLanguage ?? row.queryLanguage) === row.queryLanguage) yield row;
      }
    },
    position: definitionKey,
  });
  return { queryDefinitions: items, nextToken: next };
}

export function deleteQueryDefinition(
  input: DeleteQueryDefinitionRequest,
  ctx: Context,
): DeleteQueryDefinitionResponse {
  const row = ctx.table(QUERY_DEFINITIONS).get(input.queryDefinitionId);
  if (!row) throw queryDefinitionNotFound();
  ctx.table(QUERY_DEFINITIONS).delete(row.queryDefinitionId);
  ctx.table(DEFINITION_NAMES).delete(definitionKey(row));
  return { success: true };
}
