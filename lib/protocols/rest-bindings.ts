import { parseQueryString, type QueryParameters } from "../model/query-string.js";
import type { Operation } from "../model/service-model.js";
import type { Member, StructureShape } from "../model/shapes.js";
import type { Values } from "../model/values.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import { notesOf } from "../wire/reply.js";
import type { StreamingBody } from "../wire/streaming-body.js";
import { readHeader, readPrefixHeaders } from "./codecs/headers.js";
import { readText } from "./codecs/text.js";
import { UnreadableMember } from "./errors.js";

/** Reads the members of a REST request outside its body. */
export function readBindings(
  shape: StructureShape,
  request: Pick<WireRequest, "headers" | "query">,
  labels: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const { bindings } = shape;
  for (const member of bindings.labels) {
    const text = labels[member.wireName];
    if (text !== undefined) values[member.name] = typed(member, text, readText(member.shape, text));
  }
  if (request.query !== "" && bindings.query.length > 0)
    readQuery(bindings.query, parseQueryString(request.query), values);
  // A request has few of the modelled headers.
  for (const name in request.headers) {
    const member = bindings.headerByName.get(name);
    const text = request.headers[name];
    if (member === undefined || text === undefined) continue;
    const value = readHeader(member, request.headers);
    // RFC 9110: a condition with an invalid date is ignored.
    if (value === undefined && /if-(?:un)?modified-since$/i.test(member.wireName)) continue;
    values[member.name] = typed(member, text, value);
  }
  for (const member of bindings.prefixHeaders) {
    const map = readPrefixHeaders(member, request.headers);
    if (map !== undefined) values[member.name] = map;
  }
  return values;
}

function readQuery(
  members: readonly Member[],
  query: QueryParameters,
  values: Record<string, unknown>,
): void {
  for (const member of members) {
    const value = readQueryMember(member, members, query);
    if (value !== undefined) values[member.name] = value;
  }
}

function readQueryMember(member: Member, members: readonly Member[], query: QueryParameters): unknown {
  const { shape, wireName } = member;
  if (shape.type === "map") return restOfQuery(members, query);
  const texts = query.get(wireName);
  if (texts === undefined) return undefined;
  if (shape.type === "list")
    return texts.map((text) => typed(member, text, readText(shape.member.shape, text)));
  const [text = ""] = texts;
  // Clients send "?MaxItems=" without a value.
  if (text === "" && shape.type !== "string") return undefined;
  return typed(member, text, readText(shape, text));
}

/** A map in the query string contains every parameter without a member of its own. */
function restOfQuery(members: readonly Member[], query: QueryParameters): Record<string, unknown> {
  const taken = new Set(members.map((member) => member.wireName));
  const map: Record<string, unknown> = Object.create(null);
  for (const [name, values] of query) if (!taken.has(name)) map[name] = values[0];
  return map;
}

function typed({ shape, wireName }: Member, text: string, value: unknown): unknown {
  if (value === undefined) {
    const message = `STRING_VALUE can not be converted to ${article(shape.type)}`;
    throw new UnreadableMember(message, wireName, text);
  }
  return value;
}

function article(type: string): string {
  const name = type.charAt(0).toUpperCase() + type.slice(1);
  return `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
}

/** The status and headers of a response without members in its body. */
export function emptyReply(
  status: number,
  headers: Record<string, string>,
  streamed?: boolean,
): WireResponse {
  // HTTP forbids a length for 204 and 304; HeadObject's output has its own length.
  if (status !== 204 && status !== 304) headers["Content-Length"] ??= "0";
  return { status, headers, streamed };
}

/**
 * The status of an output: in a member, as Lambda's Invoke has 200, 202 or 204; in its notes; else the
 * model's.
 */
export function successStatus(operation: Operation, values: Values): number {
  const member = operation.output?.bindings.status;
  const chosen = member ? values[member.name] : notesOf(values)?.status;
  return typeof chosen === "number" ? chosen : operation.status;
}

/** Whether handlers receive or return a payload as a stream. */
export function isStreaming(member: Member): boolean {
  return member.traits.streaming === true || (member.shape.type === "blob" && member.shape.streaming);
}

/** The value of a blob or string payload, as a body. */
export function rawBody(value: unknown): WireResponse["body"] {
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  if (isStreamingBody(value)) return value.whole ?? value.pieces ?? value;
  return String(value);
}

function isStreamingBody(value: unknown): value is StreamingBody {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

/** The headers of every response. The caller may add to them. */
export function commonHeaders(requestId: string): Record<string, string> {
  return { "x-amzn-RequestId": requestId };
}
