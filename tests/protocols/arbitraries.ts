import fc from "fast-check";
import type { Member, NumberShape, Shape, StructureShape } from "../../lib/model/shapes.js";

/** What the wire of a value can carry. */
export interface Carrier {
  /** XML 1.0 has no control characters, not even escaped. */
  readonly xml: boolean;
}

type Place = "body" | "header" | "label" | "query";

const DEPTH = 4;

/** Random values of a structure, within the constraints that are cheap to meet (patterns are not). */
export function structureOf(shape: StructureShape, carrier: Carrier, depth = 0): fc.Arbitrary<Record<string, unknown>> {
  const members = shape.members.filter((member) => depth < DEPTH || member.required || isFlat(member.shape));
  const values = Object.fromEntries(members.map((member) => [member.name, memberOf(member, carrier, depth)]));
  if (shape.union) {
    return fc.oneof(...Object.entries(values).map(([name, value]) => value.map((inner) => ({ [name]: inner }))));
  }
  const requiredKeys = members.filter(isAlwaysThere).map((member) => member.name);
  return fc.record(values, { requiredKeys, noNullPrototype: true });
}

/** The SDK fills in an idempotency token that is left out, and every answer has a status. */
function isAlwaysThere({ required, traits }: Member): boolean {
  return required || traits.idempotencyToken === true || traits.location === "statusCode";
}

function isFlat(shape: Shape): boolean {
  return shape.type !== "structure" && shape.type !== "list" && shape.type !== "map";
}

function memberOf(member: Member, carrier: Carrier, depth: number): fc.Arbitrary<unknown> {
  switch (member.traits.location) {
    case "header":
      return valueOf(member.shape, "header", carrier, depth);
    case "uri":
      return valueOf(member.shape, "label", carrier, depth);
    case "querystring":
      return valueOf(member.shape, "query", carrier, depth);
    case "statusCode":
      return fc.constantFrom(200, 202);
    default:
      return valueOf(member.shape, "body", carrier, depth);
  }
}

function valueOf(shape: Shape, place: Place, carrier: Carrier, depth: number): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case "structure":
      return shape.document ? documents : structureOf(shape, carrier, depth + 1);
    case "list": {
      const element = valueOf(shape.member.shape, place, carrier, depth + 1);
      // A list in a query string or header cannot say that it is empty.
      const minLength = Math.min(Math.max(shape.min ?? 0, place === "body" ? 0 : 1), 3);
      return fc.array(element, { minLength, maxLength: 3 });
    }
    case "map": {
      const value = valueOf(shape.value.shape, place, carrier, depth + 1);
      // The SDK assigns keys, so that "__proto__" never leaves it; our own codecs are tested with it elsewhere.
      const key = stringOf(shape.key.shape, place, carrier).filter((name) => name !== "__proto__");
      return fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
    }
    case "string":
      return stringOf(shape, place, carrier);
    case "boolean":
      return fc.boolean();
    case "timestamp":
      return timestampOf(place);
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

function timestampOf(place: Place): fc.Arbitrary<Date> {
  const dates = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
  // An HTTP date has whole seconds.
  return place === "header" ? dates.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)) : dates;
}

function numberOf(shape: NumberShape): fc.Arbitrary<number> {
  const { min, max } = shape;
  if (shape.type === "integer") return fc.integer({ min: min ?? -(2 ** 31), max: max ?? 2 ** 31 - 1 });
  if (shape.type === "long") return fc.maxSafeInteger().map((value) => clamp(value, min, max));
  const numbers = shape.type === "float" ? fc.float({ noNaN: true }) : fc.double({ noNaN: true });
  // JSON has no negative zero.
  return numbers.map((value) => clamp(value, min, max)).map((value) => (value === 0 ? 0 : value));
}

function clamp(value: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): number {
  return Math.min(Math.max(value, min), max);
}
