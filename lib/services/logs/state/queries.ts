import { defineTable, key } from "../../../runtime/store/store.js";
import type { QueryDefinition, QueryStatistics, QueryStatus, ResultField } from "../generated/types.js";

/** A query of Logs Insights. */
export interface QueryRow {
  readonly queryId: string;
  readonly groups: readonly string[];
  readonly queryString: string;
  /** Start time, in milliseconds. */
  readonly from: number;
  /** End time, inclusive. */
  readonly until: number;
  readonly limit: number;
  readonly createTime: number;
  /** Sequence number; the latest queries are listed first. */
  readonly order: number;
  readonly status: QueryStatus;
  readonly results: readonly (readonly ResultField[])[];
  readonly statistics: QueryStatistics;
}

/** Queries, by id. */
export const QUERIES = defineTable<QueryRow>({ name: "logs.queries", key: "queryId" });

/** Ids of queries in start order. */
export const QUERY_ORDER = defineTable<string, number>({ name: "logs.query-orders", key: "order" });

export type QueryDefinitionRow = QueryDefinition & {
  readonly queryDefinitionId: string;
  readonly name: string;
};

/** Query definitions, by id. */
export const QUERY_DEFINITIONS = defineTable<QueryDefinitionRow>({
  name: "logs.query-definitions",
  key: "id",
});

/** Ids of query definitions in name order, by {@link definitionKey}. */
export const DEFINITION_NAMES = defineTable<string>({
  name: "logs.query-definition-names",
  key: ["name", "id"],
});

export function definitionKey({ name, queryDefinitionId }: QueryDefinitionRow): string {
  return key(name, queryDefinitionId);
}
