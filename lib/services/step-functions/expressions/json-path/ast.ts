import type { Json } from "../../../../runtime/store/codec.js";
import type { LinearRegExp } from "../../../../text/linear-regexp.js";

/** A parsed path: `$.orders[0].id`, `$$.Execution.Id`, `$order.id`. */
export interface JsonPath {
  readonly text: string;
  readonly root: Root;
  readonly segments: readonly Segment[];
  /** Whether it selects at most one value. Other paths select an array of values. */
  readonly definite: boolean;
}

/** The root of a path: `$`, `$$`, or the variable `$name`. In filters also `@`. */
export type Root =
  | { readonly kind: "input" }
  | { readonly kind: "context" }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "current" };

/** One step of a path. */
export type Segment =
  | { readonly kind: "members"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from?: number; readonly to?: number }
  | { readonly kind: "wildcard" }
  | { readonly kind: "filter"; readonly test: Filter }
  /** `..`: the next segment applies to this value and to every value below. */
  | { readonly kind: "descendants" }
  /** `$.items.length()`. AWS accepts the names of other functions, but they select nothing. */
  | { readonly kind: "function"; readonly name: string };

/** The condition in `[?(…)]`. */
export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly filter: Filter }
  | { readonly kind: "exists"; readonly path: JsonPath }
  | {
      readonly kind: "comparison";
      readonly left: Operand;
      readonly operator: FilterOperator;
      readonly right: Operand;
    };

/** An operand of a filter. */
export type Operand =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "path"; readonly path: JsonPath }
  | { readonly kind: "expression"; readonly expression: LinearRegExp };

/** The operators of filters, in lower case. */
export type FilterOperator =
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "=~"
  | "in"
  | "nin"
  | "contains"
  | "size"
  | "empty"
  | "subsetof"
  | "anyof"
  | "noneof";
