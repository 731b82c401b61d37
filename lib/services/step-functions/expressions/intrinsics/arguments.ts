import type { Json } from "../../../../runtime/store/codec.js";
import { isArray, isObject } from "../json-path/compare.js";

/** An intrinsic function rejects its arguments. */
export class IntrinsicFailure extends Error {
  override readonly name = "IntrinsicFailure";
}

/** The arguments of a call, read by position. Every reader throws IntrinsicFailure. */
export class Arguments {
  constructor(
    private readonly values: readonly Json[],
    /** The first argument as written, with its escapes, if it is a string literal. */
    readonly escapedFirst?: string,
  ) {}

  get all(): readonly Json[] {
    return this.values;
  }

  count(least: number, most = least): void {
    const { length } = this.values;
    if (length >= least && length <= most) return;
    const wanted = least === most ? `${least}` : `${least} to ${most}`;
    throw new IntrinsicFailure(`Invalid number of arguments: expected ${wanted} but received ${length}`);
  }

  any(position: number): Json {
    const value = this.values.at(position);
    if (value === undefined) throw new IntrinsicFailure(`Argument ${position + 1} is missing`);
    return value;
  }

  string(position: number, most = Number.POSITIVE_INFINITY): string {
    const value = this.any(position);
    if (typeof value !== "string") throw wrongType(position, "a string", value);
    if (value.length > most) {
      throw new IntrinsicFailure(`Argument ${position + 1} is longer than ${most} characters`);
    }
    return value;
  }

  array(position: number): readonly Json[] {
    const value = this.any(position);
    if (!isArray(value)) throw wrongType(position, "an array", value);
    return value;
  }

  object(position: number): { readonly [name: string]: Json } {
    const value = this.any(position);
    if (!isObject(value)) throw wrongType(position, "a JSON object", value);
    return value;
  }

  number(position: number): number {
    const value = this.any(position);
    if (typeof value !== "number") throw wrongType(position, "a number", value);
    return value;
  }

  /** Numbers with fractions are rounded half up. */
  integer(position: number): number {
    return Math.round(this.number(position));
  }
}

function wrongType(position: number, wanted: string, value: Json): IntrinsicFailure {
  return new IntrinsicFailure(
    `Argument ${position + 1} must be ${wanted} but was: ${JSON.stringify(value).slice(0, MOST_QUOTED)}`,
  );
}

const MOST_QUOTED = 1_000;
