import type { IdSource } from "../../../runtime/ids.js";
import type { Json } from "../../../runtime/store/codec.js";

/** The source for `States.MathRandom`, `States.UUID`, `$random` and `$uuid`. */
export type Randomness = Pick<IdSource, "fraction" | "uuid">;

/** The values available to JSONPath expressions of a state. */
export interface Scope {
  /** `$`. */
  readonly input: Json;
  /** `$$`, the context object. */
  readonly context: Json;
  /** `$name`, by name without the dollar sign. */
  readonly variables: ReadonlyMap<string, Json>;
  readonly randomness: Randomness;
}

/** The values available to JSONata expressions of a state. */
export interface JsonataScope {
  /** `$states`. As on AWS, `result` and `errorOutput` exist only in Output and Assign, and in Catch. */
  readonly states: {
    readonly input: Json;
    readonly context: Json;
    readonly result?: Json;
    readonly errorOutput?: Json;
  };
  /** `$name`, by name without the dollar sign. */
  readonly variables: ReadonlyMap<string, Json>;
  readonly randomness: Randomness;
  /** Simulated time for `$now` and `$millis`, in milliseconds since the epoch. */
  readonly now: number;
}
