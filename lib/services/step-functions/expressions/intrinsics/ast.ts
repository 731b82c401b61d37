import type { Json } from "../../../../runtime/store/codec.js";
import type { JsonPath } from "../json-path/ast.js";

/** A call of an intrinsic function, such as `States.Format('{} of {}', $.a, States.ArrayLength($.b))`. */
export interface IntrinsicCall {
  /** As written, for errors. */
  readonly text: string;
  readonly name: IntrinsicName;
  readonly arguments: readonly IntrinsicArgument[];
}

/** An argument of a call. */
export type IntrinsicArgument =
  | {
      readonly kind: "value";
      readonly value: Json;
      /**
       * For a string: `value` with the backslashes before braces and backslashes, which States.Format needs.
       */
      readonly escaped?: string;
    }
  | { readonly kind: "path"; readonly path: JsonPath }
  | { readonly kind: "call"; readonly call: IntrinsicCall };

/**
 * The functions, without `States.`:
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export const INTRINSIC_NAMES = [
  "Array",
  "ArrayContains",
  "ArrayGetItem",
  "ArrayLength",
  "ArrayPartition",
  "ArrayRange",
  "ArrayUnique",
  "Base64Decode",
  "Base64Encode",
  "Format",
  "Hash",
  "JsonMerge",
  "JsonToString",
  "MathAdd",
  "MathRandom",
  "StringSplit",
  "StringToJson",
  "UUID",
] as const;

/** The name of a function, without `States.`. */
export type IntrinsicName = (typeof INTRINSIC_NAMES)[number];
