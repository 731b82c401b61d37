import fc from "fast-check";
import type { Member, NumberShape, Shape, StructureShape } from "../../lib/model/shapes.js";

/** What the wire of a value can carry. */
export interface Carrier {
  /** XML 1.0 has no control characters, not even escaped. */
  readonly xml: boolean;
  /** S3 returns times in whole seconds. */
  readonly wholeSeconds?: boolean;
  /** Values of shapes, by name, that the SDK inspects before it sends them. */
  readonly overrides?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
}

type Place = "body" | "header" | "label" | "query";

const DEPTH = 4;

/** Random values of a structure, within the constraints that are cheap to meet (patterns are not). */
export function structureOf(
  shape: StructureShape,
  carrier: Carrier,
  depth = 0,
): fc.Arbitrary<Record<string, unknown>> {
  const members = shape.members
    .filter(isWritten)
    .filter(
      (member, index) =>
        depth < DEPTH || member.required || isFlat(member.shape) || (shape.union && index === 0),
    );
  const values = Object.fromEntries(members.map((member) => [member.name, memberOf(member, carrier, depth)]));
  if (shape.union) {
    return fc.oneof(
      ...Object.entries(values).map(([name, value]) => value.map((inner) => ({ [name]: inner }))),
    );
  }
  const requiredKeys = members.filter(isAlwaysThere).map((member) => member.name);
  return fc.record(values, { requiredKeys, noNullPrototype: true });
}

/** The SDK generates an omitted idempotency token, and every response has a status. */
function isAlwaysThere({ required, traits }: Member): boolean {
  return required || traits.idempotencyToken === true || traits.location === "statusCode";
}

/** Event streams are not written yet. */
function isWritten({ shape }: Member): boolean {
  return shape.type !== "structure" || !shape.eventStream;
}

function isFlat(shape: Shape): boolean {
  return shape.type !== "structure" && shape.type !== "list" && shape.type !== "map";
}

function memberOf(member: Member, carrier: Carrier, depth: number): fc.Arbitrary<unknown> {
  switch (member.traits.location) {
    case "header":
    case "headers":
      return anyOf(member.shape, "header", carrier, depth);
    case "uri":
      return anyOf(member.shape, "label", carrier, depth);
    case "querystring":
      return anyOf(member.shape, "query", carrier, depth);
    case "statusCode":
      return fc.constantFrom(200, 202);
    default:
      return anyOf(member.shape, "body", carrier, depth);
  }
}

function anyOf(shape: Shape, place: Place, carrier: Carrier, depth: number): fc.Arbitrary<unknown> {
  const override = carrier.overrides?.[shape.name];
  if (override !== undefined) return override;
  switch (shape.type) {
    case "structure":
      return shape.document ? documents : structureOf(shape, carrier, depth + 1);
    case "list": {
      const element = anyOf(shape.member.shape, place, carrier, depth + 1);
      // An empty list cannot be represented in a query string or header.
      const minLength = Math.min(Math.max(shape.min ?? 0, place === "body" ? 0 : 1), 3);
      return fc.array(element, { minLength, maxLength: 3 });
    }
    case "map": {
      const value = anyOf(shape.value.shape, place, carrier, depth + 1);
      // The SDK assigns keys, so that "__proto__" never leaves it; our own codecs are tested with it elsewhere.
      const anyKey = stringOf(shape.key.shape, place, carrier).filter((name) => name !== "__proto__");
      const key = place === "header" ? headerName : anyKey;
      return fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
    }
    case "string":
      return stringOf(shape, place, carrier);
    case "boolean":
      return fc.boolean();
    case "timestamp":
      return timestampOf(
        place === "header" || shape.timestampFormat === "rfc822" || carrier.wholeSeconds === true,
      );
    case "blob":
      return fc.uint8Array({ maxLength: 48 });
    default:
      return numberOf(shape);
  }
}

const documents = fc.dictionary(
  fc.string().filter((name) => name !== "__proto__"),
  fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.array(fc.string(), { maxLength: 2 })),
  { maxKeys: 3, noNullPrototype: true },
);

function stringOf(shape: Shape, place: Place, carrier: Carrier): fc.Arbitrary<string> {
  if (shape.type === "string" && shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const min = shape.type === "string" ? Math.min(shape.min ?? 0, 64) : 0;
  const minLength = place === "body" || place === "query" ? min : Math.max(min, 1);
  const size = { minLength, maxLength: Math.max(minLength, 12) };
  // HTTP trims header values and allows little more than ASCII.
  if (place === "header") return fc.string({ ...size, unit: visibleAscii });
  // The SDK reads an element of nothing but white space as empty.
  if (carrier.xml) return fc.string({ ...size, unit: "grapheme" }).filter((text) => text === text.trim());
  return fc.string({ ...size, unit: "binary" });
}

const visibleAscii = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

/** Header names know no case, and few signs. */
const headerName = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);

function timestampOf(wholeSeconds: boolean): fc.Arbitrary<Date> {
  const dates = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
  // An HTTP date has whole seconds.
  return wholeSeconds ? dates.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)) : dates;
}

function numberOf(shape: NumberShape): fc.Arbitrary<number> {
  const { min, max } = shape;
  if (shape.type === "integer") return fc.integer({ min: min ?? -(2 ** 31), max: max ?? 2 ** 31 - 1 });
  if (shape.type === "long") return fc.maxSafeInteger().map((value) => clamp(value, min, max));
  const numbers = shape.type === "float" ? fc.float({ noNaN: true }) : fc.double({ noNaN: true });
  return (
    numbers
      // On newer Nodes the SDK reads whole numbers beyond these bounds as bigints.
      .map((value) =>
        Number.isFinite(value) ? clamp(value, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) : value,
      )
      .map((value) => clamp(value, min, max))
      // JSON has no negative zero.
      .map((value) => (value === 0 ? 0 : value))
  );
}

function clamp(value: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): number {
  return Math.min(Math.max(value, min), max);
}
