import type { ServiceFacts } from "../model/facts.js";
import type { Operation, ServiceModel } from "../model/service-model.js";
import { valuesOf } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import type { StreamingBody } from "../wire/streaming-body.js";
import { parseJson, readJsonStructure } from "./codecs/json-reader.js";
import { JsonWriter } from "./codecs/json-writer.js";
import { queryError, statusOf } from "./errors.js";
import { type EventCodec, eventReply } from "./event-stream.js";
import { errorMembers, usualMessageName } from "./json-errors.js";
import type { ErrorContext, Protocol, ReplyContext } from "./protocol.js";
import { commonHeaders } from "./rest-bindings.js";

/**
 * awsJson 1.0 and 1.1: `POST /` with the operation in `X-Amz-Target`.
 *
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export class AwsJson implements Protocol {
  readonly rest = false;
  readonly #json = new JsonWriter();
  readonly #contentType: string;
  readonly #events: EventCodec = {
    contentType: "application/json",
    write: (members, values) => this.#json.members(members, values),
  };

  constructor(facts: ServiceFacts) {
    this.#contentType = `application/x-amz-json-${facts.jsonVersion ?? "1.1"}`;
  }

  operationName(request: WireRequest): string | undefined {
    const target = request.headers["x-amz-target"];
    const dot = target?.lastIndexOf(".") ?? -1;
    return dot < 0 ? undefined : target?.slice(dot + 1);
  }

  parse(
    operation: Operation,
    _request: WireRequest,
    body: Uint8Array | StreamingBody,
  ): object | Promise<object> {
    return body instanceof Uint8Array
      ? read(operation, body)
      : body.bytes().then((bytes) => read(operation, bytes));
  }

  serialize(operation: Operation, output: object | undefined, context: ReplyContext): WireResponse {
    const members = operation.output?.members ?? [];
    const values = valuesOf(output);
    const stream = eventReply(operation.output, values, this.#events);
    if (stream) return { ...stream, headers: { ...commonHeaders(context.requestId), ...stream.headers } };
    return this.#reply(200, context, this.#json.members(members, values));
  }

  serializeError(
    model: ServiceModel,
    _operation: Operation | undefined,
    error: AwsError,
    context: ErrorContext,
  ): WireResponse {
    const shape = model.error(error.code);
    const status = statusOf(error, shape);
    const code = shape?.name ?? error.code;
    const type = `${model.facts.errorNamespace ?? ""}${code}`;
    const body = { __type: type, ...errorMembers(this.#json, error, shape, status, usualMessageName(model)) };
    const response = this.#reply(status, context, JSON.stringify(body));
    Object.assign(response.headers, error.headers, queryError(model.facts, error, shape, status));
    return response;
  }

  #reply(status: number, context: ReplyContext, body: string): WireResponse {
    return {
      status,
      headers: { "x-amzn-RequestId": context.requestId, "Content-Type": this.#contentType },
      body,
    };
  }
}

function read(operation: Operation, body: Uint8Array): object {
  const json = parseJson(body);
  return operation.input === undefined ? {} : readJsonStructure(operation.input, json);
}
