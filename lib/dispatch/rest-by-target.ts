import type { Operation } from "../model/service-model.js";
import type { Member } from "../model/shapes.js";
import { AwsError } from "../runtime/errors.js";
import { parseDocument } from "../text/json-document.js";
import { own } from "../values/own.js";
import type { WireRequest } from "../wire/message.js";

/** A REST request, split for its protocol. */
export interface RestMessage {
  readonly request: WireRequest;
  readonly body: Uint8Array;
  readonly labels: Record<string, string>;
}

/**
 * No SDK sends `X-Amz-Target` to a REST service, but documents about Lambda use
 * `AWSLambda_20150331.CreateFunction`. Such a request has all members in its JSON body; they are moved to
 * where the REST protocol expects them.
 */
export function restByTarget(operation: Operation, request: WireRequest, body: Uint8Array): RestMessage {
  const members = membersOf(body);
  const { labels, query, headers, payload } = operation.input?.bindings ?? NOTHING_BOUND;
  const parameters = new URLSearchParams(take(members, query));
  const content = payload === undefined ? members : members[payload.name];
  const isBlob = payload?.shape.type === "blob";
  return {
    labels: Object.fromEntries(take(members, labels)),
    request: {
      ...request,
      query: parameters.toString(),
      headers: {
        ...request.headers,
        ...Object.fromEntries(take(members, headers).map(([name, value]) => [name.toLowerCase(), value])),
      },
    },
    body: typeof content === "string" ? bytesOf(content, isBlob) : Buffer.from(JSON.stringify(content) ?? ""),
  };
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * JSON has blobs in base64. Documents also show payloads directly: a string that is JSON, or is not base64 of
 * JSON, is kept.
 */
function bytesOf(content: string, isBlob: boolean): Uint8Array {
  const text = Buffer.from(content);
  if (!isBlob || isJson(content) || !BASE64.test(content)) return text;
  const decoded = Buffer.from(content, "base64");
  return isJson(decoded.toString("utf8")) ? decoded : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const NOTHING_BOUND = { labels: [], query: [], headers: [], payload: undefined };

/** Removes the named members from the body, by their names on the wire. */
function take(members: Record<string, unknown>, wanted: readonly Member[]): [string, string][] {
  return wanted.flatMap(({ name, wireName }): [string, string][] => {
    const value = own(members, name);
    delete members[name];
    return value === undefined || value === null ? [] : [[wireName, String(value)]];
  });
}

function membersOf(body: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = parseDocument(Buffer.from(body).toString() || "{}");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Handled below.
  }
  throw new AwsError("SerializationException", "The request body is not a JSON object.", { status: 400 });
}
