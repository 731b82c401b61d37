import type { Context } from "../runtime/context.js";
import type { AwsError } from "../runtime/errors.js";
import type { OperationHandler } from "../runtime/handler.js";
import type { Ports } from "../runtime/ports/index.js";
import type { RequestHead } from "./request-head.js";

export type { RequestHead } from "./request-head.js";

/** A response that no model describes. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** The source of the ids of responses. */
export interface AnswerIdSource {
  /** So many characters of Base64. */
  base64(size: number): string;
  /** So many capital letters and digits. */
  capitals(size: number): string;
}

/** The ids of a response. */
export interface AnswerIds {
  readonly requestId: string;
  /** Sent as `x-amz-id-2`. */
  readonly hostId: string;
}

/** A string with its own signature, such as the policy of a form. */
export interface SignedText {
  readonly text: string;
  /** `key/date/region/service/aws4_request`; for version 2 only the key. */
  readonly credential: string;
  readonly version: 2 | 4;
  readonly signature: string;
  /** Its session token. */
  readonly token?: string | undefined;
}

/** Verifies signatures of strings. */
export interface TextSignatures {
  /** Whether signatures are verified. If not, unsigned strings belong to the simulator's own account. */
  readonly verified: boolean;
  /**
   * A context of the signer.
   *
   * @throws AwsError if signatures are verified and this one is invalid.
   */
  signer(signed: SignedText): Context;
}

/** A request that no model describes. */
export interface UnmodelledOperation {
  /** Its name in the request log. */
  readonly name: string;
  /** @throws AwsError to reject it. */
  run(call: UnmodelledCall): PlainAnswer | Promise<PlainAnswer>;
}

/** The call of an {@link UnmodelledOperation}. */
export interface UnmodelledCall {
  /** The body as it arrives. */
  body(): AsyncIterable<Uint8Array>;
  readonly signatures: TextSignatures;
  /** The ids of the response. */
  readonly ids: Partial<AnswerIds> & { readonly requestId: string };
  /** Executes an operation of the service, as a request does. */
  execute<Input extends object, Output>(
    operation: OperationHandler<Input, Output>,
    input: Input,
    ctx: Context,
  ): Promise<Output>;
}

/** A completed request. */
export interface Answered {
  /** In the form that the model has. */
  readonly head: RequestHead;
  /** As received. */
  readonly request: RequestHead;
  readonly status: number;
  /** Of the response. */
  readonly headers: Readonly<Record<string, string>>;
  readonly errorCode?: string;
  readonly ids: Partial<AnswerIds> & { readonly requestId: string };
}

/**
 * Behaviour of a service that differs from the common request handling and is in no model. S3 has much of it,
 * Lambda only the code archives.
 */
export interface WireHooks {
  /** Ids of responses in the service's own format. Default a UUID and no host id. */
  ids?(source: AnswerIdSource): AnswerIds;
  /**
   * The request in the form that the model has: virtual hosts become paths. Signatures are verified on the
   * original.
   *
   * @param region for which it is signed
   */
  rewrite?(request: RequestHead, ports: Ports, region: string): RequestHead;
  /**
   * Whether the service allows a web page of an origin to send a request, as the CORS rules of a bucket do.
   * `undefined` if the origin is not known.
   */
  allowsOrigin?(origin: string | undefined, request: RequestHead, ctx: Context): boolean;
  /** Validates a request before its operation is resolved. @throws AwsError to reject it. */
  admit?(request: RequestHead, ctx: Context): void;
  /** The request outside the model; `undefined` if the model handles it. */
  unmodelled?(request: RequestHead, ctx: Context): UnmodelledOperation | undefined;
  /**
   * Validates a request after its operation is resolved, before its body is read. @throws AwsError to reject
   * it.
   */
  admitOperation?(operation: string, request: RequestHead): void;
  /**
   * Admits an unsigned request. Without this hook, all of them are rejected if signatures are verified.
   *
   * @param verified whether signatures are verified
   * @returns the account that executes the request; `undefined` for that of `ctx`
   * @throws AwsError if signatures are verified, unless anonymous access is allowed
   */
  admitAnonymous?(
    operation: string,
    request: RequestHead,
    ctx: Context,
    verified: boolean,
  ): string | undefined;
  /**
   * Whether an operation needs no signature, because links in messages request it. An existing signature is
   * verified.
   */
  admitsUnsigned?(operation: string): boolean;
  /**
   * Policies of resources can allow unsigned requests, which are therefore decided where permissions are enforced.
   * Without this and `admitAnonymous`, they are rejected there.
   */
  readonly decidesUnsigned?: true;
  /** Validates a complete body against the request headers, before it is parsed. */
  checkBody?(operation: string, request: RequestHead, body: Uint8Array, ctx: Context | undefined): void;
  /**
   * Adds information from the path or the headers of a request to its parsed input. @throws AwsError to
   * reject it.
   */
  completeInput?(operation: string, input: object, request: RequestHead): object;
  /** Adds headers to all responses: of operations, of errors, and of requests outside the model. */
  addHeaders?(
    headers: Record<string, string>,
    request: RequestHead,
    ctx: Context,
    ids: Partial<AnswerIds> & { readonly requestId: string },
  ): void;
  /** Receives every completed request, as access logs do. */
  answered?(answered: Answered, ctx: Context): void;
  /** The service's own error for a header or query parameter of the wrong type. */
  unreadable?(name: string, value: string): AwsError | undefined;
  /** The service's own error for a body that is not a document of its operation. */
  unreadableBody?(operation: string): AwsError | undefined;
  /** Dates in documents are truncated to whole seconds: `2024-05-01T12:00:00.000Z`. */
  readonly wholeSeconds?: true;
}
