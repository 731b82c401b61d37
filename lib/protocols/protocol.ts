import type { Operation, ServiceModel } from "../model/service-model.js";
import type { AwsError } from "../runtime/errors.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import type { StreamingBody } from "../wire/streaming-body.js";

/** What an answer carries besides its content. */
export interface ReplyContext {
  readonly requestId: string;
  /** S3's second id of an answer (`x-amz-id-2`). */
  readonly hostId?: string;
}

/** What an error's answer may need besides the error. */
export interface ErrorContext extends ReplyContext {
  /** The request was a HEAD: the error has no body. */
  readonly head?: boolean;
  /** The request, where an answer follows what it asked for (`Accept`, `x-amzn-query-mode`). */
  readonly request?: Pick<WireRequest, "headers">;
}

/** The server's side of one of AWS's wire protocols. */
export interface Protocol {
  /** True when the operation is in the method and path, not in a header or form field. */
  readonly rest: boolean;

  /**
   * The name of the operation that a request asks for; undefined for REST
   * protocols, whose operations {@link ServiceModel.route} finds.
   */
  operationName(request: WireRequest, body: Uint8Array): string | undefined;

  /**
   * Reads the input and checks its types. Timestamps become `Date`, blobs
   * `Uint8Array`, null members are absent, unknown members are dropped.
   * Constraints are the caller's to check.
   *
   * Throws an {@link AwsError} (`SerializationException` or the protocol's own
   * code) for a body that cannot be read.
   */
  parse(
    operation: Operation,
    request: WireRequest,
    body: Uint8Array | StreamingBody,
    labels: Readonly<Record<string, string>>,
  ): object | Promise<object>;

  /** Writes an output. `undefined` and `null` members are absent. */
  serialize(
    operation: Operation,
    output: object | undefined,
    context: ReplyContext & { readonly request?: Pick<WireRequest, "headers"> },
  ): WireResponse;

  serializeError(
    model: ServiceModel,
    operation: Operation | undefined,
    error: AwsError,
    context: ErrorContext,
  ): WireResponse;
}
