import type { Operation, ServiceModel } from "../model/service-model.js";
import type { Member } from "../model/shapes.js";
import { isPresent, isRecord, valuesOf } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import { type StreamingBody, streamingBody } from "../wire/streaming-body.js";
import { HeaderWriter } from "./codecs/headers.js";
import { parseJson, readJson, readJsonStructure } from "./codecs/json-reader.js";
import { JsonWriter } from "./codecs/json-writer.js";
import { statusOf } from "./errors.js";
import { errorMembers, usualMessageName } from "./json-errors.js";
import type { ErrorContext, Protocol, ReplyContext } from "./protocol.js";
import {
  commonHeaders,
  emptyReply,
  isStreaming,
  rawBody,
  readBindings,
  successStatus,
} from "./rest-bindings.js";

/**
 * restJson: the operation in method and path, JSON bodies.
 *
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export class RestJson implements Protocol {
  readonly rest = true;
  readonly #headers = new HeaderWriter();
  readonly #json = new JsonWriter();

  operationName(): undefined {
    return undefined;
  }

  parse(
    operation: Operation,
    request: WireRequest,
    body: Uint8Array | StreamingBody,
    labels: Readonly<Record<string, string>>,
  ): object | Promise<object> {
    const { input } = operation;
    if (input === undefined) return {};
    const values = readBindings(input, request, labels);
    const { payload } = input.bindings;
    if (payload !== undefined && isStreaming(payload)) {
      values[payload.name] = body instanceof Uint8Array ? streamingBody(body) : body;
      return values;
    }
    if (input.bindings.body.length === 0) return values;
    if (body instanceof Uint8Array) return readBody(operation, body, values);
    return body.bytes().then((bytes) => readBody(operation, bytes, values));
  }

  serialize(operation: Operation, output: object | undefined, context: ReplyContext): WireResponse {
    const values = valuesOf(output);
    const shape = operation.output;
    const status = successStatus(operation, values);
    const headers = commonHeaders(context.requestId);
    if (shape === undefined) return emptyReply(status, headers);
    this.#headers.write(headers, shape.bindings, values);
    const { payload, body } = shape.bindings;
    const value = payload && values[payload.name];
    const empty = payload ? !isPresent(value) : body.length === 0;
    if (status === 204 || empty) return emptyReply(status, headers);
    headers["Content-Type"] ??= "application/json";
    const written = payload ? this.#writePayload(payload, value) : this.#json.members(body, values);
    return { status, headers, body: written };
  }

  serializeError(
    model: ServiceModel,
    _operation: Operation | undefined,
    error: AwsError,
    context: ErrorContext,
  ): WireResponse {
    const shape = model.error(error.code);
    const status = statusOf(error, shape);
    const headers: Record<string, string> = {
      ...commonHeaders(context.requestId),
      "Content-Type": "application/json",
      "x-amzn-ErrorType": shape?.name ?? error.code,
    };
    if (shape) this.#headers.write(headers, shape.bindings, error.members);
    Object.assign(headers, error.headers);
    if (context.head === true) return { status, headers };
    return {
      status,
      headers,
      body: JSON.stringify(errorMembers(this.#json, error, shape, status, usualMessageName(model))),
    };
  }

  /** A raw payload keeps the JSON content type, as Lambda's Invoke has it, unless a header member has another. */
  #writePayload(member: Member, value: unknown): WireResponse["body"] {
    if (member.shape.type === "blob" || member.shape.type === "string") return rawBody(value);
    if (isRecord(value) && Symbol.asyncIterator in value) return rawBody(value);
    return this.#json.value(member, value);
  }
}

function readBody(operation: Operation, body: Uint8Array, values: Record<string, unknown>): object {
  const { input } = operation;
  if (input === undefined) return values;
  const { payload } = input.bindings;
  if (payload === undefined) return Object.assign(values, readJsonStructure(input, parseJson(body)));
  const value = readPayload(payload, body);
  if (value !== undefined) values[payload.name] = value;
  return values;
}

function readPayload(member: Member, body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  if (member.shape.type === "blob") return body;
  if (member.shape.type === "string") return Buffer.from(body).toString("utf8");
  return readJson(member.shape, parseJson(body));
}
