import { closestName, rejectUnknownMembers } from "../../text/suggestions.js";
import { shown } from "../../values/foreign-values.js";
import { isRecord } from "../../values/is-record.js";

/** JSON Schema (2020-12), as in OpenAPI 3.1. */
export type Schema = Readonly<Record<string, unknown>>;

/** The values that a parameter of a control method accepts: unchanged in process, as JSON over HTTP. */
export interface Kind<Value> {
  /** The JSON that is accepted over HTTP. */
  readonly schema: Schema;
  /**
   * Returns the value if it is of this kind.
   *
   * @throws TypeError naming the parameter.
   */
  check(value: unknown, name: string): Value;
  /** Converts JSON to a value; {@link check} follows. Default the JSON itself. */
  decode?(json: unknown): unknown;
  /** Converts a value to JSON. Default as `JSON.stringify` does. */
  encode?(value: Value): unknown;
  /** The members of an object, which are sent as parameters and not nested in a member. */
  readonly members?: ReadonlyMap<string, Kind<unknown>>;
  /** It is the body of the request, not a member of it. */
  readonly isBody?: true;
}

/** A kind defined by a type guard. */
export function kindOf<Value>(
  schema: Schema,
  expected: string,
  accepts: (value: unknown) => value is Value,
): Kind<Value> {
  return {
    schema,
    check(value, name) {
      if (accepts(value)) return value;
      throw unexpected(name, expected, value);
    },
  };
}

export const string = kindOf({ type: "string" }, "a string", (value) => typeof value === "string");

export const boolean = kindOf({ type: "boolean" }, "true or false", (value) => typeof value === "boolean");

/** A non-negative integer. */
export const count = kindOf(
  { type: "integer", minimum: 0 },
  "a whole number from 0",
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
);

/** Values that the method itself checks. */
export function unchecked<Value>(): Kind<Value> {
  return { schema: {}, check: (value) => value as Value };
}

/** A `Date`; over HTTP ISO 8601. */
export const date: Kind<Date> = {
  ...kindOf({ type: "string", format: "date-time" }, "a Date", isDate),
  decode: dateOf,
};

/** A point in time: a `Date` or milliseconds since the epoch; over HTTP also ISO 8601. */
export const moment: Kind<Date | number> = {
  ...kindOf(
    { anyOf: [{ type: "number" }, date.schema] },
    "a Date or milliseconds since the epoch",
    (value): value is Date | number => isDate(value) || Number.isFinite(value),
  ),
  decode: dateOf,
};

/** One of these strings. */
export function oneOf<Value extends string>(...values: readonly Value[]): Kind<Value> {
  const names = values.map((value) => JSON.stringify(value));
  const expected = [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" or ");
  return {
    schema: { enum: values },
    check(given, name) {
      const value = values.find((known) => known === given);
      if (value !== undefined) return value;
      const closest = typeof given === "string" ? closestName(given, values) : undefined;
      const suggestion = closest === undefined ? "" : ` Did you mean ${JSON.stringify(closest)}?`;
      throw new TypeError(`${unexpected(name, expected, given).message}${suggestion}`);
    },
  };
}

/** An object with known members. All members except `required` ones are optional. */
export function object<Value extends object>(
  kinds: { readonly [Name in keyof Value]-?: Kind<Exclude<Value[Name], undefined>> },
  ...required: readonly (keyof Value & string)[]
): Kind<Value> {
  const members = new Map<string, Kind<unknown>>(Object.entries(kinds));
  return {
    schema: { ...schemaOf(members), ...(required.length > 0 && { required }) },
    members,
    check(value, name) {
      if (!isRecord(value)) throw unexpected(name, "an object", value);
      rejectUnknownMembers(value, [...members.keys()], `"${name}"`);
      const checked = Array.from(members, ([member, kind]) => {
        const given: unknown = Reflect.get(value, member);
        const isGiven = given !== undefined || required.some((known) => known === member);
        return isGiven ? [[member, kind.check(given, member)]] : [];
      });
      // Each member was checked against the kind of its type.
      return Object.fromEntries(checked.flat()) as Value;
    },
    decode: (json) => (isRecord(json) ? decodeMembers(json, members) : json),
  };
}

/** An object with values of one kind, by names that the caller chooses. */
export function recordOf<Value>(kind: Kind<Value>): Kind<Readonly<Record<string, Value>>> {
  return {
    schema: { type: "object", additionalProperties: kind.schema },
    isBody: true,
    check(value, name) {
      if (!isRecord(value)) throw unexpected(name, "an object", value);
      return Object.fromEntries(
        Object.entries(value).map(([member, given]) => [member, kind.check(given, `${name}.${member}`)]),
      );
    },
  };
}

/** A list of values of one kind. */
export function listOf<Value>(kind: Kind<Value>): Kind<readonly Value[]> {
  return {
    schema: { type: "array", items: kind.schema },
    check(value, name) {
      if (!Array.isArray(value)) throw unexpected(name, "a list", value);
      return value.map((item, index) => kind.check(item, `${name}[${index}]`));
    },
  };
}

/** A string, or a value of another kind. */
export function stringOr<Value>(kind: Kind<Value>): Kind<string | Value> {
  const { decode } = kind;
  return {
    schema: { anyOf: [string.schema, kind.schema] },
    check: (value, name) => (typeof value === "string" ? value : kind.check(value, name)),
    ...(decode && { decode: (json) => (typeof json === "string" ? json : decode(json)) }),
  };
}

/** A string or bytes; over HTTP `text` or `base64`. */
export const content: Kind<string | Uint8Array> = {
  ...kindOf(
    { type: "object", properties: { text: { type: "string" }, base64: { type: "string" } } },
    "a string or bytes",
    (value) => typeof value === "string" || value instanceof Uint8Array,
  ),
  members: new Map([
    ["text", string],
    ["base64", string],
  ]),
  decode(json) {
    const { text, base64 } = isRecord(json) ? json : {};
    if ((text === undefined) === (base64 === undefined))
      throw new TypeError('Pass the content as "text" or as "base64".');
    return text === undefined
      ? Buffer.from(string.check(base64, "base64"), "base64")
      : string.check(text, "text");
  },
  encode: (value) =>
    typeof value === "string" ? { text: value } : { base64: Buffer.from(value).toString("base64") },
};

/** Tests may run in a realm with its own Date, as in Jest. */
function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]" && !Number.isNaN(Number(value));
}

function dateOf(json: unknown): unknown {
  const made = typeof json === "string" ? new Date(json) : undefined;
  return isDate(made) ? made : json;
}

/** The schema of an object with these members. */
export function schemaOf(members: ReadonlyMap<string, Kind<unknown>>): Schema {
  const properties = Object.fromEntries(Array.from(members, ([name, { schema }]) => [name, schema]));
  return { type: "object", properties, additionalProperties: false };
}

export function unexpected(name: string, expected: string, value: unknown): TypeError {
  return new TypeError(`"${name}" must be ${expected}, not ${shown(value)}.`);
}

function decodeMembers(json: object, members: ReadonlyMap<string, Kind<unknown>>): object {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, members.get(name)?.decode?.(value) ?? value]),
  );
}
