import type { Context } from "../runtime/context.js";
import type { AwsError } from "../runtime/errors.js";
import type { OperationHandler } from "../runtime/handler.js";

/** A request up to its body. */
export interface RequestHead {
  readonly method: string;
  /** The raw request target up to "?", never decoded. */
  readonly path: string;
  /** The raw text after "?", or "". */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** An answer that no model describes. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** The ids that an answer carries. */
export interface AnswerIds {
  readonly requestId: string;
  /** Clients find it in `x-amz-id-2`. */
  readonly hostId: string;
}

/** A text that carries a signature of its own, like the policy of a form. */
export interface SignedText {
  readonly text: string;
  /** `key/date/region/service/aws4_request`; of version 2, the key alone. */
  readonly credential: string;
  readonly version: 2 | 4;
  readonly signature: string;
  /** The session token that came with it. */
  readonly token?: string | undefined;
}

/** Knows who signed a text. */
export interface TextSignatures {
  /** Whether signatures are verified at all; where they are not, what is unsigned is of the simulator's own account. */
  readonly verified: boolean;
  /**
   * A context of the one who signed.
   *
   * @throws AwsError when signatures are verified, and this one is not good.
   */
  signer(signed: SignedText): Context;
}

/** What a request asks for that no model describes. */
export interface UnmodelledOperation {
  /** What the request log calls it. */
  readonly name: string;
  /** @throws AwsError to reject it. */
  run(call: UnmodelledCall): PlainAnswer | Promise<PlainAnswer>;
}

/** What an {@link UnmodelledOperation} works with. */
export interface UnmodelledCall {
  /** The body as it arrives. */
  body(): AsyncIterable<Uint8Array>;
  readonly signatures: TextSignatures;
  /** Executes an operation of the service, as a request of its own would. */
  execute<Input extends object, Output>(
    operation: OperationHandler<Input, Output>,
    input: Input,
    ctx: Context,
  ): Promise<Output>;
}

/**
 * Where a service leaves the common path of requests because no model says
 * what it does there. S3 does so throughout, Lambda for the archives of code.
 */
export interface WireHooks {
  /** Ids of answers in the service's own format; left out, a UUID and no host id. */
  ids?(source: { bytes(count: number): Uint8Array }): AnswerIds;
  /** The request as the model knows it: virtual hosts become paths. Signatures are checked on the original. */
  rewrite?(request: RequestHead): RequestHead;
  /**
   * Whether the service itself lets a web page of an origin send a request, as the CORS rules of a bucket do.
   * `undefined` is a page whose origin is not known.
   */
  allowsOrigin?(origin: string | undefined, request: RequestHead, ctx: Context): boolean;
  /** Looks at a request before its operation is sought. @throws AwsError to refuse it. */
  admit?(request: RequestHead, ctx: Context): void;
  /** What a request asks for that is no modelled operation; `undefined` leaves it to the model. */
  unmodelled?(request: RequestHead, ctx: Context): UnmodelledOperation | undefined;
  /** Looks at a request whose operation is known, before its body is read. @throws AwsError to refuse it. */
  admitOperation?(operation: string, request: RequestHead): void;
  /**
   * Admits an unsigned request. Left out, all of them are rejected where signatures are verified.
   *
   * @param verified whether signatures are verified
   * @returns the account in which the request is executed; `undefined` for that of `ctx`
   * @throws AwsError where signatures are verified, unless everybody may do this
   */
  admitAnonymous?(
    operation: string,
    request: RequestHead,
    ctx: Context,
    verified: boolean,
  ): string | undefined;
  /** Checks a body that was read whole, before it is parsed, against what its headers promise. */
  checkBody?(operation: string, request: RequestHead, body: Uint8Array, ctx: Context | undefined): void;
  /** Adds to the headers of an answer, be it to an operation, an error or what no model describes. */
  addHeaders?(
    headers: Record<string, string>,
    request: RequestHead,
    ctx: Context,
    ids: Partial<AnswerIds> & { readonly requestId: string },
  ): void;
  /** The service's own error for a header or query parameter that is not of its type. */
  unreadable?(name: string, value: string): AwsError | undefined;
  /** Dates in documents are cut to whole seconds: `2024-05-01T12:00:00.000Z`. */
  readonly wholeSeconds?: true;
}
