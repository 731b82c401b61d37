import type { Shape, StructureShape } from "../model/shapes.js";
import { readJson } from "../protocols/codecs/json-reader.js";
import { isStreaming } from "../protocols/rest-bindings.js";
import { AwsError } from "../runtime/errors.js";
import { isRecord } from "../values/is-record.js";
import { streamingBody } from "../wire/streaming-body.js";

/**
 * Parses JSON written by a person as the input of an operation, by the SDK's member names, for any protocol.
 * Unlike AWS, it rejects unknown members.
 *
 * @throws TypeError naming the problem, its place, and what is valid there.
 */
export function readGiven(shape: StructureShape, json: unknown, path: string): object {
  if (!isRecord(json)) throw new TypeError(`${path} is not an object.`);
  const given: Record<string, unknown> = Object.create(null);
  for (const [name, inner] of Object.entries(json)) {
    const member = shape.memberByName.get(name);
    if (!member) {
      const known = shape.members.map((each) => each.name).join(", ");
      throw new TypeError(`${path} has no member "${name}". It has: ${known || "none"}.`);
    }
    const value = readValue(member.shape, inner, `${path}.${name}`);
    if (value === undefined) continue;
    given[name] = isStreaming(member) && value instanceof Uint8Array ? streamingBody(value) : value;
  }
  return given;
}

function readValue(shape: Shape, json: unknown, path: string): unknown {
  if (json === null || json === undefined) return undefined;
  switch (shape.type) {
    case "structure":
      return shape.document ? json : readGiven(shape, json, path);
    case "list":
      if (!Array.isArray(json)) throw new TypeError(`${path} is not a list.`);
      return json.map((item, i) => readValue(shape.member.shape, item, `${path}[${i}]`));
    case "map":
      if (!isRecord(json)) throw new TypeError(`${path} is not an object.`);
      return Object.fromEntries(
        Object.entries(json).map(([key, item]) => [
          key,
          readValue(shape.value.shape, item, `${path}.${key}`),
        ]),
      );
    default:
      return readScalar(shape, json, path);
  }
}

function readScalar(shape: Shape, json: unknown, path: string): unknown {
  try {
    return readJson(shape, json);
  } catch (error) {
    if (error instanceof AwsError) throw new TypeError(`${path}: ${error.message}.`);
    throw error;
  }
}
