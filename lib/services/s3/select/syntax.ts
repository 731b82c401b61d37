import type { SqlValue } from "./values.js";

/** A step of a path: a member, an element, or all elements or members. */
export type PathStep =
  | { readonly kind: "name"; readonly name: string; readonly exact: boolean }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "all" };

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "||"
  | "="
  | "<>"
  | "<"
  | "<="
  | ">"
  | ">="
  | "AND"
  | "OR";

export type AggregateName = "AVG" | "COUNT" | "MAX" | "MIN" | "SUM";

/** An expression of SQL. */
export type Expression =
  | { readonly kind: "literal"; readonly value: SqlValue }
  /** A path into the row. */
  | { readonly kind: "path"; readonly steps: readonly PathStep[] }
  | { readonly kind: "not" | "negative"; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "is";
      readonly of: Expression;
      readonly what: "NULL" | "MISSING" | "TRUE" | "FALSE";
      readonly negated: boolean;
    }
  | {
      readonly kind: "in";
      readonly of: Expression;
      readonly list: readonly Expression[];
      readonly negated: boolean;
    }
  | {
      readonly kind: "between";
      readonly of: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  | {
      readonly kind: "like";
      readonly of: Expression;
      readonly pattern: Expression;
      readonly escape?: Expression;
      readonly negated: boolean;
    }
  | {
      readonly kind: "case";
      readonly of?: Expression;
      readonly branches: readonly CaseBranch[];
      readonly otherwise?: Expression;
    }
  | { readonly kind: "cast"; readonly of: Expression; readonly type: string }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly word?: string;
    }
  /** Its number is its index among the aggregates of the query; `of` is omitted for `COUNT(*)`. */
  | {
      readonly kind: "aggregate";
      readonly name: AggregateName;
      readonly number: number;
      readonly of?: Expression;
    };

export interface CaseBranch {
  readonly when: Expression;
  readonly result: Expression;
}

/** A column of the result. */
export interface Column {
  readonly of: Expression;
  readonly alias?: string;
}

/** A query: `SELECT … FROM S3Object … WHERE … LIMIT …`. */
export interface Query {
  /** `undefined` for `*`. */
  readonly columns: readonly Column[] | undefined;
  /** The path after `S3Object`, which selects the rows. */
  readonly from: readonly PathStep[];
  readonly where?: Expression;
  readonly limit?: number;
  /** The names of the row itself, in lower case. */
  readonly rowNames: ReadonlySet<string>;
  readonly aggregates: readonly Extract<Expression, { kind: "aggregate" }>[];
}
