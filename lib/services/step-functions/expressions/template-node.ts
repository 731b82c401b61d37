import type { Json } from "../../../runtime/store/codec.js";
import type { IntrinsicCall } from "./intrinsics/ast.js";
import type { JsonPath } from "./json-path/ast.js";
import type { JsonataExpression } from "./jsonata/expression.js";

/**
 * A compiled template: a JSON value that may contain expressions. A part without expressions is one constant.
 */
export type TemplateNode =
  | { readonly kind: "constant"; readonly value: Json }
  | { readonly kind: "object"; readonly members: readonly (readonly [name: string, node: TemplateNode])[] }
  | { readonly kind: "array"; readonly items: readonly TemplateNode[] }
  /** `"name.$": "$.path"`; `field` is `name.$`. */
  | { readonly kind: "path"; readonly field: string; readonly path: JsonPath }
  /** `"name.$": "States.Format(…)"`. */
  | { readonly kind: "intrinsic"; readonly field: string; readonly call: IntrinsicCall }
  /** `{% expression %}`; `location` is its position, such as `Output/total`. */
  | { readonly kind: "jsonata"; readonly location: string; readonly expression: JsonataExpression };
