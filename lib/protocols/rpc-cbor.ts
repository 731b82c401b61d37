import type { Operation, ServiceModel } from "../model/service-model.js";
import { messageMemberOf } from "../model/service-model.js";
import { valuesOf } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import type { StreamingBody } from "../wire/streaming-body.js";
import { parseCbor } from "./codecs/cbor-reader.js";
import { writeCbor } from "./codecs/cbor-writer.js";
import { readJsonStructure } from "./codecs/json-reader.js";
import { queryError, statusOf } from "./errors.js";
import { type EventCodec, eventReply } from "./event-stream.js";
import type { ErrorContext, Protocol, ReplyContext } from "./protocol.js";

/** The path of RPC v2 CBOR: `/service/{Service}/operation/{Operation}`. */
export interface CborTarget {
  /** The name of the service's shape, which is the prefix of its `X-Amz-Target` in awsJson. */
  readonly service: string;
  readonly operation: string;
}

const PATH = /\/service\/([^/]+)\/operation\/([^/]+)$/;

/** The service and operation of an RPC v2 CBOR request; `undefined` for other requests. */
export function cborTarget({ headers, path }: Pick<WireRequest, "headers" | "path">): CborTarget | undefined {
  if (headers["smithy-protocol"] !== "rpc-v2-cbor") return undefined;
  const [, service, operation] = PATH.exec(path) ?? [];
  return service === undefined || operation === undefined ? undefined : { service, operation };
}

/**
 * RPC v2 CBOR: the operation in the path, and bodies in CBOR.
 *
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export class RpcCbor implements Protocol {
  readonly rest = false;

  operationName(request: WireRequest): string | undefined {
    return cborTarget(request)?.operation;
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
    // Without an output there is no body; clients do not expect an empty map.
    if (operation.output === undefined) return { status: 200, headers: headersOf(context) };
    const values = valuesOf(output);
    const stream = eventReply(operation.output, values, EVENTS);
    if (stream) return { ...stream, headers: { ...headersOf(context), ...stream.headers } };
    return reply(200, context, writeCbor(operation.output.members, values));
  }

  serializeError(
    model: ServiceModel,
    _operation: Operation | undefined,
    error: AwsError,
    context: ErrorContext,
  ): WireResponse {
    const shape = model.error(error.code);
    const status = statusOf(error, shape);
    const message = shape && messageMemberOf(shape);
    const members = shape?.bindings.body.filter((member) => member !== message) ?? [];
    const body = writeCbor(members, error.members, {
      __type: `${model.facts.errorNamespace ?? ""}${shape?.name ?? error.code}`,
      [message?.wireName ?? "message"]: error.message,
    });
    const response = reply(status, context, body);
    Object.assign(response.headers, error.headers, queryError(model.facts, error, shape, status));
    return response;
  }
}

const EVENTS: EventCodec = {
  contentType: "application/cbor",
  write: (members, values) => writeCbor(members, values),
};

function read(operation: Operation, body: Uint8Array): object {
  const value = parseCbor(body);
  return operation.input === undefined ? {} : readJsonStructure(operation.input, value);
}

function headersOf({ requestId }: ReplyContext): Record<string, string> {
  return { "x-amzn-RequestId": requestId, "smithy-protocol": "rpc-v2-cbor" };
}

function reply(status: number, context: ReplyContext, body: Uint8Array): WireResponse {
  return { status, headers: { ...headersOf(context), "Content-Type": "application/cbor" }, body };
}
