import type { Operation, ServiceModel } from "../model/service-model.js";
import type { AwsError } from "../runtime/errors.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import type { StreamingBody } from "../wire/streaming-body.js";

/** Properties of a response besides its content. */
export interface ReplyContext {
  readonly requestId: string;
  /** S3's second id of a response (`x-amz-id-2`). */
  readonly hostId?: string;
}

/** Properties of a request that its error response depends on. */
export interface ErrorContext extends ReplyContext {
  /** The request was a HEAD: the error has no body. */
  readonly head?: boolean;
  /** The request, for headers that determine the response (`Accept`, `x-amzn-query-mode`). */
  readonly request?: Pick<WireRequest, "headers">;
}

/** The server side of one of AWS's wire protocols. */
export interface Protocol {
  /** True if the operation is in the method and path, not in a header or form field. */
  readonly rest: boolean;

  /**
   * The operation name in a request; undefined for REST protocols, whose operations
   * {@link ServiceModel.route} finds.
   */
  operationName(request: WireRequest, body: Uint8Array): string | undefined;

  /**
   * Parses the input and checks its types. Timestamps become `Date`, blobs `Uint8Array`, null members are
   * absent, unknown members are dropped. The caller checks constraints.
   *
   * Throws an {@link AwsError} (`SerializationException` or the protocol's own code) for a body that cannot
   * be parsed.
   */
  parse(
    operation: Operation,
    request: WireRequest,
    body: Uint8Array | StreamingBody,
    labels: Readonly<Record<string, string>>,
  ): object | Promise<object>;

  /** Serializes an output. `undefined` and `null` members are absent. */
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
