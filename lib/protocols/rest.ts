import type { Operation, ServiceModel } from "../model/service-model.js";
import type { Member, StructureShape } from "../model/shapes.js";
import { isPresent, type Values, valuesOf } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import { isRecord } from "../values/is-record.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import { type StreamingBody, streamingBody } from "../wire/streaming-body.js";
import { HeaderWriter } from "./codecs/headers.js";
import { statusOf } from "./errors.js";
import { EVENT_STREAM, type EventCodec, eventStream } from "./event-stream.js";
import type { ErrorContext, Protocol, ReplyContext } from "./protocol.js";
import {
  commonHeaders,
  emptyReply,
  isStreaming,
  rawBody,
  readBindings,
  successStatus,
} from "./rest-bindings.js";

/** The status and headers of a response whose body is written later. Headers may be added. */
export type ReplyHead = Pick<WireResponse, "status" | "headers">;

/** The document format of a REST protocol: JSON or XML. */
export interface RestCodec {
  /** Content type of payloads that are not documents, unless the output or model has another. */
  readonly rawType: string;
  /** Reads the members in the body, or the document payload, into `values`, and returns them. */
  read(input: StructureShape, body: Uint8Array, values: Record<string, unknown>): object | Promise<object>;
  /** Writes the members of an output that are in its body. */
  writeMembers(operation: Operation, shape: StructureShape, values: Values, head: ReplyHead): WireResponse;
  /** Encodes events. */
  readonly events: EventCodec;
  /** Writes a document payload. */
  writePayload(payload: Member, value: unknown, head: ReplyHead): WireResponse;
  /** Adds the headers of every error of the protocol. */
  addErrorHeaders?(headers: Record<string, string>, error: AwsError, shape: StructureShape | undefined): void;
  writeError(
    model: ServiceModel,
    error: AwsError,
    shape: StructureShape | undefined,
    context: ErrorContext,
    head: ReplyHead,
  ): WireResponse;
}

/**
 * A protocol with the operation in method and path, members in headers and query, and documents of a codec.
 */
export class RestProtocol implements Protocol {
  readonly rest = true;
  readonly #codec: RestCodec;
  readonly #headers = new HeaderWriter();

  constructor(codec: RestCodec) {
    this.#codec = codec;
  }

  operationName(): undefined {
    return undefined;
  }

  parse(
    { input }: Operation,
    request: WireRequest,
    body: Uint8Array | StreamingBody,
    labels: Readonly<Record<string, string>>,
  ): object | Promise<object> {
    if (input === undefined) return {};
    const values = readBindings(input, request, labels);
    const { payload } = input.bindings;
    if (payload !== undefined && isStreaming(payload)) {
      values[payload.name] = body instanceof Uint8Array ? streamingBody(body) : body;
      return values;
    }
    if (input.bindings.body.length === 0) return values;
    if (body instanceof Uint8Array) return this.#readBody(input, body, values);
    return body.bytes().then((bytes) => this.#readBody(input, bytes, values));
  }

  serialize(operation: Operation, output: object | undefined, context: ReplyContext): WireResponse {
    const values = valuesOf(output);
    const shape = operation.output;
    const status = successStatus(operation, values);
    const headers = commonHeaders(context.requestId);
    if (shape === undefined) return emptyReply(status, headers);
    this.#headers.write(headers, shape.bindings, values);
    const { payload, body } = shape.bindings;
    if (status === 204) return emptyReply(status, headers);
    if (payload === undefined) {
      if (body.length === 0) return emptyReply(status, headers);
      return this.#codec.writeMembers(operation, shape, values, { status, headers });
    }
    const value = values[payload.name];
    const streamed = isStreaming(payload);
    if (!isPresent(value)) return emptyReply(status, headers, streamed);
    if (payload === shape.bindings.events && payload.shape.type === "structure") {
      headers["Content-Type"] = EVENT_STREAM;
      return {
        status,
        headers,
        body: eventStream(payload.shape, value, this.#codec.events),
        streamed: true,
      };
    }
    if (isDocument(payload, value)) return this.#codec.writePayload(payload, value, { status, headers });
    headers["Content-Type"] ??= operation.facts.contentType ?? this.#codec.rawType;
    return { status, headers, body: rawBody(value), streamed };
  }

  serializeError(
    model: ServiceModel,
    _operation: Operation | undefined,
    error: AwsError,
    context: ErrorContext,
  ): WireResponse {
    const shape = model.error(error.code);
    const status = statusOf(error, shape);
    const headers = commonHeaders(context.requestId);
    this.#codec.addErrorHeaders?.(headers, error, shape);
    if (shape) this.#headers.write(headers, shape.bindings, error.members);
    Object.assign(headers, error.headers);
    // Clients derive the code of an error of a HEAD from the status; browsers treat "not modified" as a
    // success.
    if (context.head === true || status === 304) return { status, headers };
    return this.#codec.writeError(model, error, shape, context, { status, headers });
  }

  #readBody(
    input: StructureShape,
    body: Uint8Array,
    values: Record<string, unknown>,
  ): object | Promise<object> {
    const { payload } = input.bindings;
    if (payload === undefined) return this.#codec.read(input, body, values);
    if (body.length === 0) return values;
    const { type } = payload.shape;
    if (type !== "blob" && type !== "string") return this.#codec.read(input, body, values);
    values[payload.name] = type === "blob" ? body : Buffer.from(body).toString("utf8");
    return values;
  }
}

/** Blobs, strings and streams are sent unchanged. */
function isDocument({ shape }: Member, value: unknown): boolean {
  if (shape.type === "blob" || shape.type === "string") return false;
  return !(isRecord(value) && Symbol.asyncIterator in value);
}
