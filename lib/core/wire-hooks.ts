import type { Context } from "./context.js";
import type { AwsError } from "./errors.js";
import type { StreamingBody } from "./streaming.js";

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
  /** What the request log calls it. */
  readonly operation: string;
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

/** What a request looks like that {@link WireHooks.answer} may take. */
export interface UnmodelledRequest extends RequestHead {
  readonly body: StreamingBody;
}

/**
 * Where a service leaves the common path of requests because no model says
 * what it does there. S3 is the one that does.
 */
export interface WireHooks {
  /** Ids of answers in the service's own format; left out, a UUID and no host id. */
  ids?(source: { text(alphabet: string, size: number): string; bytes(count: number): Uint8Array }): AnswerIds;
  /** The request as the model knows it: virtual hosts become paths. Signatures are checked on the original. */
  rewrite?(request: RequestHead): RequestHead;
  /** Looks at a request before its operation is sought. @throws AwsError to refuse it. */
  admit?(request: RequestHead, ctx: Context): void;
  /** Answers a request that is no modelled operation; `undefined` leaves it to the model. */
  answer?(request: UnmodelledRequest, ctx: Context): Promise<PlainAnswer> | undefined;
  /** Checks a body that was read whole against what its headers promise. */
  checkBody?(operation: string, request: RequestHead, body: Uint8Array): void;
  /** Headers that an answer gets besides its own, errors included. */
  headers?(request: RequestHead, ctx: Context, ids: Partial<AnswerIds>): Readonly<Record<string, string>>;
  /** The service's own error for a header or query parameter that is not of its type. */
  unreadable?(name: string, value: string): AwsError | undefined;
}
